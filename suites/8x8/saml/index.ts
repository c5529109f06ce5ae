import { type Suite, suite } from "../../../engine/index.ts";
import { addressed } from "./addressed.ts";
import { forged } from "./forged.ts";
import { hostile } from "./hostile.ts";
import { signingOut } from "./leaving.ts";
import { signingIn } from "./sign-in.ts";
import { telling } from "./telling.ts";
import { wrapped } from "./wrapped.ts";

/** Sign-ins with SAML: who gets in, and who does not. */
export const saml: Suite = suite({
  id: "8x8/saml",
  title: "8x8: sign-in with SAML",
  rules: [...signingIn, ...addressed, ...forged, ...wrapped, ...hostile, ...signingOut, ...telling],
});
