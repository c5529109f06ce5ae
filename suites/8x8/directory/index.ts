import { type Suite, suite } from "../../../engine/index.ts";
import { numbers } from "./numbers.ts";
import { visibility } from "./visibility.ts";

/** The company directory: who is in it, on which surface, and with which numbers. */
export const directory: Suite = suite({
  id: "8x8/directory",
  title: "8x8: the company directory",
  rules: [...visibility, ...numbers],
});
