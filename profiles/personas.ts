import type { Option, Profile } from "../engine/index.ts";

const MAPPING: Option = {
  title: "Which mapping table is sent: that of the 8x8 guides, a general one, or what the target's schemas call for",
  values: ["auto", "generic", "8x8"],
  source: "8X8-ATTR-01",
};

/** A service provider that Microsoft Entra ID can provision into. */
export const entra: Profile = {
  id: "entra",
  title: "What Microsoft Entra ID needs of a service provider",
  suites: ["entra"],
  plays: "rfc",
  needs: [],
  options: {
    dialect: {
      title: "How PATCH requests are written: as without a flag on the tenant URL, or as with aadOptscim062020",
      values: ["default", "aadOptscim062020"],
      source: "8X8-ENTRA-09",
    },
    mapping: MAPPING,
  },
  presets: {},
};

/** A service provider that Okta can provision into. */
export const okta: Profile = {
  id: "okta",
  title: "What Okta needs of a service provider",
  suites: ["okta"],
  plays: "rfc",
  needs: [],
  options: {
    family: {
      title: "Which kind of application provisions: of the catalogue with PUT or PATCH for a profile, or of the wizard",
      values: ["oin-put", "oin-patch", "aiw"],
      source: "8X8-OKTA-03",
    },
    mapping: MAPPING,
  },
  presets: {},
};

/** A service provider that JumpCloud can provision into. */
export const jumpcloud: Profile = {
  id: "jumpcloud",
  title: "What JumpCloud needs of a service provider",
  suites: ["jumpcloud"],
  plays: "rfc",
  needs: [],
  options: {
    connector: {
      title: "Which connector provisions: the prebuilt one, or a custom one that tries a user of its own first",
      values: ["prebuilt", "custom"],
      source: "8X8-JC-01",
    },
    mapping: MAPPING,
  },
  presets: {},
};
