import { type Suite, suite } from "../../../engine/index.ts";
import { conflicts } from "./conflicts.ts";
import { envelope } from "./envelope.ts";
import { keywords } from "./keywords.ts";
import { patchKeywords } from "./patch-keywords.ts";
import { statuses } from "./statuses.ts";

/** Errors: their form, their status and their keyword (RFC 7644 §3.12). */
export const errors: Suite = suite({
  id: "errors",
  title: "Errors",
  rules: [...envelope, ...statuses, ...keywords, ...patchKeywords, ...conflicts],
});
