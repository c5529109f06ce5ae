import type { Profile } from "../../engine/index.ts";
import { entraGallery } from "./entra-gallery.ts";
import { jumpcloudActivation } from "./jumpcloud-activation.ts";
import { oktaCrud } from "./okta-crud.ts";
import { oktaManual } from "./okta-manual.ts";
import { oktaSpec } from "./okta-spec.ts";

/** The rehearsals of what vendors ask of a service provider before it can be in their catalogue, by id. */
export const vendors: Record<string, Profile> = {
  "okta-spec": oktaSpec,
  "okta-crud": oktaCrud,
  "okta-manual": oktaManual,
  "entra-gallery": entraGallery,
  "jumpcloud-activation": jumpcloudActivation,
};
