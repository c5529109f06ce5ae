export { applyPatch } from "./apply.ts";
export type { Operation, PatchPath } from "./operation.ts";
export { parsePatchPath, printPatchPath } from "./path.ts";
export { patchOp, readPatchOp } from "./message.ts";
