import type { Driver, Ids } from "../../engine/index.ts";
import type { Handler } from "../../scim/index.ts";
import type { Clock } from "./clock.ts";

/** What the simulation of a profile is made of. */
export interface SimulationSettings {
  /** Scheme, host and port, without a trailing slash: what all URLs in answers start with. */
  origin: string;
  /** The bearer token that the SCIM plane takes. */
  token: string;
  /** The profile's options, resolved. */
  options: Record<string, string>;
  /** Lays the misbehaviour of the mutants over the conforming decisions, whichever the profile has. */
  decide: <Decisions extends object>(conforming: Decisions) => Decisions;
  clock: Clock;
  ids: Ids;
  /** Reaches the parties that the profile calls; left out, those on this machine over HTTP. */
  outbound?: Handler | undefined;
}

/** Where users of a service provider sign in with SAML. */
export interface SamlPlaces {
  entityId: string;
  /** Takes responses by HTTP-POST. */
  acs: string;
  metadata: string;
  /** Begins a sign-in, once single sign-on is saved. */
  signIn: string;
}

/** A simulated service provider with all its planes, before faults are laid over it. */
export interface Simulation {
  /** Absolute, without a trailing slash. Its path ends in `/scim/v2`, where faults find the SCIM plane. */
  baseUrl: string;
  token: string;
  /** Answers whatever is asked below the origin. */
  handler: (request: Request) => Response | Promise<Response>;
  driver?: Driver;
  /** The admin plane: where it is, and the bearer token it takes. */
  admin?: { url: string; token: string };
  /** The SAML plane, where the profile has one. */
  saml?: SamlPlaces;
  /** Everything there is, as text that can be kept in a file; `import` refuses damaged text whole. */
  state?: { export: () => string; import: (text: string) => void };
}
