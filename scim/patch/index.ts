export { applyPatch } from "./apply.ts";
export { patchOp, readPatchOp } from "./message.ts";
export type { Operation, PatchPath } from "./operation.ts";
export { parsePatchPath, printPatchPath } from "./path.ts";
