import type { Trial } from "../../engine/index.ts";
import { EXTENSION, OLDER_EXTENSION } from "./user.ts";

/** The URNs of the 8x8 extension, the one that the profile names first (C-01). */
export function urns(t: Trial): string[] {
  return t.options["extensionUrn"] === "8x8user-2.0" ? [OLDER_EXTENSION, EXTENSION] : [EXTENSION, OLDER_EXTENSION];
}
