import { type Suite, suite } from "../../../engine/index.ts";
import { lasting } from "./lasting.ts";
import { reaching } from "./reaching.ts";

/** What holds in every story of identity providers, administrators and time. */
export const model: Suite = suite({
  id: "8x8/model",
  title: "8x8: what holds whatever happens in whatever order",
  rules: [...lasting, ...reaching],
});
