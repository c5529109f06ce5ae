import type { JsonObject } from "../resource.ts";
import type { ResourceType } from "../schema/index.ts";
import type { Operation } from "./operation.ts";
/** The resource after the operations. */
export function applyPatch(_resource: JsonObject, _operations: Operation[], _type: ResourceType): JsonObject {
  throw new Error("not yet");
}
