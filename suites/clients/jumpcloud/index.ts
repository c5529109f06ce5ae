import { type Suite, suite } from "../../../engine/index.ts";
import { application } from "./application.ts";
import { importing } from "./import.ts";
import { importReports } from "./import-report.ts";
import { integration } from "./integration.ts";
import { integrationEvents } from "./integration-events.ts";
import { mapping } from "./mapping.ts";
import { provisioning } from "./provisioning.ts";
import { traffic } from "./traffic.ts";
import { userEvents } from "./user-events.ts";

/** What JumpCloud sends to 8x8, and what its administrator is told. */
export const jumpCloudClient: Suite = suite({
  id: "clients/jumpcloud",
  title: "JumpCloud as a client of 8x8",
  rules: [
    ...traffic,
    ...integration,
    ...provisioning,
    ...mapping,
    ...importing,
    ...importReports,
    ...integrationEvents,
    ...userEvents,
    ...application,
  ],
});
