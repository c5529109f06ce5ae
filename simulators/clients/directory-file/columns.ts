import type { PersonAttributes } from "../person.ts";

/** What a column of a directory file holds. */
export type Column = keyof PersonAttributes | "id" | "active" | "groups";

// As the exports of Entra ID, Okta, JumpCloud, Google and Active Directory call them, plain.
const NAMES: Record<Column, string[]> = {
  id: ["objectid"],
  userName: ["userprincipalname", "upn", "login", "loginid", "signinname", "user"],
  givenName: ["firstname", "forename", "first"],
  familyName: ["lastname", "surname", "sn", "last"],
  displayName: ["fullname", "name", "cn", "commonname"],
  email: ["mail", "emailaddress", "primaryemail", "workemail", "companyemail"],
  title: ["jobtitle", "position"],
  department: ["dept"],
  employeeNumber: ["employeeid", "employeeidentifier", "personnelnumber"],
  mobilePhone: ["mobile", "mobilenumber", "mobilephonenumber", "cellphone"],
  workPhone: [
    "workphonenumber",
    "telephonenumber",
    "telephone",
    "phone",
    "businessphones",
    "businessphone",
    "primaryphone",
    "phonenumber",
  ],
  office: ["site", "officelocation", "physicaldeliveryofficename", "location"],
  city: ["locality", "town"],
  locale: ["preferredlanguage", "language"],
  timezone: ["tz"],
  mailNickname: ["alias"],
  active: ["accountenabled", "enabled", "status"],
  groups: ["group", "memberof", "groupmemberships"],
};

const COLUMNS = new Map(
  Object.entries(NAMES).flatMap(([column, others]) =>
    [column.toLowerCase(), ...others].map((name) => [name, column as Column] as const),
  ),
);

/** The column a name stands for, without regard to case, spaces, dashes, dots and underscores; undefined for others. */
export function columnOf(name: string): Column | undefined {
  return COLUMNS.get(plain(name));
}

/** The columns that a header names, each with its place; what is ignored, and what is named twice. */
export function columnsOf(header: readonly string[]): {
  columns: (Column | undefined)[];
  ignored: string[];
  twice: { column: Column; names: string[] }[];
} {
  const columns = header.map(columnOf);
  const named = Map.groupBy(header.keys(), (place) => columns[place]);
  return {
    columns,
    ignored: header.filter((name, place) => columns[place] === undefined && name.trim() !== ""),
    twice: [...named].flatMap(([column, places]) =>
      column === undefined || places.length < 2 ? [] : [{ column, names: places.map((place) => header[place]!) }],
    ),
  };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_.-]+/g, "");
}
