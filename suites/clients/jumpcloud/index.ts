import { type Suite, suite } from "../../../engine/index.ts";
import { application } from "./application.ts";
import { importing } from "./import.ts";
import { integrationEvents, userEvents } from "./insights.ts";
import { integration } from "./integration.ts";
import { mapping } from "./mapping.ts";
import { provisioning } from "./provisioning.ts";
import { traffic } from "./traffic.ts";

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
    ...integrationEvents,
    ...userEvents,
    ...application,
  ],
});
