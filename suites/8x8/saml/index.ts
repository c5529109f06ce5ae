import { type Suite, suite } from "../../../engine/index.ts";
import { addressed } from "./addressed.ts";
import { signingIn } from "./sign-in.ts";

/** Sign-ins with SAML: who gets in, and who does not. */
export const saml: Suite = suite({
  id: "8x8/saml",
  title: "8x8: sign-in with SAML",
  rules: [...signingIn, ...addressed],
});
