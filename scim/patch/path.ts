import type { PatchPath } from "./operation.ts";
/** Reads the path of an operation. */
export function parsePatchPath(_text: string): PatchPath {
  throw new Error("not yet");
}
/** Writes the path of an operation. */
export function printPatchPath(_path: PatchPath): string {
  throw new Error("not yet");
}
