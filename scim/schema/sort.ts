import type { JsonObject } from "../resource.ts";
import type { ResourceType } from "./definition.ts";
/** The resources in order. */
export function sortResources<R extends JsonObject>(
  _resources: R[],
  _sortBy: string,
  _descending: boolean,
  _type: ResourceType,
): R[] {
  throw new Error("not yet");
}
