import type { Decisions8x8 } from "../../../profiles/index.ts";
import { accessDecisions } from "./access.ts";
import { consoleDecisions } from "./console.ts";
import { directoryDecisions } from "./directory.ts";
import { findingDecisions } from "./finding.ts";
import { integrationDecisions } from "./integration.ts";
import { pageDecisions } from "./pages.ts";
import { ssoDecisions } from "./saml/settings.ts";
import { samlDecisions } from "./saml/sign-in.ts";
import { sessionDecisions } from "./signing-in.ts";
import { siteDecisions } from "./sites.ts";
import { syncBackDecisions } from "./sync-back/decisions.ts";
import { valueDecisions } from "./values.ts";
import type { World } from "./world.ts";
import { writeDecisions } from "./writing.ts";

/** The decisions as the guides document them, and as the options say where these leave a point open. */
export function conforming8x8(world: World): Decisions8x8 {
  return {
    ...accessDecisions(world),
    ...findingDecisions(world),
    ...writeDecisions(world),
    ...valueDecisions(world),
    ...siteDecisions(world),
    ...consoleDecisions(world),
    ...sessionDecisions(world),
    ...directoryDecisions(world),
    ...pageDecisions(world),
    ...integrationDecisions(world),
    ...syncBackDecisions(world),
    ...ssoDecisions(world),
    ...samlDecisions(world),
    // Nothing happens to a user by time alone: deactivated ones stay until somebody deletes them (8X8-DELETE-09).
    elapse: () => {},
  };
}
