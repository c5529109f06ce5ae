import { type Suite, suite } from "../../../engine/index.ts";
import { apart } from "./apart.ts";
import { forWhom } from "./for-whom.ts";

/** Single sign-on as a setting: for whom it works, and what it leaves alone. */
export const sso: Suite = suite({
  id: "8x8/sso",
  title: "8x8: single sign-on beside provisioning",
  rules: [...forWhom, ...apart],
});
