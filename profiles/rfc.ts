import type { Profile } from "../engine/index.ts";

/** The RFCs alone: every suite that is not about a product. */
export const rfc: Profile = {
  id: "rfc",
  title: "SCIM 2.0 (RFC 7643, RFC 7644)",
  suites: [
    "discovery",
    "content-type",
    "auth",
    "errors",
    "create",
    "read",
    "list",
    "paging",
    "filter",
    "projection",
    "patch",
    "replace",
    "delete",
  ],
  needs: [],
  options: {},
  presets: {},
};
