import type { MappingRow } from "../mapping.ts";
import type { Person } from "../person.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const TABLE = "JumpCloud 8x8 article, Attribute Mappings / 8x8 User Attributes";
const SAMPLE = "a SIEM vendor's sample of a JumpCloud event (elastic/integrations, jumpcloud events)";

/**
 * The mapping table of JumpCloud's 8x8 article. It has no row for a display name, which other traces of JumpCloud have,
 * and does not say whether the department travels in the enterprise extension (C-19).
 */
export function guideMapping(open: { displayName: boolean; department: "enterprise" | "core" }): readonly MappingRow[] {
  const row = (attribute: string, target: string): MappingRow => ({ target, source: { attribute }, from: TABLE });
  return [
    row("username", "userName"),
    row("employeeIdentifier", "externalId"),
    row("active", "active"),
    ...(open.displayName ? [{ target: "displayName", source: { attribute: "displayname" }, from: SAMPLE }] : []),
    row("firstname", "name.givenName"),
    row("lastname", "name.familyName"),
    row("email", 'emails[type eq "work"].value'),
    row("phoneNumbers.value", 'phoneNumbers[type eq "mobile"].value'),
    row("phoneNumbers.value", 'phoneNumbers[type eq "work"].value'),
    row("jobTitle", "title"),
    row("locale", "locale"),
    row("timezone", "timezone"),
    row("department", open.department === "enterprise" ? `${ENTERPRISE}:department` : "department"),
  ];
}

/** What the custom connector sends, as far as a sample event tells: its own id is the external one. */
export const genericMapping: readonly MappingRow[] = (
  [
    ["username", "userName"],
    ["id", "externalId"],
    ["active", "active"],
    ["displayname", "displayName"],
    ["firstname", "name.givenName"],
    ["lastname", "name.familyName"],
    ["email", 'emails[type eq "work"].value'],
    ["mobile", 'phoneNumbers[type eq "mobile"].value'],
    ["phoneNumbers.value", 'phoneNumbers[type eq "work"].value'],
    ["jobTitle", "title"],
    ["department", `${ENTERPRISE}:department`],
  ] as const
).map(([attribute, target]) => ({ target, source: { attribute }, from: SAMPLE }));

/** What JumpCloud calls the attributes of a person; `active` is its status. */
export function sourcesOf(person: Person, active: boolean): Record<string, string | boolean | undefined> {
  const { attributes, id } = person;
  const name = [attributes.givenName, attributes.familyName].filter((part) => part !== undefined).join(" ");
  return {
    id,
    username: attributes.userName,
    firstname: attributes.givenName,
    lastname: attributes.familyName,
    displayname: attributes.displayName ?? name,
    email: attributes.email,
    employeeIdentifier: attributes.employeeNumber,
    "phoneNumbers.value": attributes.workPhone,
    mobile: attributes.mobilePhone,
    jobTitle: attributes.title,
    department: attributes.department,
    location: attributes.office,
    locality: attributes.city,
    locale: attributes.locale,
    timezone: attributes.timezone,
    active,
  };
}
