import type { Profile } from "../../engine/index.ts";
import { okta } from "../personas.ts";

const UNASKED = "no case of the plan looks at it";

/** What Okta's manual test plan asks of a service provider, where it shows there: the needs of every Okta application, and more. */
export const oktaManual: Profile = {
  id: "okta-manual",
  title: "Rehearsal of Okta's manual test plan",
  suites: ["okta", "okta-manual"],
  without: {
    "okta/deleted-user-is-removed": UNASKED,
    "okta/inactive-user-is-found": UNASKED,
    "okta/look-up-ignores-letter-case": UNASKED,
    "okta/page-past-the-end-is-empty": UNASKED,
    "okta/renamed-is-the-same-user": UNASKED,
    "okta/taken-name-is-a-conflict": UNASKED,
    "okta/throttling-says-when-to-come-again": UNASKED,
  },
  plays: "rfc",
  notice:
    "This is a rehearsal of Okta's manual test plan with a simulated Okta, not Okta's result: a submission needs the plan to be gone through with an Okta organisation.",
  needs: [],
  options: okta.options,
  presets: {},
};
