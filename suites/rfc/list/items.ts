import { isObject, type JsonObject } from "../../../scim/index.ts";

/** The resources that a ListResponse holds; none when it says nothing of them. */
export function itemsOf(body: JsonObject): JsonObject[] {
  return Array.isArray(body["Resources"]) ? body["Resources"].filter(isObject) : [];
}
