import type { Profile } from "../../engine/index.ts";
import { okta } from "../personas.ts";

/** What Okta's CRUD test asks of a service provider before it can be in the Okta Integration Network. */
export const oktaCrud: Profile = {
  id: "okta-crud",
  title: "Rehearsal of Okta's SCIM 2.0 CRUD test",
  suites: ["okta-crud"],
  plays: "rfc",
  notice:
    "This is a rehearsal of Okta's SCIM 2.0 CRUD test with a simulated Okta, not Okta's result: a submission needs a run of Okta's own test with an Okta organisation.",
  needs: [],
  options: { family: okta.options["family"]! },
  presets: {},
};
