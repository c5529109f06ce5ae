import { type Suite, suite } from "../../../engine/index.ts";
import { groups } from "./groups.ts";

/** Groups, which 8x8 does not have. */
export const group: Suite = suite({ id: "8x8/group", title: "8x8: no groups", rules: groups });
