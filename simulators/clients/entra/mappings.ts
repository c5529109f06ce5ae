import type { MappingRow } from "../mapping.ts";

/** The URN of the 8x8 extension in the tutorial of Microsoft. */
export const SITE_URN = "urn:ietf:params:scim:schemas:extension:8x8:1.1:User";
/** The URN of the 8x8 extension in the Azure AD article of 8x8. */
export const OLDER_SITE_URN = "urn:8x8:scim:schemas:extension:8x8user:2.0:User";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const TUTORIAL = "Entra tutorial for 8x8, step 5";
const TUTORIAL_OPTIONAL = "Entra tutorial for 8x8, step 5: not mapped by default";
const ARTICLE = "8x8 article on Azure AD, Default attribute mappings";
const ARTICLE_ADVANCED = "8x8 article on Azure AD, Advanced mappings";
const TEMPLATE = "Entra template of applications outside the gallery";

const row = (from: string, target: string, attribute: string): MappingRow => ({ target, source: { attribute }, from });
const notSoftDeleted = (from: string): MappingRow => ({ target: "active", source: { not: "isSoftDeleted" }, from });

/** The table of Microsoft's tutorial. It prints targets and types only; the sources are those of the 8x8 article. */
export const tutorialMapping: readonly MappingRow[] = [
  row(TUTORIAL, "userName", "userPrincipalName"),
  row(TUTORIAL, "externalId", "objectId"),
  notSoftDeleted(TUTORIAL),
  row(TUTORIAL, "title", "jobTitle"),
  row(TUTORIAL, 'emails[type eq "work"].value', "mail"),
  row(TUTORIAL, "name.givenName", "givenName"),
  row(TUTORIAL, "name.familyName", "surname"),
  row(TUTORIAL, 'phoneNumbers[type eq "mobile"].value', "mobile"),
  row(TUTORIAL, 'phoneNumbers[type eq "work"].value', "telephoneNumber"),
  row(TUTORIAL, `${ENTERPRISE}:department`, "department"),
  row(TUTORIAL, `${SITE_URN}:site`, "physicalDeliveryOfficeName"),
];

/** Rows that an administrator can add to the tutorial's table. */
export const tutorialOptionalRows: readonly MappingRow[] = [
  row(TUTORIAL_OPTIONAL, "locale", "preferredLanguage"),
  row(TUTORIAL_OPTIONAL, "timezone", "extension_timezone"),
];

/** The default table of the 8x8 article; the two name rows are read uncrossed (C-16). */
export const articleMapping: readonly MappingRow[] = [
  row(ARTICLE, "userName", "userPrincipalName"),
  row(ARTICLE, "externalId", "objectId"),
  row(ARTICLE, 'emails[type eq "work"].value', "mail"),
  notSoftDeleted(ARTICLE),
  row(ARTICLE, "name.givenName", "givenName"),
  row(ARTICLE, "name.familyName", "surname"),
  row(ARTICLE, "title", "jobTitle"),
  row(ARTICLE, `${ENTERPRISE}:department`, "department"),
  row(ARTICLE, 'phoneNumbers[type eq "mobile"].value', "mobile"),
  row(ARTICLE, 'phoneNumbers[type eq "work"].value', "telephoneNumber"),
  row(ARTICLE, `${OLDER_SITE_URN}:site`, "physicalDeliveryOfficeName"),
];

/** Rows that the 8x8 article calls advanced: they work only after further set-up in the directory. */
export const articleAdvancedRows: readonly MappingRow[] = [
  row(ARTICLE_ADVANCED, "locale", "preferredLanguage"),
  row(ARTICLE_ADVANCED, "timezone", "extension_timezone"),
];

/** What Entra proposes for an application outside its gallery, as far as the directory here knows the sources. */
export const genericMapping: readonly MappingRow[] = [
  row(TEMPLATE, "userName", "userPrincipalName"),
  notSoftDeleted(TEMPLATE),
  row(TEMPLATE, "displayName", "displayName"),
  row(TEMPLATE, "title", "jobTitle"),
  row(TEMPLATE, 'emails[type eq "work"].value', "mail"),
  row(TEMPLATE, "preferredLanguage", "preferredLanguage"),
  row(TEMPLATE, "name.givenName", "givenName"),
  row(TEMPLATE, "name.familyName", "surname"),
  row(TEMPLATE, "name.formatted", 'Join(" ", [givenName], [surname])'),
  row(TEMPLATE, 'addresses[type eq "work"].formatted', "physicalDeliveryOfficeName"),
  row(TEMPLATE, 'addresses[type eq "work"].locality', "city"),
  row(TEMPLATE, 'phoneNumbers[type eq "work"].value', "telephoneNumber"),
  row(TEMPLATE, 'phoneNumbers[type eq "mobile"].value', "mobile"),
  row(TEMPLATE, "externalId", "mailNickname"),
  row(TEMPLATE, `${ENTERPRISE}:employeeNumber`, "employeeId"),
  row(TEMPLATE, `${ENTERPRISE}:department`, "department"),
];

/** The table with its site row under another URN (C-01). */
export function siteUnder(urn: string, table: readonly MappingRow[]): MappingRow[] {
  return table.map((each) =>
    each.target === `${SITE_URN}:site` || each.target === `${OLDER_SITE_URN}:site`
      ? { ...each, target: `${urn}:site` }
      : each,
  );
}

/** The mapping tables that an administrator meets, and rows that can be added to them. */
export const entraMappings: Record<
  "tutorial" | "tutorialOptional" | "article" | "articleAdvanced" | "generic",
  readonly MappingRow[]
> = {
  tutorial: tutorialMapping,
  tutorialOptional: tutorialOptionalRows,
  article: articleMapping,
  articleAdvanced: articleAdvancedRows,
  generic: genericMapping,
};
