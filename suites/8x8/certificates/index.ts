import { type Suite, suite } from "../../../engine/index.ts";
import { changes } from "./changes.ts";
import { files } from "./files.ts";

/** The certificate of the identity provider: which files are taken, and what a change does. */
export const certificates: Suite = suite({
  id: "8x8/certificates",
  title: "8x8: certificates of the identity provider",
  rules: [...files, ...changes],
});
