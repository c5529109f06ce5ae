import type { Profile } from "../engine/index.ts";
import { profile8x8 } from "./8x8/index.ts";
import { rfc } from "./rfc.ts";

export * from "./8x8/index.ts";
export { profileOptions } from "./profile-options.ts";
export { rfc } from "./rfc.ts";

/** Every profile by its id. */
export const profiles: Record<string, Profile> = { rfc, "8x8": profile8x8 };
