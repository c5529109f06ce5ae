import { type Suite, suite } from "../../../engine/index.ts";
import { groupPush } from "./group-push.ts";
import { importing } from "./importing.ts";
import { passwords } from "./passwords.ts";
import { people } from "./people.ts";

/**
 * What Okta's manual test plan looks at in the service provider and the needs of every Okta application (suite `okta`)
 * do not hold: groups that are assigned, empty values, passwords, imports and Group Push.
 */
export const oktaManual: Suite = suite({
  id: "okta-manual",
  title: "Rehearsal of Okta's manual test plan, where it shows at the service provider",
  rules: [...people, ...passwords, ...importing, ...groupPush],
});
