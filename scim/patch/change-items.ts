import { ScimError } from "../error.ts";
import { compileValueFilter } from "../filter/compile.ts";
import { type Filter, printFilter } from "../filter/index.ts";
import type { Json, JsonObject } from "../resource.ts";
import { readAttribute, wrongValue } from "../schema/attribute-value.ts";
import { attributeNamed } from "../schema/find.ts";
import { type AttributeDefinition, comparableValue } from "../schema/index.ts";
import { addItems, isPrimary, onlyPrimary } from "../schema/items.ts";
import { isAssigned, isObject } from "../value.ts";
import { type Change, changePart, mergeParts } from "./change-attribute.ts";

/** The items of a list after a change through a value path (RFC 7644 §3.5.2). */
export function changeMatchingItems(
  attribute: AttributeDefinition,
  current: Json | undefined,
  change: Change & { filter: Filter },
): Json[] {
  const { op, filter, subAttribute, where } = change;
  if (!attribute.multiValued) {
    throw new ScimError(
      400,
      "invalidPath",
      `${where}: ${attribute.name} is not multi-valued, so it has no items to pick`,
    );
  }
  const items = Array.isArray(current) ? current : [];
  const test = compileValueFilter(filter, attribute);
  const matched = items.map(test);
  if (op === "remove" && subAttribute === undefined) return items.filter((_item, index) => !matched[index]);
  if (matched.includes(true)) {
    return changeEach(attribute, items, (index) => matched[index] === true, change);
  }
  if (op === "remove") return items;
  const described = op === "add" ? describedItem(attribute, filter) : undefined;
  if (described === undefined) {
    throw new ScimError(400, "noTarget", `${where}: no item of ${attribute.name} matches ${printFilter(filter)}`);
  }
  const changed = changeItem(attribute, described, { ...change, op: "replace" });
  const read = readAttribute(attribute, [changed], where);
  return addItems(attribute, items, Array.isArray(read) ? read : []);
}

/** The items of a list after a change to a sub-attribute of them all (RFC 7644 §3.5.2). */
export function changeItems(
  attribute: AttributeDefinition,
  current: Json | undefined,
  change: Change & { subAttribute: string },
): Json[] {
  const items = Array.isArray(current) ? current : [];
  if (items.length === 0 && change.op !== "remove") {
    throw new ScimError(400, "noTarget", `${change.where}: ${attribute.name} has no items`);
  }
  return changeEach(attribute, items, () => true, change);
}

/** The items of a list without those that a client lists as the value of a remove. */
export function removeItems(attribute: AttributeDefinition, current: Json | undefined, value: Json): Json[] {
  const unwanted = Array.isArray(value) ? value : [value];
  const values = new Set(unwanted.map((item) => valueKey(attribute, item)));
  return Array.isArray(current) ? current.filter((item) => !values.has(valueKey(attribute, item))) : [];
}

// Items are told apart by `value`, or without one by all they hold.
function valueKey(attribute: AttributeDefinition, item: Json): string {
  const part = attributeNamed(attribute.subAttributes ?? [], "value");
  const value = isObject(item) ? item["value"] : item;
  if (isObject(item) && (!part || !isAssigned(value))) {
    return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return JSON.stringify(comparableValue(value as Json, part ?? attribute));
}

function changeEach(
  attribute: AttributeDefinition,
  items: Json[],
  isMeant: (index: number) => boolean,
  change: Change,
): Json[] {
  const after = items.map((item, index) => (isMeant(index) ? changeItem(attribute, item, change) : item));
  const primaries = after.flatMap((item, index) => (isMeant(index) && isPrimary(item) ? [index] : []));
  const fresh = primaries.filter((index) => !isPrimary(items[index]));
  if (fresh.length > 0 && primaries.length > 1) {
    throw new ScimError(400, "invalidValue", `${change.where}: only one item can be primary`);
  }
  const [primary] = primaries;
  const single = primary === undefined ? after : onlyPrimary(after, primary);
  return single.filter((item) => !isObject(item) || Object.keys(item).length > 0);
}

function changeItem(attribute: AttributeDefinition, item: Json, change: Change): Json {
  const { op, value, subAttribute, where } = change;
  if (subAttribute !== undefined) {
    return changePart(attribute, isObject(item) ? item : {}, subAttribute, { op, value, where });
  }
  if (attribute.type !== "complex") {
    const read = isAssigned(value) ? readAttribute(attribute, [value], where) : undefined;
    if (!Array.isArray(read)) throw wrongValue(where, "a value", value ?? null);
    return read[0]!;
  }
  if (!isObject(value)) throw wrongValue(where, "an object", value ?? null);
  return mergeParts(attribute, isObject(item) ? item : {}, value, { op, where });
}

// What an item has to hold to match a filter of equalities, as in emails[type eq "work"] (erratum 8097).
function describedItem(attribute: AttributeDefinition, filter: Filter): JsonObject | undefined {
  if (attribute.type !== "complex") return undefined;
  if (filter.type === "and") {
    const parts = filter.filters.map((part) => describedItem(attribute, part));
    return parts.includes(undefined) ? undefined : Object.assign({}, ...parts);
  }
  if (filter.type !== "compare" || filter.operator !== "eq" || filter.value === null) return undefined;
  const part = attributeNamed(attribute.subAttributes ?? [], filter.path.attribute);
  if (!part) return undefined;
  const isTrue = part.type === "boolean" && String(filter.value).toLowerCase() === "true";
  return { [part.name]: part.type === "boolean" ? isTrue : filter.value };
}
