import { type Suite, suite } from "../../../engine/index.ts";
import { activation } from "./activation.ts";
import { logins } from "./logins.ts";
import { others } from "./others.ts";

/** Calls that come at the same time: what they leave is what some order of them would. */
export const concurrency: Suite = suite({
  id: "8x8/concurrency",
  title: "8x8: calls at the same time",
  rules: [...logins, ...activation, ...others],
});
