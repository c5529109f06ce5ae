import { type Suite, suite } from "../../../engine/index.ts";
import { created } from "./created.ts";
import { ignored } from "./ignored.ts";
import { refused } from "./refused.ts";

/** Creating resources (RFC 7644 §3.3). */
export const create: Suite = suite({
  id: "create",
  title: "Creating resources",
  rules: [...created, ...ignored, ...refused],
});
