import { type Suite, suite } from "../../../engine/index.ts";
import { groups } from "./groups.ts";
import { manager } from "./manager.ts";
import { pages } from "./pages.ts";
import { provisioned } from "./provisioned/index.ts";
import { schemas } from "./schemas.ts";
import { signingIn } from "./signing-in.ts";
import { users } from "./users.ts";
import { validator } from "./validator.ts";

/**
 * What Microsoft asks of an endpoint before it can be in the Entra gallery: the tests of its Logic App, mandatory ones as
 * MUST and optional ones as MAY, directly or with a simulated Entra ID, and what its SCIM validator adds to them.
 */
export const entraGallery: Suite = suite({
  id: "entra-gallery",
  title: "Rehearsal of the tests for the Entra gallery",
  rules: [...signingIn, ...schemas, ...users, ...manager, ...groups, ...pages, ...validator, ...provisioned],
});
