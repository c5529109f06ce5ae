import { type Suite, suite } from "../../../engine/index.ts";
import { inConsole } from "./console.ts";
import { provisioned } from "./provisioned.ts";
import { asserted } from "./sign-in.ts";

/** The Federation ID, as far as the admin plane shows it. */
export const federationId: Suite = suite({
  id: "8x8/fedid",
  title: "8x8: Federation IDs",
  rules: [...provisioned, ...inConsole, ...asserted],
});
