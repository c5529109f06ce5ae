import { SetupError } from "../engine/index.ts";
import { scimSuites } from "./vitest.ts";

// The suites against SCIMPROOF_TARGET (a base URL, with SCIMPROOF_TOKEN), or against the bundled simulators: what the
// vitest project "suites" runs.
const baseUrl = process.env["SCIMPROOF_TARGET"];
const profiles = process.env["SCIMPROOF_PROFILE"]?.split(",");

if (baseUrl === undefined || baseUrl === "sim") {
  for (const profile of profiles ?? ["rfc", "8x8"]) scimSuites({ profiles: [profile] });
} else {
  const { hostname } = new URL(baseUrl);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (!loopback && process.env["SCIMPROOF_ALLOW_WRITES"] !== "1" && process.env["SCIMPROOF_READ_ONLY"] !== "1")
    throw new SetupError(`${hostname} is not on this machine: set SCIMPROOF_ALLOW_WRITES=1 or SCIMPROOF_READ_ONLY=1`);
  scimSuites({
    target: { name: baseUrl, baseUrl, token: process.env["SCIMPROOF_TOKEN"] },
    profiles: profiles ?? ["rfc"],
    readOnly: process.env["SCIMPROOF_READ_ONLY"] === "1",
  });
}
