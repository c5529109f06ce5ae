import type { Filter } from "./filter.ts";
/** Reads a filter. */
export function parseFilter(_text: string): Filter {
  throw new Error("not yet");
}
