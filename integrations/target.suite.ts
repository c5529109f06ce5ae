import { isLoopback, UsageError } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import { askSimulator, servedSimulator } from "../simulators/index.ts";
import { type SuitesOptions, scimSuites } from "./vitest.ts";

// The suites as the environment asks for them; what the vitest project "suites" runs.
const {
  SCIMPROOF_TARGET: named = "sim",
  SCIMPROOF_NAME: alias,
  SCIMPROOF_TOKEN: token,
  SCIMPROOF_PROFILE: profile,
  SCIMPROOF_SEED: seed,
  SCIMPROOF_READ_ONLY: readOnly,
  SCIMPROOF_ALLOW_WRITES: allowWrites,
} = process.env;

const wanted: SuitesOptions = {
  ...(profile === undefined ? {} : { profiles: profile.split(",") }),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  readOnly: readOnly === "1",
};

if (named === "sim") {
  // One simulator for each profile, as it plays one at a time.
  for (const id of wanted.profiles ?? Object.keys(profiles)) scimSuites({ ...wanted, profiles: [id] });
} else {
  const url = URL.canParse(named) ? new URL(named) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`SCIMPROOF_TARGET is "${named}": expected a URL such as https://scim.example.com/v2, or sim`);
  if (!isLoopback(url) && allowWrites !== "1" && readOnly !== "1")
    throw new UsageError(
      `${url.hostname} is not on this machine: set SCIMPROOF_ALLOW_WRITES=1 or SCIMPROOF_READ_ONLY=1`,
    );
  const card = await askSimulator(url);
  const baseUrl = named.replace(/\/+$/, "");
  const target =
    card === undefined ? { name: baseUrl, baseUrl } : { ...servedSimulator(card), name: `simulator (${card.profile})` };
  scimSuites({
    profiles: [card?.profile ?? "rfc"],
    ...wanted,
    target: { ...target, ...(alias === undefined ? {} : { name: alias }), ...(token === undefined ? {} : { token }) },
  });
}
