import { type Suite, suite } from "../../../engine/index.ts";
import { agreement } from "./agreement.ts";
import { conflict } from "./conflict.ts";
import { retrieval } from "./retrieval.ts";
import { takeOver } from "./take-over.ts";

/** Users of the console and the identity provider: who is retrieved, who is taken over, and what is in the way. */
export const link: Suite = suite({
  id: "8x8/link",
  title: "8x8: linking users who exist",
  rules: [...retrieval, ...agreement, ...takeOver, ...conflict],
});
