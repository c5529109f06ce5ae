import type { Filter } from "../filter/index.ts";
import type { AttributePath } from "../path.ts";
import type { Json } from "../resource.ts";

/** The target of an operation: an attribute path, or a value path with or without a sub-attribute (RFC 7644 §3.5.2). */
export interface PatchPath {
  path: AttributePath;
  /** What stands in the brackets of a value path. */
  filter?: Filter | undefined;
  /** What follows the brackets of a value path. */
  subAttribute?: string | undefined;
}

/** One member of `Operations` in a PatchOp (RFC 7644 §3.5.2). */
export interface Operation {
  op: "add" | "remove" | "replace";
  path?: PatchPath | undefined;
  /** Undefined when the operation carries none. */
  value?: Json | undefined;
}
