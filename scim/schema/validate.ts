import type { Problem } from "../problem.ts";
import type { ResourceType } from "./definition.ts";

/** What a check of a returned resource overlooks. */
export interface ValidateOptions {
  /** Attributes that no schema declares are no problem. */
  allowUndeclared?: boolean;
  /** Attributes were picked by the client, so required ones may be missing. */
  projected?: boolean;
}
/** The problems of a returned resource. */
export function validateResource(_resource: unknown, _type: ResourceType, _options: ValidateOptions = {}): Problem[] {
  throw new Error("not yet");
}
