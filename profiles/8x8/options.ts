/** What the four guides leave open or contradict each other on, with the permitted values, the default first. */
export const options = {
  extensionUrn: {
    title: "Under which URN the 8x8 extension is shown; 1.1 still takes the older URN as an alias on input",
    values: ["1.1", "8x8user-2.0", "both"],
    source: "C-01",
  },
  siteMutability: {
    title: "Until when a user without a site can be given one over SCIM",
    values: ["set-once", "create-only"],
    source: "C-02",
  },
  siteUpdate: {
    title: "What becomes of a PUT that names another site than the user's",
    values: ["ignore", "reject"],
    source: "C-02",
  },
  siteConsoleFirstAssign: {
    title: "Whether the console can give a site to an owned user who has none",
    values: ["yes", "no"],
    source: "C-23",
  },
  siteConsoleEditable: {
    title: "Whether the console can move a user to another site",
    values: ["no", "yes"],
    source: "8X8-SITE-14",
  },
  siteNameCase: {
    title: "Whether letter case counts when a site is looked up by its name",
    values: ["exact", "case-insensitive"],
    source: "8X8-SITE-08",
  },
  renameBreaks: {
    title: "What a PUT with a site name that does not exist (any more) loses",
    values: ["whole-update", "site-only", "ignored"],
    source: "C-24",
  },
  workPhone: {
    title: "What becomes of the phone number of type work",
    values: ["contact-only", "ignored", "rejected"],
    source: "C-03",
  },
  contactNumberRule: {
    title: "Which number the console shows as personal contact number",
    values: ["mobile-only", "mobile-then-work"],
    source: "C-03",
  },
  directoryDefault: {
    title: "Whether a new user without a licence is listed in the company directory",
    values: ["hidden", "contact-visible"],
    source: "C-04",
  },
  consoleLock: {
    title: "Which fields of an owned user the console locks",
    values: ["core5", "mapped", "all"],
    source: "C-05",
  },
  retrieval: {
    title: "Which users lists and look-ups return",
    values: ["idp-only", "all"],
    source: "C-06",
  },
  ownershipTrigger: {
    title: "When the identity provider becomes the owner of a console user",
    values: ["first-write", "lookup"],
    source: "C-35",
  },
  ownershipAfterDisable: {
    title: "Whether users stay owned when the integration is switched off",
    values: ["retained", "released"],
    source: "8X8-OWN-13",
  },
  linkedUnderIdpOnly: {
    title: "Whether a linked console user is returned when only users of the identity provider are",
    values: ["returned", "hidden"],
    source: "8X8-LINK-13",
  },
  linkSetsFedId: {
    title: "Whether a take-over sets the Federation ID to the login ID",
    values: ["no", "yes"],
    source: "C-14",
  },
  fedIdVisible: {
    title: "Whether the user page shows the Federation ID",
    values: ["no", "yes"],
    source: "C-15",
  },
  ssoMapping: {
    title: "Which field an asserted name is compared with, by default",
    values: ["federation-id", "username"],
    source: "C-32",
  },
  patchScope: {
    title: "What PATCH can change",
    values: ["active-only", "full"],
    source: "C-12",
  },
  patchOther: {
    title: "What becomes of a PATCH of anything but active",
    values: ["reject", "ignore"],
    source: "C-12",
  },
  patchMixed: {
    title: "What becomes of a PATCH of active together with something else",
    values: ["reject-all", "active-only-applied"],
    source: "8X8-PATCH-07",
  },
  entraUpdateVerb: {
    title: "How Entra ID updates attributes",
    values: ["put", "patch"],
    source: "C-12",
  },
  putAbsent: {
    title: "What becomes of optional attributes that a PUT leaves out",
    values: ["clear", "keep"],
    source: "8X8-SCIM-15",
  },
  deleteVisibility: {
    title: "Whether a user can still be read after SCIM DELETE",
    values: ["visible-inactive", "hidden"],
    source: "C-13",
  },
  postOnInactiveLogin: {
    title: "What becomes of a POST with the login ID of a deactivated user",
    values: ["conflict", "reactivate"],
    source: "8X8-DELETE-06, 8X8-LOGIN-08",
  },
  duplicateStatus: {
    title: "The status of a login ID that is already in use",
    values: ["409", "400"],
    source: "8X8-LOGIN-01",
  },
  unsupportedAttr: {
    title: "What becomes of cost centre, user profile, picture and licences in a write",
    values: ["ignore", "reject"],
    source: "C-48",
  },
  extensionAttr: {
    title: "How SCIM shows the telephone extension",
    values: ["read-only", "absent", "writable"],
    source: "C-44",
  },
  coreDepartment: {
    title: "What becomes of a department outside the enterprise extension",
    values: ["ignored", "accepted"],
    source: "C-19",
  },
  usernameMutable: {
    title: "Whether a PUT can rename the login ID",
    values: ["yes", "no"],
    source: "8X8-LOGIN-07",
  },
  usernameCase: {
    title: "Whether login IDs that differ in letter case only are the same",
    values: ["insensitive", "sensitive"],
    source: "8X8-LOGIN-03",
  },
  tokenDisplay: {
    title: "How often the API token is shown after it was saved",
    values: ["once", "always"],
    source: "C-09",
  },
  saveModel: {
    title: "Whether leaving the page drops or saves what was not saved",
    values: ["explicit", "implicit-on-close"],
    source: "C-09",
  },
  jcTokenChange: {
    title: "How JumpCloud changes the token",
    values: ["deactivate-reactivate", "reauth"],
    source: "C-08",
  },
  certOtherType: {
    title: "What becomes of a certificate that is not Base64",
    values: ["reject-upload", "fail-login"],
    source: "C-31",
  },
  syncBackTransport: {
    title: "What telephony data needs to reach Okta",
    values: ["import+push", "import", "push"],
    source: "C-25",
  },
  sessionEnd: {
    title: "When within thirty minutes the sessions of a deactivated user end",
    values: ["random", "at-30", "immediate"],
    source: "8X8-SESS-02",
  },
  sessionAfterReactivation: {
    title: "Whether a session that was due to end goes on when the user is reactivated before",
    values: ["continues", "ends"],
    source: "8X8-SESS-08",
  },
  callBlock: {
    title: "From when the calls of a deactivated user are refused",
    values: ["at-once", "with-sessions"],
    source: "8X8-SESS-04",
  },
  inactiveInDirectory: {
    title: "Whether a deactivated user stays in the company directory",
    values: ["kept", "hidden"],
    source: "8X8-DIR-08",
  },
  groupsAnswer: {
    title: "How a request for groups is answered",
    values: ["404", "501", "405", "403", "empty-list"],
    source: "C-11",
  },
} as const;

/** A value for every option of the profile. */
export type Options8x8 = { -readonly [Name in keyof typeof options]: (typeof options)[Name]["values"][number] };

/** Sets of values by the provider chosen in the console; options that are not named keep their default. */
export const presets: Record<"azure" | "okta" | "other", Partial<Options8x8>> = {
  azure: { retrieval: "all", extensionUrn: "both", patchScope: "full", entraUpdateVerb: "patch" },
  okta: { retrieval: "idp-only" },
  other: { retrieval: "idp-only" },
};
