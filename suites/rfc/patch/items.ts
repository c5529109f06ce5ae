import { isObject, type JsonObject } from "../../../scim/index.ts";

/** The items of a multi-valued complex attribute; none where it is unassigned (RFC 7643 §2.5). */
export function itemsOf(resource: JsonObject, name: string): JsonObject[] {
  const items = resource[name];
  return Array.isArray(items) ? items.filter(isObject) : [];
}
