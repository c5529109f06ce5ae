import type { Profile } from "../engine/index.ts";

/**
 * The identity providers as the 8x8 guides and their vendors document them. What is judged is not the target but the
 * client that provisions into it; the simulator takes whatever each of the three sends.
 */
export const clients: Profile = {
  id: "clients",
  title: "Identity provider clients (Entra ID, Okta, JumpCloud) of 8x8",
  suites: ["clients/scim", "clients/entra", "clients/okta", "clients/jumpcloud", "clients/sign-in"],
  plays: "8x8",
  playsWith: { patchScope: "full", retrieval: "all", extensionUrn: "both" },
  needs: [],
  options: {},
  presets: {},
};
