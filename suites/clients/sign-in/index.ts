import { type Suite, suite } from "../../../engine/index.ts";
import { access } from "./access.ts";
import { switchedOff } from "./connector.ts";
import { settings } from "./settings.ts";

/** Whom Entra ID, Okta and JumpCloud sign in at 8x8, and by which values. */
export const signInClient: Suite = suite({
  id: "clients/sign-in",
  title: "Identity providers that sign people in at 8x8",
  rules: [...access, ...settings, ...switchedOff],
});
