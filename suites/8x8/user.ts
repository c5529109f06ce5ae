import fc from "fast-check";
import { type Trial, valueAt } from "../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../scim/index.ts";
import { DIGITS, text, word } from "./words.ts";

/** The schema of a User. */
export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
/** The enterprise User schema extension. */
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** The schema extension of 8x8 as the newer guides name it. */
export const EXTENSION = "urn:ietf:params:scim:schemas:extension:8x8:1.1:User";
/** The schema extension of 8x8 as the guide for Azure AD names it. */
export const OLDER_EXTENSION = "urn:8x8:scim:schemas:extension:8x8user:2.0:User";

/** What a `representation` may be given: a member that is undefined is left out. */
export type Overrides = Record<string, Json | undefined>;

/** Values of the attributes that the guides map, but for userName, externalId, e-mail, active and the site. */
export interface Details {
  givenName: string;
  familyName: string;
  title: string;
  department: string;
  mobile: string;
  locale: string;
  timezone: string;
}

/** Details that every service provider can store as they are. */
export function details(): fc.Arbitrary<Details> {
  const values = {
    givenName: word(1, 8),
    familyName: fc.oneof(
      word(1, 8),
      fc.tuple(word(1, 8), word(1, 8)).map(([one, other]) => `${one}-${other}`),
    ),
    title: fc.tuple(word(1, 8), word(1, 8)).map(([one, other]) => `${one} ${other}`),
    department: word(1, 8),
    mobile: text(DIGITS, 2).map((rest) => `+141555501${rest}`),
    locale: fc.constantFrom("en-US", "en-GB", "de-DE", "fr-FR"),
    timezone: fc.constantFrom("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
  };
  return fc.record(values, { noNullPrototype: true });
}

/** Details as members of a User. */
export function membersOf({ givenName, familyName, title, department, mobile, locale, timezone }: Details): JsonObject {
  return {
    name: { givenName, familyName },
    title,
    phoneNumbers: [{ type: "mobile", value: mobile }],
    locale,
    timezone,
    [ENTERPRISE]: { department },
  };
}

/** A User with every attribute the guides map, but for the site and the work contact number. */
export function employee(t: Trial, overrides: Overrides = {}): JsonObject {
  const { faker } = t.given;
  return t.given.representation({
    schemas: [USER, ENTERPRISE],
    ...membersOf({
      givenName: faker.person.firstName(),
      familyName: faker.person.lastName(),
      title: faker.person.jobTitle(),
      department: faker.commerce.department(),
      mobile: `+141555501${faker.string.numeric(2)}`,
      locale: "en-GB",
      timezone: "Europe/Berlin",
    }),
    externalId: t.given.name(),
    ...overrides,
  });
}

/** Judges that a create was answered with a user, and tells where it is. */
export function createdUser(t: Trial, created: Exchange): { id: string; path: string } {
  const id = valueAt(created.response.body, "id");
  t.expect(created)
    .success()
    .that(typeof id === "string" && id !== "", {
      summary: "a create was answered without the id of a user",
      seen: id,
      expected: "an id",
      attribute: "id",
    });
  return { id: String(id), path: `/Users/${encodeURIComponent(String(id))}` };
}

/** A PatchOp message of these operations. */
export function patchOp(...operations: JsonObject[]): JsonObject {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
}

/** The PatchOp by which identity providers block and unblock a user. */
export function activation(active: Json): JsonObject {
  return patchOp({ op: "replace", path: "active", value: active });
}

/** The filter by which identity providers look a user up. */
export function named(userName: string): { filter: string } {
  return { filter: `userName eq ${JSON.stringify(userName)}` };
}
