import type { JsonObject } from "../resource.ts";
import type { ResourceType } from "./definition.ts";
/** The JSON Schema of a resource type. */
export function resourceJsonSchema(_type: ResourceType): JsonObject {
  throw new Error("not yet");
}
