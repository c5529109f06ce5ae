import type { Filter } from "./filter.ts";
/** Writes a filter. */
export function printFilter(_filter: Filter): string {
  throw new Error("not yet");
}
