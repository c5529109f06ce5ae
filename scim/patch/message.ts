import type { JsonObject } from "../resource.ts";
import type { Operation } from "./operation.ts";
/** Reads a PatchOp. */
export function readPatchOp(_body: unknown): Operation[] {
  throw new Error("not yet");
}
/** Writes a PatchOp. */
export function patchOp(_operations: Operation[]): JsonObject {
  throw new Error("not yet");
}
