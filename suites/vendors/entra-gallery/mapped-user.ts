import { type GivenUser, type Trial, valueAt } from "../../../engine/index.ts";
import { isEmpty } from "../answered.ts";
import { ENTERPRISE, USER } from "../urns.ts";

/** Attributes of the default mapping whose value is one text, by the path that a PATCH names them with. */
export const TEXTS: readonly string[] = [
  "displayName",
  "title",
  "name.givenName",
  "name.familyName",
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:employeeNumber`,
];

/** A user with what Entra maps by default. */
export function mappedUser(t: Trial): Promise<GivenUser> {
  return t.given.user({
    schemas: [USER, ENTERPRISE],
    displayName: t.given.name(),
    title: "Curator",
    preferredLanguage: "en",
    phoneNumbers: [{ type: "work", value: "555-0100" }],
    [ENTERPRISE]: { department: "Maps", employeeNumber: "4711" },
  });
}

/** Those of the attributes that a user shows: what a service provider does not keep, nobody maps to it. */
export function kept(shown: unknown, paths: readonly string[]): string[] {
  return paths.filter((path) => !isEmpty(valueAt(shown, path)));
}
