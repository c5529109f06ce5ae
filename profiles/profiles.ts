import type { Profile } from "../engine/index.ts";
import { profile8x8 } from "./8x8/index.ts";
import { clients } from "./clients.ts";
import { entra, jumpcloud, okta } from "./personas.ts";
import { rfc } from "./rfc.ts";
import { vendors } from "./vendors/index.ts";

/** Every profile by its id. */
export const profiles: Record<string, Profile> = {
  rfc,
  "8x8": profile8x8,
  entra,
  okta,
  jumpcloud,
  clients,
  ...vendors,
};
