import type { Profile } from "../../engine/index.ts";
import { entraGallery } from "./entra-gallery.ts";
import { oktaSpec } from "./okta-spec.ts";

/** The rehearsals of what vendors ask of a service provider before it can be in their catalogue, by id. */
export const vendors: Record<string, Profile> = { "okta-spec": oktaSpec, "entra-gallery": entraGallery };
