import { type Suite, suite } from "../../../engine/index.ts";
import { creating } from "./creating.ts";
import { listedUser } from "./listed-user.ts";
import { lookUps } from "./look-ups.ts";
import { refusals } from "./refusals.ts";

/** What the twelve requests of Okta's SCIM 2.0 SPEC test assert, in our own words; a rehearsal of it. */
export const oktaSpec: Suite = suite({
  id: "okta-spec",
  title: "Rehearsal of Okta's SPEC test",
  rules: [...listedUser, ...lookUps, ...creating, ...refusals],
});
