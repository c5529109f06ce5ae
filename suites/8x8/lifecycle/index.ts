import { type Suite, suite } from "../../../engine/index.ts";
import { integration } from "./integration.ts";
import { recreated } from "./recreated.ts";
import { returning } from "./returning.ts";
import { signsIn } from "./signs-in.ts";
import { states } from "./states.ts";

/** The whole life of a user, and of the integration that provisions users. */
export const lifecycle: Suite = suite({
  id: "8x8/lifecycle",
  title: "8x8: the life of users and of the integration",
  rules: [...states, ...returning, ...recreated, ...integration, ...signsIn],
});
