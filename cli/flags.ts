import type { Flag } from "./command.ts";

/** The profiles by their ids: written out, since help must not wait for what knows them. */
export const PROFILES =
  "rfc, 8x8, entra, okta, jumpcloud, clients, okta-spec, okta-crud, okta-manual, entra-gallery, jumpcloud-activation";

/** Which rules count, and how what the documentation leaves open is taken. */
export const profileFlags: Flag[] = [
  { flags: "--profile <ids>", text: `${PROFILES} (default: 8x8 for the bundled simulator, else rfc)`, list: true },
  { flags: "--preset <name>", text: "named set of option values of the profile (8x8: azure, okta, other)" },
  { flags: "--option <name=value>", text: "value of one option of the profile", list: true },
];

/** Which of them are wanted. */
export const selectionFlags: Flag[] = [
  {
    flags: "--rule <prefix>",
    text: "rules whose id starts so, or that cover this row: patch, 8X8-PATCH-03",
    list: true,
  },
  { flags: "--tag <tag>", text: "rules with this tag", list: true },
];
