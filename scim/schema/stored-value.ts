import type { Json, JsonObject } from "../resource.ts";
import { isObject, memberOf } from "../value.ts";
import type { ResourceType } from "./definition.ts";
import type { FoundAttribute } from "./find.ts";

/** What a resource holds for an attribute, its sub-attributes included; extensions are looked into (RFC 7643 §3.3). */
export function storedValue(
  resource: JsonObject,
  { schema, attribute }: FoundAttribute,
  type: ResourceType,
): Json | undefined {
  if (schema === type.schema) return memberOf(resource, attribute.name);
  const container = memberOf(resource, schema.id);
  return isObject(container) ? memberOf(container, attribute.name) : undefined;
}
