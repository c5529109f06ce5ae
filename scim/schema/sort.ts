import { ScimError } from "../error.ts";
import { parsePath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject, memberOf } from "../value.ts";
import { comparableValue } from "./comparable.ts";
import type { AttributeDefinition, ResourceType } from "./definition.ts";
import { attributeNamed, type FoundAttribute, findAttribute } from "./find.ts";
import { isPrimary } from "./items.ts";
import { storedValue } from "./stored-value.ts";

/**
 * The resources in the order of an attribute (RFC 7644 §3.4.2.3): by its type, text as `caseExact` says, a list by its
 * primary or else first item; resources without it come last, or first when descending. Equal ones stay as they were.
 */
export function sortResources<R extends JsonObject>(
  resources: R[],
  sortBy: string,
  descending: boolean,
  type: ResourceType,
): R[] {
  const { found, key } = sortAttribute(sortBy, type);
  const keyed = resources.map((resource) => ({
    resource,
    key: sortKey(storedValue(resource, found, type), found, key),
  }));
  const direction = descending ? -1 : 1;
  return keyed.sort((a, b) => direction * order(a.key, b.key)).map(({ resource }) => resource);
}

type Key = string | number | boolean | undefined;

function order(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

function sortAttribute(sortBy: string, type: ResourceType): { found: FoundAttribute; key: AttributeDefinition } {
  const path = parseSortBy(sortBy);
  const found = findAttribute(type, path);
  if (!found) throw new ScimError(400, "invalidValue", `sortBy: a ${type.name} has no attribute "${sortBy}"`);
  const leaf = found.subAttribute ?? found.attribute;
  const key = leaf.type === "complex" ? attributeNamed(leaf.subAttributes ?? [], "value") : leaf;
  if (!key) throw new ScimError(400, "invalidValue", `sortBy: "${sortBy}" has parts, name one of them`);
  // The order of resources would tell what must not be seen.
  if ([found.attribute, leaf, key].some(({ returned }) => returned === "never")) {
    throw new ScimError(400, "invalidValue", `sortBy: "${sortBy}" cannot be sorted by`);
  }
  return { found, key };
}

function parseSortBy(sortBy: string): ReturnType<typeof parsePath> {
  try {
    return parsePath(sortBy);
  } catch {
    throw new ScimError(400, "invalidValue", `sortBy: "${sortBy}" is not an attribute path`);
  }
}

function sortKey(value: Json | undefined, { subAttribute }: FoundAttribute, key: AttributeDefinition): Key {
  let single = Array.isArray(value) ? (value.find(isPrimary) ?? value[0]) : value;
  if (subAttribute && isObject(single)) single = memberOf(single, subAttribute.name);
  if (isObject(single)) single = memberOf(single, key.name);
  if (Array.isArray(single)) single = single[0];
  return isAssigned(single) ? comparableValue(single, key) : undefined;
}
