import { type Suite, suite } from "../../../engine/index.ts";
import { administrators } from "./administrators.ts";
import { kept } from "./kept.ts";
import { provisioning } from "./provisioning.ts";

/** X Series licences: what provisioning makes of them, and how administrators assign them. */
export const licence: Suite = suite({
  id: "8x8/licence",
  title: "8x8: licences",
  rules: [...provisioning, ...kept, ...administrators],
});
