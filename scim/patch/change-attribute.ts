import { ScimError } from "../error.ts";
import type { Filter } from "../filter/index.ts";
import type { Json, JsonObject } from "../resource.ts";
import { readAttribute, wrongValue } from "../schema/attribute-value.ts";
import { attributeNamed } from "../schema/find.ts";
import { shown } from "../schema/format.ts";
import type { AttributeDefinition } from "../schema/index.ts";
import { addItems } from "../schema/items.ts";
import { equalValues, isAssigned, isObject, memberOf } from "../value.ts";
import { changeItems, changeMatchingItems, removeItems } from "./change-items.ts";

/** What one operation asks of one attribute. */
export interface Change {
  op: "add" | "remove" | "replace";
  value: Json | undefined;
  filter: Filter | undefined;
  subAttribute: string | undefined;
  /** The path as written, for messages. */
  where: string;
}

/** The value of an attribute after a change; undefined when it is unassigned then (RFC 7644 §3.5.2.1 to §3.5.2.3). */
export function changeAttribute(
  attribute: AttributeDefinition,
  current: Json | undefined,
  change: Change,
): Json | undefined {
  const { filter, subAttribute, where } = change;
  if (attribute.mutability === "readOnly") throw readOnly(where);
  // The path is looked at even where there is nothing to change.
  if (subAttribute !== undefined && partNamed(attribute, subAttribute).mutability === "readOnly") throw readOnly(where);
  let after: Json | undefined;
  if (filter !== undefined) after = changeMatchingItems(attribute, current, { ...change, filter });
  else if (subAttribute === undefined) after = changeWhole(attribute, current, change);
  else if (attribute.multiValued) after = changeItems(attribute, current, { ...change, subAttribute });
  else after = changePart(attribute, isObject(current) ? current : {}, subAttribute, change);
  if (!isAssigned(after)) {
    // A remove of what has to stay is a matter of mutability (RFC 7644 §3.5.2.2), an empty value is just a wrong one.
    if (attribute.required) throw required(where, change.op);
    after = undefined;
  }
  if (attribute.mutability === "immutable" && isAssigned(current) && !equalValues(current, after)) {
    throw immutable(where, current);
  }
  return after;
}

function changeWhole(attribute: AttributeDefinition, current: Json | undefined, change: Change): Json | undefined {
  const { op, value, where } = change;
  const { multiValued } = attribute;
  if (op === "remove") {
    return multiValued && isAssigned(value) ? removeItems(attribute, current, value) : undefined;
  }
  if (!isAssigned(value)) return op === "add" ? current : undefined;
  if (multiValued) {
    // One item without its list is taken as a list of one.
    const read = readAttribute(attribute, Array.isArray(value) ? value : [value], where);
    if (op === "replace") return read;
    return addItems(attribute, Array.isArray(current) ? current : [], Array.isArray(read) ? read : []);
  }
  if (attribute.type !== "complex") return readAttribute(attribute, value, where);
  return mergeParts(attribute, isObject(current) ? current : {}, asObject(attribute, value, where), change);
}

// A simple value for a complex attribute is meant for its `value`, as in a manager given by id alone.
function asObject(attribute: AttributeDefinition, value: Json, where: string): JsonObject {
  if (isObject(value)) return value;
  const part = attributeNamed(attribute.subAttributes ?? [], "value");
  if (!part || Array.isArray(value)) throw wrongValue(where, "an object", value);
  return { [part.name]: value };
}

/** A complex value with some of its parts changed, the others as they were (RFC 7644 §3.5.2.3). */
export function mergeParts(
  attribute: AttributeDefinition,
  current: JsonObject,
  value: JsonObject,
  change: Pick<Change, "op" | "where">,
): JsonObject {
  let result = current;
  for (const [name, part] of Object.entries(value)) {
    const definition = attributeNamed(attribute.subAttributes ?? [], name);
    // Inside a value, as in a create, what no client can set and what no schema declares is passed over.
    if (!definition || definition.mutability === "readOnly") continue;
    const where = `${change.where}.${definition.name}`;
    result = changePart(attribute, result, definition.name, { ...change, value: part, where });
  }
  return result;
}

/** A complex value with one part changed (RFC 7644 §3.5.2). */
export function changePart(
  attribute: AttributeDefinition,
  current: JsonObject,
  name: string,
  { op, value, where }: Pick<Change, "op" | "value" | "where">,
): JsonObject {
  const part = partNamed(attribute, name);
  const change = { op, value, where, filter: undefined, subAttribute: undefined };
  const after = changeAttribute(part, memberOf(current, part.name), change);
  const { [part.name]: before, ...rest } = current;
  if (after === undefined) return before === undefined ? current : rest;
  return { ...current, [part.name]: after };
}

function partNamed(attribute: AttributeDefinition, name: string): AttributeDefinition {
  const part = attributeNamed(attribute.subAttributes ?? [], name);
  if (!part) throw new ScimError(400, "invalidPath", `${attribute.name} has no sub-attribute ${name}`);
  return part;
}

function readOnly(where: string): ScimError {
  return new ScimError(400, "mutability", `${where} is readOnly`);
}

function immutable(where: string, current: Json): ScimError {
  return new ScimError(400, "mutability", `${where} is immutable and has the value ${shown(current)}`);
}

function required(where: string, op: Change["op"]): ScimError {
  const scimType = op === "remove" ? "mutability" : "invalidValue";
  return new ScimError(400, scimType, `${where} is required and cannot be unassigned`);
}
