import type { Profile } from "../../engine/index.ts";
import { options, presets } from "./options.ts";

/** The service provider of the guides that 8x8, Microsoft and JumpCloud publish. */
export const profile8x8: Profile = {
  id: "8x8",
  title: "8x8 user provisioning (SCIM) as its four guides document it",
  suites: [
    "8x8/scim",
    "8x8/patch",
    "8x8/group",
    "8x8/delete",
    "8x8/site",
    "8x8/login",
    "8x8/fedid",
    "8x8/token",
    "8x8/attributes",
    "8x8/own",
    "8x8/link",
    "8x8/licence",
    "8x8/directory",
    "8x8/saml",
    "8x8/certificates",
    "8x8/sso",
    "8x8/session",
    "8x8/syncback",
    "8x8/lifecycle",
    "8x8/ui",
    "8x8/concurrency",
    "8x8/model",
    "8x8/story",
  ],
  needs: ["patch", "filter", "bearer"],
  keepsUsers: true,
  options,
  presets,
};

export type * from "./admin.ts";
export type * from "./decisions.ts";
export { type DriverContext, type DriverDeclaration, defineDriver, type PartialAdminDriver } from "./define-driver.ts";
export type * from "./model.ts";
export type { Options8x8 } from "./options.ts";
export type * from "./pages.ts";
export { AdminRefusal, type AdminRefusalCode, adminRefusals } from "./refusal.ts";
export type * from "./saml-decisions.ts";
export type * from "./single-sign-on.ts";
export type * from "./sync-back.ts";
export type * from "./views.ts";
