import type { Profile } from "../../engine/index.ts";

/** What JumpCloud asks of a service provider when a custom connector is activated. */
export const jumpcloudActivation: Profile = {
  id: "jumpcloud-activation",
  title: "Rehearsal of the activation of a JumpCloud connector",
  suites: ["jumpcloud-activation"],
  plays: "rfc",
  notice:
    "This is a rehearsal of the activation of a custom connector with a simulated JumpCloud, not JumpCloud's result: what its product sends is only partly published.",
  needs: [],
  options: {},
  presets: {},
};
