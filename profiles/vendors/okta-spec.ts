import type { Profile } from "../../engine/index.ts";

/** What Okta's SPEC test asks of a service provider before it can be in the Okta Integration Network. */
export const oktaSpec: Profile = {
  id: "okta-spec",
  title: "Rehearsal of Okta's SCIM 2.0 SPEC test",
  suites: ["okta-spec"],
  plays: "rfc",
  notice:
    "This is a rehearsal of Okta's SCIM 2.0 SPEC test, not Okta's result: a submission needs a run of Okta's own test.",
  needs: [],
  options: {},
  presets: {},
};
