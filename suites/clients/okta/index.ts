import { type Suite, suite } from "../../../engine/index.ts";
import { importing } from "./import.ts";
import { mapping } from "./mapping.ts";
import { provisioning } from "./provisioning.ts";
import { reporting } from "./reporting.ts";
import { traffic } from "./traffic.ts";

/** What Okta sends to 8x8, and what its administrator is told. */
export const oktaClient: Suite = suite({
  id: "clients/okta",
  title: "Okta as a client of 8x8",
  rules: [...traffic, ...provisioning, ...reporting, ...mapping, ...importing],
});
