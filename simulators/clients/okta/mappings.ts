import type { MappingRow } from "../mapping.ts";
import type { Person } from "../person.ts";

const GUIDE = "SCIM guide for Okta, Setting up the Integration between 8x8 and Okta";
const GENERIC = "What the App Integration Wizard offers for SCIM 2.0";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** The rows that the 8x8 application comes with: the minimum of the guide. */
export const minimumMapping: readonly MappingRow[] = [
  { target: "userName", source: { attribute: "user.username" }, from: GUIDE },
  { target: "name.givenName", source: { attribute: "user.firstName" }, from: GUIDE },
  { target: "name.familyName", source: { attribute: "user.lastName" }, from: GUIDE },
  { target: 'emails[type eq "work"].value', source: { attribute: "user.email" }, from: GUIDE },
];

/** The rows of an application that takes more than the minimum. */
export const genericMapping: readonly MappingRow[] = [
  ...minimumMapping,
  { target: "displayName", source: { attribute: "user.displayName" }, from: GENERIC },
  { target: "locale", source: { attribute: "user.locale" }, from: GENERIC },
  { target: "title", source: { attribute: "user.title" }, from: GENERIC },
  { target: "timezone", source: { attribute: "user.timezone" }, from: GENERIC },
  { target: 'phoneNumbers[type eq "mobile"].value', source: { attribute: "user.mobilePhone" }, from: GENERIC },
  { target: 'phoneNumbers[type eq "work"].value', source: { attribute: "user.primaryPhone" }, from: GENERIC },
  { target: `${ENTERPRISE}:department`, source: { attribute: "user.department" }, from: GENERIC },
  { target: `${ENTERPRISE}:employeeNumber`, source: { attribute: "user.employeeNumber" }, from: GENERIC },
];

/** The profile of a person under the names that mapping rows use. */
export function sourcesOf({ attributes }: Person): Record<string, string | undefined> {
  return {
    "user.username": attributes.userName,
    "user.firstName": attributes.givenName,
    "user.lastName": attributes.familyName,
    "user.email": attributes.email,
    "user.displayName": attributes.displayName,
    "user.title": attributes.title,
    "user.department": attributes.department,
    "user.employeeNumber": attributes.employeeNumber,
    "user.mobilePhone": attributes.mobilePhone,
    "user.primaryPhone": attributes.workPhone,
    "user.city": attributes.city,
    "user.office": attributes.office,
    "user.locale": attributes.locale,
    "user.timezone": attributes.timezone,
    "user.nickName": attributes.mailNickname,
  };
}
