import { type Suite, suite } from "../../../engine/index.ts";
import { conflict } from "./conflict.ts";
import { origin } from "./origin.ts";
import { rename } from "./rename.ts";
import { unique } from "./unique.ts";

/** The login ID of a user. */
export const login: Suite = suite({
  id: "8x8/login",
  title: "8x8: login IDs",
  rules: [...conflict, ...unique, ...rename, ...origin],
});
