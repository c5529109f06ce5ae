import { type Suite, suite } from "../../../engine/index.ts";
import { active } from "./active.ts";
import { mixed } from "./mixed.ts";
import { origins } from "./origins.ts";
import { others } from "./others.ts";

/** PATCH as 8x8 documents it: for active, and for nothing else. */
export const patch: Suite = suite({
  id: "8x8/patch",
  title: "8x8: PATCH of active, and of nothing else",
  rules: [...active, ...others, ...mixed, ...origins],
});
