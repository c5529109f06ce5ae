import type { Exchange, JsonObject } from "../scim/index.ts";
import { isObject } from "../scim/index.ts";

/** The body of an answer as a JSON object; an empty one where it is anything else, for a target may send anything. */
export function bodyOf({ response }: Exchange): JsonObject {
  return isObject(response.body) ? response.body : {};
}

/** The id of the resource in an answer, as a text to build a path from; empty where there is none. */
export function idOf(exchange: Exchange): string {
  return String(bodyOf(exchange)["id"] ?? "");
}
