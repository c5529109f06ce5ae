export * from "./8x8/index.ts";
export { type Playing, playing } from "./playing.ts";
export { profileOptions } from "./profile-options.ts";
export { profiles } from "./profiles.ts";
export { rfc } from "./rfc.ts";
