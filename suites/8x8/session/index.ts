import { type Suite, suite } from "../../../engine/index.ts";
import { bySaml } from "./by-saml.ts";
import { calls } from "./calls.ts";
import { ending } from "./ending.ts";
import { signingIn } from "./sign-in.ts";

/** What a user can do while active and no more: sign in, go on with sessions, call. */
export const session: Suite = suite({
  id: "8x8/session",
  title: "8x8: sign-in, sessions and calls of active and deactivated users",
  rules: [...signingIn, ...ending, ...calls, ...bySaml],
});
