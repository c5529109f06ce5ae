import type { SsoIntegration } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";

/** The Single Sign-On Integration of a new customer: switched off, with nothing filled in. */
export function newSsoIntegration({ options }: Pick<World, "options">): SsoIntegration {
  return {
    enabled: false,
    provider: undefined,
    signInUrl: undefined,
    issuer: undefined,
    signOutUrl: undefined,
    certificate: undefined,
    mapping: options.ssoMapping,
    draft: undefined,
    formerCertificates: [],
    requests: new Map(),
    takenAssertions: new Map(),
  };
}
