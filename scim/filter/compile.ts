import type { JsonObject } from "../resource.ts";
import type { ResourceType } from "../schema/index.ts";
import type { Filter } from "./filter.ts";
/** A filter as a function. */
export function compileFilter(_filter: Filter, _type: ResourceType): (resource: JsonObject) => boolean {
  throw new Error("not yet");
}
/** Whether a filter selects a resource. */
export function matches(filter: Filter, resource: JsonObject, type: ResourceType): boolean {
  return compileFilter(filter, type)(resource);
}
