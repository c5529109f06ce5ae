import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject } from "../value.ts";
import type { AttributeDefinition } from "./definition.ts";
import { attributeNamed } from "./find.ts";
import { misfit, shown } from "./format.ts";
import { addItems, isPrimary } from "./items.ts";

/**
 * Reads what a client sent for an attribute: checked, in the schema's letter case, without what a client may not set and
 * without what no schema declares. Undefined when it is unassigned (RFC 7643 §2.3 to §2.5). `where` is for messages.
 */
export function readAttribute(definition: AttributeDefinition, value: Json, where: string): Json | undefined {
  if (!isAssigned(value)) return undefined;
  if (!definition.multiValued) return readSingle(definition, value, where);
  if (!Array.isArray(value)) throw wrongValue(where, "a list", value);
  const items = value.map((item, index) => readSingle(definition, item, `${where}[${index}]`)).filter(isAssigned);
  if (items.filter(isPrimary).length > 1) {
    throw new ScimError(400, "invalidValue", `${where}: only one item can be primary`);
  }
  return items.length === 0 ? undefined : addItems(definition, [], items);
}

/**
 * Reads the members of an object that these definitions declare, each as `readAttribute` does. `prefix` is what precedes
 * their names in messages.
 */
export function readAttributes(definitions: AttributeDefinition[], object: JsonObject, prefix: string): JsonObject {
  const result: JsonObject = {};
  const seen = new Set<AttributeDefinition>();
  for (const key in object) {
    const definition = attributeNamed(definitions, key);
    if (definition === undefined || definition.mutability === "readOnly") continue;
    if (seen.has(definition)) {
      throw new ScimError(400, "invalidSyntax", `${prefix}${definition.name} is given more than once`);
    }
    seen.add(definition);
    const value = readAttribute(definition, object[key] as Json, `${prefix}${definition.name}`);
    if (value !== undefined) result[definition.name] = value;
  }
  return result;
}

/** The refusal of a value that does not fit its attribute (RFC 7644 §3.12). */
export function wrongValue(where: string, expected: string, value: Json): ScimError {
  return new ScimError(400, "invalidValue", `${where}: expected ${expected}, got ${shown(value)}`);
}

function readSingle(definition: AttributeDefinition, sent: Json, where: string): Json | undefined {
  if (sent === null) return undefined;
  const value = definition.type === "boolean" ? booleanIn(sent) : sent;
  const expected = misfit(definition, value);
  if (expected !== undefined) throw wrongValue(where, expected, value);
  if (definition.required && typeof value === "string" && value.trim() === "") {
    throw wrongValue(where, "text that is not empty", value);
  }
  if (!isObject(value)) return value;
  const subAttributes = definition.subAttributes ?? [];
  const result = readAttributes(subAttributes, value, `${where}.`);
  if (Object.keys(result).length === 0) return undefined;
  const missing = missingFrom(subAttributes, result);
  if (missing) throw new ScimError(400, "invalidValue", `${where}.${missing.name} is required`);
  return result;
}

// Entra ID writes "True" and "False" for a boolean; RFC 7643 §2.3.2 wants a literal and does not say what to do then.
function booleanIn(value: Json): Json {
  if (typeof value !== "string" || !/^(?:true|false)$/i.test(value)) return value;
  return value.toLowerCase() === "true";
}

/** The first required attribute that a client has to give and that is unassigned (RFC 7643 §7). */
export function missingFrom(definitions: AttributeDefinition[], object: JsonObject): AttributeDefinition | undefined {
  return definitions.find(
    ({ name, required, mutability }) => required && mutability !== "readOnly" && !isAssigned(object[name]),
  );
}
