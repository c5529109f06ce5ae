import type { Problem } from "../problem.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject, memberOf } from "../value.ts";
import type { AttributeDefinition, ResourceType } from "./definition.ts";
import { attributeNamed, attributesOf, extensionNamed } from "./find.ts";
import { misfit, shown } from "./format.ts";
import { isPrimary } from "./items.ts";

/** What a check of a returned resource overlooks. */
export interface ValidateOptions {
  /** Attributes that no schema declares are no problem. */
  allowUndeclared?: boolean;
  /** The client picked attributes, so required ones may be missing. */
  projected?: boolean;
}

/**
 * Where a resource that a service provider returned departs from its schemas: types, lists, required attributes, what is
 * never returned, several primary items, `schemas` and `id` (RFC 7643 §2, §3 and §7). Empty when it holds.
 */
export function validateResource(resource: unknown, type: ResourceType, options: ValidateOptions = {}): Problem[] {
  if (!isObject(resource)) return [{ path: "", expected: `a ${type.name} as a JSON object`, seen: shown(resource) }];
  const problems: Problem[] = [];
  const check: Check = {
    options,
    report: (path, expected, seen) => problems.push({ path, expected, seen: shown(seen) }),
  };
  checkSchemas(resource, type, check);
  checkId(memberOf(resource, "id"), check);
  const { declared, extensions, others } = sorted(resource, type);
  checkMembers(attributesOf(type.schema), declared, "", check);
  for (const { schema, required } of type.schemaExtensions) {
    const container = extensions[schema.id];
    if (container === undefined) {
      if (required && !options.projected) check.report(schema.id, "the required extension", undefined);
    } else if (isObject(container)) checkMembers(schema.attributes, container, `${schema.id}:`, check);
    else check.report(schema.id, "an object", container);
  }
  if (!options.allowUndeclared) {
    for (const [name, value] of Object.entries(others))
      check.report(name, "an attribute that a schema declares", value);
  }
  return problems;
}

interface Check {
  options: ValidateOptions;
  report(path: string, expected: string, seen: unknown): void;
}

// RFC 7643 §3 knows three kinds of members: common and base attributes, containers of extensions, and nothing else.
function sorted(resource: JsonObject, type: ResourceType): Record<"declared" | "extensions" | "others", JsonObject> {
  const [declared, extensions, others]: JsonObject[] = [{}, {}, {}];
  for (const [name, value] of Object.entries(resource)) {
    const extension = extensionNamed(type, name);
    const known = attributeNamed(attributesOf(type.schema), name);
    if (extension) extensions![extension.schema.id] = value;
    else if (known) declared![name] = value;
    else others![name] = value;
  }
  return { declared: declared!, extensions: extensions!, others: others! };
}

function checkSchemas(resource: JsonObject, type: ResourceType, { report }: Check): void {
  const schemas = memberOf(resource, "schemas");
  const isList = Array.isArray(schemas) && schemas.every((urn) => typeof urn === "string");
  // What else it may be is a matter of its type and of its being required, which is checked with the other attributes.
  if (!isList || schemas.length === 0) return;
  const urns = schemas.map((urn) => urn.toLowerCase());
  const base = type.schema.id.toLowerCase();
  if (!urns.includes(base)) report("schemas", `${type.schema.id} in the list`, schemas);
  if (new Set(urns).size < urns.length) report("schemas", "each URN once", schemas);
  const unknown = urns.filter((urn) => urn !== base && !extensionNamed(type, urn));
  if (unknown.length > 0) report("schemas", `only schemas of the resource type ${type.name}`, unknown);
}

function checkId(id: Json | undefined, { report }: Check): void {
  if (id === "") report("id", "an identifier that is not empty", id);
  // RFC 7643 §3.1 reserves the word for references inside a bulk request.
  if (typeof id === "string" && id.toLowerCase().includes("bulkid")) report("id", "an identifier without bulkId", id);
}

function checkMembers(definitions: AttributeDefinition[], object: JsonObject, prefix: string, check: Check): void {
  const present = new Set<AttributeDefinition>();
  for (const [name, value] of Object.entries(object)) {
    const definition = attributeNamed(definitions, name);
    if (definition === undefined) {
      if (!check.options.allowUndeclared)
        check.report(`${prefix}${name}`, "an attribute that a schema declares", value);
      continue;
    }
    if (!isAssigned(value)) continue;
    if (present.has(definition)) check.report(`${prefix}${name}`, "each attribute once", value);
    present.add(definition);
    checkValue(definition, value, `${prefix}${name}`, check);
  }
  for (const definition of definitions) {
    const { name, required, returned } = definition;
    const mayMiss = !required || present.has(definition) || isHidden(definition) || returned === "request";
    if (mayMiss || (check.options.projected && returned !== "always")) continue;
    check.report(`${prefix}${name}`, "a value, as it is required", undefined);
  }
}

function checkValue(definition: AttributeDefinition, value: Json, path: string, check: Check): void {
  if (isHidden(definition)) check.report(path, "nothing, as it is never returned", "a value");
  else if (!definition.multiValued) checkSingle(definition, value, path, check);
  else if (!Array.isArray(value)) check.report(path, "a list", value);
  else {
    for (const [index, item] of value.entries()) checkSingle(definition, item, `${path}[${index}]`, check);
    const primaries = value.filter(isPrimary).length;
    if (primaries > 1) check.report(path, "at most one primary item", `${primaries} primary items`);
  }
}

function checkSingle(definition: AttributeDefinition, value: Json, path: string, check: Check): void {
  const expected = misfit(definition, value);
  if (expected !== undefined) check.report(path, expected, value);
  // A complex attribute may leave its parts undeclared (RFC 7643 §7), then they are not judged.
  else if (isObject(value) && definition.subAttributes)
    checkMembers(definition.subAttributes, value, `${path}.`, check);
}

function isHidden({ returned, mutability }: AttributeDefinition): boolean {
  return returned === "never" || mutability === "writeOnly";
}
