import type { AttributePath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject, memberOf } from "../value.ts";
import { comparableValue } from "./comparable.ts";
import type { AttributeDefinition, ResourceType } from "./definition.ts";
import { attributesOf, type FoundAttribute } from "./find.ts";
import { storedValue } from "./stored-value.ts";

/** The attributes whose values no two resources of the type may share, beside `id` (RFC 7643 §7 "uniqueness"). */
export function uniqueAttributes(type: ResourceType): AttributePath[] {
  return uniqueOf(type).map(({ schema, attribute, subAttribute }) => ({
    schema: schema === type.schema ? undefined : schema.id,
    attribute: attribute.name,
    subAttribute: subAttribute?.name,
  }));
}

/**
 * Whether two resources may not exist side by side, because a unique attribute has the same value in both: compared as
 * `caseExact` says and in Unicode NFC (RFC 7643 §7). A resource does not stand in its own way.
 */
export function conflicts(candidate: JsonObject, other: JsonObject, type: ResourceType): boolean {
  if (candidate["id"] !== undefined && candidate["id"] === other["id"]) return false;
  return uniqueOf(type).some((found) => {
    const values = comparableValues(candidate, found, type);
    return values.length > 0 && comparableValues(other, found, type).some((value) => values.includes(value));
  });
}

const uniques = new WeakMap<ResourceType, FoundAttribute[]>();

function uniqueOf(type: ResourceType): FoundAttribute[] {
  let unique = uniques.get(type);
  if (unique === undefined) {
    const schemas = [type.schema, ...type.schemaExtensions.map((extension) => extension.schema)];
    unique = schemas.flatMap((schema) =>
      (schema === type.schema ? attributesOf(schema) : schema.attributes).flatMap((attribute): FoundAttribute[] => [
        ...(isUnique(attribute) ? [{ schema, attribute }] : []),
        ...(attribute.subAttributes ?? [])
          .filter(isUnique)
          .map((subAttribute) => ({ schema, attribute, subAttribute })),
      ]),
    );
    uniques.set(type, unique);
  }
  return unique;
}

function isUnique({ uniqueness, name }: AttributeDefinition): boolean {
  return (uniqueness === "server" || uniqueness === "global") && name !== "id";
}

function comparableValues(
  resource: JsonObject,
  found: FoundAttribute,
  type: ResourceType,
): (string | number | boolean)[] {
  const { attribute, subAttribute } = found;
  return items(storedValue(resource, found, type))
    .flatMap((item) => (subAttribute ? (isObject(item) ? items(memberOf(item, subAttribute.name)) : []) : [item]))
    .map((value) => comparableValue(value, subAttribute ?? attribute));
}

function items(value: Json | undefined): Json[] {
  if (!isAssigned(value)) return [];
  return Array.isArray(value) ? value.filter(isAssigned) : [value];
}
