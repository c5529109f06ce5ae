import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { readAttribute, wrongValue } from "../schema/attribute-value.ts";
import { extensionNamed, findAttribute } from "../schema/find.ts";
import type { ResourceType, SchemaDefinition } from "../schema/index.ts";
import { missingAttribute, schemasOf } from "../schema/prepare.ts";
import { equalValues, isAssigned, isObject, keyOf, memberOf } from "../value.ts";
import { changeAttribute } from "./change-attribute.ts";
import type { Operation, PatchPath } from "./operation.ts";
import { parsePatchPath, printPatchPath } from "./path.ts";

/**
 * The resource after the operations of a PATCH, one after the other (RFC 7644 §3.5.2). The given resource is left alone, and
 * an operation that cannot be done throws ScimError, so nothing is done by halves. Where the RFC leaves a choice: `remove`
 * of what is not there does nothing; `add` through a value path without match creates the item that an `eq` filter
 * describes; `remove` with a value takes only that from a list; null and [] unassign; without path, dotted and
 * URN-qualified names are paths, and a readOnly attribute may be repeated but not changed.
 */
export function applyPatch(resource: JsonObject, operations: Operation[], type: ResourceType): JsonObject {
  let result = resource;
  for (const operation of operations) result = applyOperation(result, operation, type);
  if (result === resource) return { ...resource };
  const missing = missingAttribute(result, type);
  if (missing !== undefined && missingAttribute(resource, type) === undefined) {
    throw new ScimError(400, "invalidValue", `${missing} is required`);
  }
  return withSchemas(result, type);
}

function applyOperation(resource: JsonObject, { op, path, value }: Operation, type: ResourceType): JsonObject {
  if (path !== undefined) return applyAt(resource, { op, path, value }, type);
  if (op === "remove") throw new ScimError(400, "noTarget", "remove needs a path");
  if (!isObject(value)) throw wrongValue("value", "an object, as there is no path", value ?? null);
  let result = resource;
  for (const [key, part] of Object.entries(value)) {
    const extension = extensionNamed(type, key);
    if (extension) result = applyToContainer(result, { op, value: part }, extension.schema, type);
    else result = applyNamed(result, { op, path: parsePatchPath(key), value: part }, type);
  }
  return result;
}

type At = Operation & { path: PatchPath };

// Without path the members of the value name the attributes. Clients send back whole resources that way, so what is
// readOnly may be repeated as it is; `schemas` follows from the attributes.
function applyNamed(resource: JsonObject, operation: At, type: ResourceType): JsonObject {
  const { path, filter, subAttribute } = operation.path;
  const found = findAttribute(type, path);
  const isWhole = filter === undefined && path.subAttribute === undefined && subAttribute === undefined;
  if (isWhole && found?.attribute.name === "schemas") return resource;
  if (isWhole && found?.attribute.mutability === "readOnly") {
    const holder = found.schema === type.schema ? resource : memberOf(resource, found.schema.id);
    const stored = isObject(holder) ? memberOf(holder, found.attribute.name) : undefined;
    const { value } = operation;
    if (equalValues(stored, value) || (!isAssigned(stored) && !isAssigned(value))) return resource;
  }
  return applyAt(resource, operation, type);
}

function applyAt(resource: JsonObject, operation: At, type: ResourceType): JsonObject {
  const { path, filter, subAttribute } = operation.path;
  const container = path.schema === undefined ? undefined : extensionNamed(type, `${path.schema}:${path.attribute}`);
  if (container && !filter && path.subAttribute === undefined) {
    return applyToContainer(resource, operation, container.schema, type);
  }
  const found = findAttribute(type, path);
  if (!found) {
    throw new ScimError(400, "invalidPath", `A ${type.name} has no attribute ${printPatchPath(operation.path)}`);
  }
  const { schema, attribute } = found;
  if (attribute.name === "schemas" && schema === type.schema) return changeSchemas(resource, operation, type);
  const where = printPatchPath(operation.path);
  const change = {
    op: operation.op,
    value: operation.value,
    filter,
    subAttribute: filter ? subAttribute : path.subAttribute,
    where,
  };
  if (schema === type.schema) {
    return withMember(resource, attribute.name, changeAttribute(attribute, memberOf(resource, attribute.name), change));
  }
  const holder = memberOf(resource, schema.id);
  const before = isObject(holder) ? holder : {};
  const after = withMember(
    before,
    attribute.name,
    changeAttribute(attribute, memberOf(before, attribute.name), change),
  );
  return withMember(resource, schema.id, after);
}

// The URN of an extension stands for all its attributes (RFC 7643 §3.3).
function applyToContainer(
  resource: JsonObject,
  { op, value }: Pick<Operation, "op" | "value">,
  schema: SchemaDefinition,
  type: ResourceType,
): JsonObject {
  if (op === "remove" || (op === "replace" && !isAssigned(value))) {
    const container = memberOf(resource, schema.id);
    const names = isObject(container) ? Object.keys(container) : [];
    return names.reduce(
      (result, attribute) => applyAt(result, { op: "remove", path: { path: { schema: schema.id, attribute } } }, type),
      resource,
    );
  }
  if (!isAssigned(value)) return resource;
  if (!isObject(value)) throw wrongValue(schema.id, "an object", value);
  return Object.entries(value).reduce((result, [key, part]) => {
    const path = parsePatchPath(key);
    return applyNamed(result, { op, path: { ...path, path: { ...path.path, schema: schema.id } }, value: part }, type);
  }, resource);
}

// `schemas` tells which attributes there are, so it changes with them and not by itself (RFC 7643 §3).
function changeSchemas(resource: JsonObject, { op, value }: Operation, type: ResourceType): JsonObject {
  if (op === "remove" || !isAssigned(value)) throw new ScimError(400, "mutability", "schemas cannot be removed");
  const definition = findAttribute(type, { attribute: "schemas" })!.attribute;
  const read = readAttribute(definition, Array.isArray(value) ? value : [value], "schemas");
  const urns = Array.isArray(read) ? read.map((urn) => String(urn).toLowerCase()) : [];
  const base = type.schema.id.toLowerCase();
  const known = [base, ...type.schemaExtensions.map(({ schema }) => schema.id.toLowerCase())];
  if (!urns.every((urn) => known.includes(urn)) || (op === "replace" && !urns.includes(base))) {
    throw wrongValue("schemas", `${type.schema.id} and the extensions of a ${type.name} only`, value);
  }
  return resource;
}

// An unassigned member is left out; a change that changes nothing gives back the very object.
function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  const key = keyOf(object, name);
  const before = key === undefined ? undefined : object[key];
  if (before === value || equalValues(before, value)) return object;
  const { [key ?? name]: _replaced, ...rest } = object;
  const isEmpty = !isAssigned(value) || (isObject(value) && Object.keys(value).length === 0);
  if (isEmpty) return key === undefined ? object : rest;
  return key === undefined ? { ...object, [name]: value } : { ...object, [key]: value };
}

function withSchemas(resource: JsonObject, type: ResourceType): JsonObject {
  const schemas = schemasOf(resource, type);
  const before = resource["schemas"];
  const same =
    Array.isArray(before) && before.length === schemas.length && schemas.every((urn) => before.includes(urn));
  return same ? { ...resource } : { ...resource, schemas };
}
