import { type Suite, suite } from "../../../engine/index.ts";
import { apart } from "./apart.ts";
import { arriving } from "./arriving.ts";
import { configuration } from "./configuration.ts";

/** Telephony data that flows back to Okta. */
export const syncBack: Suite = suite({
  id: "8x8/syncback",
  title: "8x8: telephony data goes back to Okta",
  rules: [...arriving, ...configuration, ...apart],
});
