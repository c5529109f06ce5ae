import { type Suite, suite } from "../../../engine/index.ts";
import { inConsole } from "./console.ts";
import { create } from "./create.ts";
import { history } from "./history.ts";
import { names } from "./names.ts";
import { rename } from "./rename.ts";
import { setOnce } from "./set-once.ts";

/** Which site a user belongs to. */
export const site: Suite = suite({
  id: "8x8/site",
  title: "8x8: sites",
  rules: [...create, ...setOnce, ...history, ...names, ...rename, ...inConsole],
});
