export const PLATFORMS: string[] = ["admin-console", "account-manager"];
export const RETRIEVALS: string[] = ["all", "idp-only"];
export const PROVIDERS: string[] = ["azure", "okta", "other"];
export const SSO_PROVIDERS: string[] = ["azure", "okta", "saml"];
export const SSO_MAPPINGS: string[] = ["federation-id", "username"];
export const CERTIFICATE_FORMS: string[] = [
  "pem",
  "base64",
  "der",
  "metadata",
  "pkcs7",
  "pkcs12",
  "private-key",
  "several",
  "empty",
  "unknown",
];
export const APPS: string[] = [
  "admin-console",
  "work-desktop",
  "work-mobile",
  "contact-center",
  "switchboard-pro",
  "other",
];
export const SURFACES: string[] = ["work-company", "contact-center", "switchboard-pro", "desk-phone", "console-list"];
export const OWNERS: string[] = ["none", "idp"];
export const PLANES: string[] = ["scim", "console", "sign-in"];

/** The text fields of the user page; `active` is its only other one. */
export const TEXT_FIELDS: string[] = [
  "userName",
  "givenName",
  "familyName",
  "email",
  "title",
  "department",
  "personalContactNumber",
  "language",
  "timeZone",
];
/** All fields of the user page. */
export const FIELDS: string[] = [...TEXT_FIELDS, "active"];
