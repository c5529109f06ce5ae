import type { Json, JsonObject, Trial } from "../../engine/index.ts";

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

/** A User with every attribute the guides map, but for the site and the work contact number. */
export function employee(t: Trial, overrides: Overrides = {}): JsonObject {
  const { faker } = t.given;
  return t.given.representation({
    schemas: [USER, ENTERPRISE],
    externalId: t.given.name(),
    title: faker.person.jobTitle(),
    phoneNumbers: [{ type: "mobile", value: `+4930${faker.string.numeric(8)}` }],
    locale: "en-GB",
    timezone: "Europe/Berlin",
    [ENTERPRISE]: { department: faker.commerce.department() },
    ...overrides,
  });
}

/** A PatchOp message of these operations. */
export function patchOp(...operations: JsonObject[]): JsonObject {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
}

/** The PatchOp by which identity providers block and unblock a user. */
export function activation(active: Json): JsonObject {
  return patchOp({ op: "replace", path: "active", value: active });
}
