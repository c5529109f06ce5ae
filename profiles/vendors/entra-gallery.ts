import type { Profile } from "../../engine/index.ts";
import { entra } from "../personas.ts";

/** What Microsoft's tests ask of a service provider before it can be in the gallery of Entra ID. */
export const entraGallery: Profile = {
  id: "entra-gallery",
  title: "Rehearsal of the tests for the Entra gallery",
  suites: ["entra-gallery"],
  plays: "rfc",
  notice:
    "This is a rehearsal of Microsoft's tests for the Entra gallery, in part with a simulated Entra ID, not Microsoft's result: a submission needs a run of its own validator and Logic App.",
  needs: [],
  options: { dialect: entra.options["dialect"]! },
  presets: {},
};
