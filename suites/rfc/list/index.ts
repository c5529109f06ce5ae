import { type Suite, suite } from "../../../engine/index.ts";
import { listResponse } from "./list-response.ts";
import { queries } from "./queries.ts";

/** Lists of resources (RFC 7644 §3.4.2). */
export const list: Suite = suite({
  id: "list",
  title: "Lists of resources",
  rules: [...listResponse, ...queries],
});
