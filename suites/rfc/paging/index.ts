import { type Suite, suite } from "../../../engine/index.ts";
import { beyondTheEnd } from "./beyond-the-end.ts";
import { maxResults } from "./max-results.ts";
import { pageSize } from "./page-size.ts";
import { pageStart } from "./page-start.ts";

/** Paging by index (RFC 7644 §3.4.2.4). */
export const paging: Suite = suite({
  id: "paging",
  title: "Paging by index",
  rules: [...pageSize, ...pageStart, ...beyondTheEnd, ...maxResults],
});
