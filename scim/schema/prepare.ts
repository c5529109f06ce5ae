import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { equalValues, isAssigned, isObject, memberOf } from "../value.ts";
import { missingFrom, readAttributes, wrongValue } from "./attribute-value.ts";
import type { AttributeDefinition, ResourceType, SchemaDefinition } from "./definition.ts";
import { attributesOf, extensionNamed } from "./find.ts";
import { shown } from "./format.ts";

/**
 * The attributes to store for a create: checked against the schemas, in their letter case, without what is readOnly
 * (RFC 7644 §3.3). Attributes and URNs that the resource type does not know are ignored; `schemas` may be missing, but
 * where it is given it names the base schema.
 */
export function prepareCreate(body: JsonObject, type: ResourceType): JsonObject {
  const attributes = readResource(body, type);
  requireAttributes(attributes, type);
  return { schemas: schemasOf(attributes, type), ...attributes };
}

/**
 * The attributes to store for a PUT over what is stored (RFC 7644 §3.5.1). What is readOnly stays, `id` and `meta` with
 * it; what is immutable can be set but not changed; what is writeOnly stays when the body is silent on it, as a client
 * cannot send back what it cannot read. The rest is what the body says, and nothing else.
 */
export function prepareReplace(stored: JsonObject, body: JsonObject, type: ResourceType): JsonObject {
  const attributes = readResource(body, type);
  keepStored(readableAttributes(type.schema), stored, attributes, body, "");
  for (const { schema } of type.schemaExtensions) {
    const before = memberOf(stored, schema.id);
    if (!isObject(before)) continue;
    const sent = memberOf(body, schema.id);
    const after = isObject(attributes[schema.id]) ? (attributes[schema.id] as JsonObject) : {};
    keepStored(schema.attributes, before, after, isObject(sent) ? sent : {}, `${schema.id}:`);
    if (Object.keys(after).length > 0) attributes[schema.id] = after;
  }
  requireAttributes(attributes, type);
  return { schemas: schemasOf(attributes, type), ...attributes };
}

/** The URNs of the base schema and of each extension that the resource has attributes of (RFC 7643 §3.3). */
export function schemasOf(resource: JsonObject, type: ResourceType): string[] {
  const inUse = type.schemaExtensions.filter(
    ({ schema, required }) => required || isObject(memberOf(resource, schema.id)),
  );
  return [type.schema.id, ...inUse.map(({ schema }) => schema.id)];
}

/** The path of the first required attribute that a resource lacks (RFC 7643 §6 and §7). */
export function missingAttribute(resource: JsonObject, type: ResourceType): string | undefined {
  const missing = missingFrom(type.schema.attributes, resource);
  if (missing) return missing.name;
  for (const { schema, required } of type.schemaExtensions) {
    const container = memberOf(resource, schema.id);
    if (!isObject(container)) {
      if (required) return schema.id;
      continue;
    }
    const missingInside = missingFrom(schema.attributes, container);
    if (missingInside) return `${schema.id}:${missingInside.name}`;
  }
  return undefined;
}

function requireAttributes(attributes: JsonObject, type: ResourceType): void {
  const missing = missingAttribute(attributes, type);
  if (missing !== undefined) throw new ScimError(400, "invalidValue", `${missing} is required`);
}

function readResource(body: JsonObject, type: ResourceType): JsonObject {
  if (!isObject(body)) {
    throw new ScimError(400, "invalidSyntax", `Expected a ${type.name} as a JSON object, got ${shown(body)}`);
  }
  checkSchemas(body, type);
  const attributes = readAttributes(readableAttributes(type.schema), body, "");
  for (const key in body) {
    const schema = extensionNamed(type, key)?.schema;
    const container = body[key] as Json;
    if (schema === undefined || !isAssigned(container)) continue;
    if (!isObject(container)) throw wrongValue(schema.id, "an object", container);
    const inside = readAttributes(schema.attributes, container, `${schema.id}:`);
    if (Object.keys(inside).length > 0) attributes[schema.id] = inside;
  }
  return attributes;
}

// `schemas` is not taken over but follows from the attributes, see `schemasOf`. One list per schema, so that the look-up by
// name is prepared once.
function readableAttributes(schema: SchemaDefinition): AttributeDefinition[] {
  const attributes = readable.get(schema) ?? attributesOf(schema).filter(({ name }) => name !== "schemas");
  readable.set(schema, attributes);
  return attributes;
}

const readable = new WeakMap<SchemaDefinition, AttributeDefinition[]>();

function checkSchemas(body: JsonObject, { schema: { id } }: ResourceType): void {
  const schemas = memberOf(body, "schemas");
  if (schemas === undefined || schemas === null) return;
  if (!Array.isArray(schemas) || !schemas.every((urn) => typeof urn === "string")) {
    throw new ScimError(400, "invalidSyntax", `schemas: expected a list of URNs, got ${shown(schemas)}`);
  }
  const base = id.toLowerCase();
  if (!schemas.some((urn) => urn.toLowerCase() === base)) {
    throw new ScimError(400, "invalidSyntax", `schemas: expected ${id} in the list, got ${shown(schemas)}`);
  }
}

function keepStored(
  definitions: AttributeDefinition[],
  stored: JsonObject,
  attributes: JsonObject,
  body: JsonObject,
  prefix: string,
): void {
  for (const { name, mutability, multiValued, subAttributes } of definitions) {
    const before = memberOf(stored, name);
    if (!isAssigned(before)) continue;
    const after = attributes[name];
    if (mutability === "readOnly") attributes[name] = before;
    else if (mutability === "immutable") {
      if (after !== undefined && !equalValues(before, after)) {
        throw new ScimError(400, "mutability", `${prefix}${name} is immutable and has the value ${shown(before)}`);
      }
      attributes[name] = before;
    } else if (mutability === "writeOnly" && memberOf(body, name) === undefined) attributes[name] = before;
    // The items of a list come and go as wholes, so only the parts of a single value can be kept (RFC 7643 §4.2).
    else if (!multiValued && subAttributes && isObject(before) && isObject(after)) {
      const sent = memberOf(body, name);
      keepStored(subAttributes, before, after, isObject(sent) ? sent : {}, `${prefix}${name}.`);
    }
  }
}
