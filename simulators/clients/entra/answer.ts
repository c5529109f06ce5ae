import { isObject, type JsonObject } from "../../../scim/index.ts";
import type { Answer } from "../wire.ts";

/** The resources of a list; undefined when the answer is none. An empty list may leave them out (RFC 7644 §3.4.2). */
export function resourcesOf({ body }: Answer): JsonObject[] | undefined {
  if (body === undefined) return undefined;
  const { Resources: resources = body["totalResults"] === 0 ? [] : undefined } = body;
  return Array.isArray(resources) ? resources.filter((each): each is JsonObject => isObject(each)) : undefined;
}

/** The id of a resource; undefined when it has none that a request could name. */
export function anchorOf(resource: JsonObject | undefined): string | undefined {
  const id = resource?.["id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** What the provisioning log shows of a resource. */
export function shown({ id, userName, active, displayName }: JsonObject): JsonObject {
  const seen = Object.entries({ id, userName, active, displayName });
  return Object.fromEntries(seen.filter(([, value]) => value !== undefined)) as JsonObject;
}
