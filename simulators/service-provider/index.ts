import type { Mutant, Target } from "../../engine/index.ts";
import { type Ids, seededIds } from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import type { Handler } from "../../scim/index.ts";
import { eightByEight } from "./8x8/index.ts";
import { type Clock, steadyClock } from "./clock.ts";
import { rfcSimulation } from "./rfc/index.ts";
import { splitUrl } from "./route.ts";
import type { Simulation, SimulationSettings } from "./simulation.ts";

/** The profiles that can be simulated. */
export type SimulatedProfile = "rfc" | "8x8";

/** How a simulated service provider differs from the usual one. */
export interface ServiceProviderOptions {
  /** What it plays; `rfc` when left out. */
  profile?: SimulatedProfile;
  /** A named set of option values of the profile. */
  preset?: string;
  /** Option values of the profile, over the preset. */
  options?: Record<string, string>;
  /** Misbehaviour laid over it; later ones outermost. */
  mutants?: Mutant[];
  /** Scheme, host and port that the URLs in answers start with; needed when it is served on a port. */
  origin?: string;
  /** The bearer token it takes. */
  token?: string;
  clock?: Clock;
  ids?: Ids;
  /** Reaches the parties that the profile calls, such as an Okta organisation; left out, those on this machine over HTTP. */
  outbound?: Handler;
}

/** A simulated service provider: a target with a handler in this process. */
export interface ServiceProvider extends Target {
  profile: SimulatedProfile;
  token: string;
  handler: Handler;
  /** The admin plane: where it is, and the bearer token it takes. */
  admin?: { url: string; token: string } | undefined;
  /** Where users sign in with SAML, where the profile has that. */
  saml?: Simulation["saml"] | undefined;
  /** Everything there is, as text that can be kept in a file, where the profile allows it. */
  state?: Simulation["state"] | undefined;
}

/** Where a bundled simulator, served on a port, says how to use it; outside the SCIM plane. */
export const DESCRIPTION_PATH = "/.well-known/scimproof-simulator";

const DEFAULT_ORIGIN = "http://simulator.example";
const DEFAULT_TOKEN = "scimproof-simulator-token";

const simulations: Record<SimulatedProfile, (settings: SimulationSettings) => Simulation> = {
  rfc: rfcSimulation,
  "8x8": eightByEight,
};

/** A conforming service provider in memory, with the given misbehaviour laid over it. */
export function serviceProvider({
  profile = "rfc",
  preset,
  options = {},
  mutants = [],
  origin = DEFAULT_ORIGIN,
  token = DEFAULT_TOKEN,
  clock = steadyClock(),
  ids = seededIds(),
  outbound,
}: ServiceProviderOptions = {}): ServiceProvider {
  const simulation = simulations[profile]({
    origin,
    token,
    options: profileOptions(profiles[profile]!, preset, options),
    decide: (conforming) => decided(conforming, mutants),
    clock,
    ids,
    outbound,
  });
  const { baseUrl, driver, admin, saml, state } = simulation;
  const description = JSON.stringify({
    profile,
    url: baseUrl,
    token: simulation.token,
    admin: admin?.url ?? null,
    adminToken: admin?.token ?? null,
    saml: saml ?? null,
  });
  const conforming: Handler = async (request) => {
    if (!request.url.endsWith(DESCRIPTION_PATH) || splitUrl(request.url).path !== DESCRIPTION_PATH) {
      return simulation.handler(request);
    }
    return new Response(description, { headers: { "content-type": "application/json" } });
  };
  return {
    name: `simulator (${profile})`,
    profile,
    baseUrl,
    token: simulation.token,
    handler: misbehaving(conforming, mutants),
    driver,
    admin,
    saml,
    state,
  };
}

function decided<Decisions extends object>(conforming: Decisions, mutants: Mutant[]): Decisions {
  let decisions = conforming;
  for (const { behaviour } of mutants) if (behaviour) decisions = { ...decisions, ...behaviour(decisions) };
  return decisions;
}

const SCIM_PLANE = /\/scim\/v2(?:[/?#]|$)/;

// Faults see the SCIM plane only, so that whoever operates the simulator still can.
function misbehaving(conforming: Handler, mutants: Mutant[]): Handler {
  const faults = mutants.flatMap(({ fault }) => (fault === undefined ? [] : [fault()]));
  if (faults.length === 0) return conforming;
  const faulty = faults.reduce<Handler>((next, fault) => async (request) => fault(request, next), conforming);
  return (request) => (SCIM_PLANE.test(request.url) ? faulty(request) : conforming(request));
}
