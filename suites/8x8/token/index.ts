import { type Suite, suite } from "../../../engine/index.ts";
import { change } from "./change.ts";
import { connection } from "./connection.ts";
import { issue } from "./issue.ts";

/** The API token, from the switch that yields it to the one that stops it. */
export const token: Suite = suite({
  id: "8x8/token",
  title: "8x8: API tokens",
  rules: [...issue, ...change, ...connection],
});
