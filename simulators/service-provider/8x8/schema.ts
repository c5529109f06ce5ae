import type { Options8x8 } from "../../../profiles/index.ts";
import {
  type AttributeDefinition,
  enterpriseUserSchema,
  type ResourceType,
  type SchemaDefinition,
  userSchema,
} from "../../../scim/index.ts";

/** The schema extension of 8x8 as the newer guides name it (C-01). */
export const EXTENSION = "urn:ietf:params:scim:schemas:extension:8x8:1.1:User";
/** The schema extension of 8x8 as the guide for Azure AD names it (C-01). */
export const OLDER_EXTENSION = "urn:8x8:scim:schemas:extension:8x8user:2.0:User";

/** The URNs under which a write may carry the 8x8 extension. */
export function urnsRead({ extensionUrn }: Options8x8): string[] {
  return extensionUrn === "8x8user-2.0" ? [OLDER_EXTENSION] : [EXTENSION, OLDER_EXTENSION];
}

/** The URNs under which a read shows the 8x8 extension. */
export function urnsShown({ extensionUrn }: Options8x8): string[] {
  if (extensionUrn === "both") return [EXTENSION, OLDER_EXTENSION];
  return [extensionUrn === "1.1" ? EXTENSION : OLDER_EXTENSION];
}

// What the guides map, and nothing else: other attributes of the core schema are taken and not kept.
const SUPPORTED: Record<string, string[]> = {
  userName: [],
  name: ["givenName", "familyName"],
  title: [],
  locale: [],
  timezone: [],
  active: [],
  emails: ["value", "type", "primary"],
  phoneNumbers: ["value", "type"],
};
const REQUIRED = new Set(["userName", "name", "givenName", "familyName", "emails"]);

const user: SchemaDefinition = {
  ...userSchema,
  attributes: userSchema.attributes
    .filter(({ name }) => name in SUPPORTED)
    .map((attribute) => withParts(attribute, SUPPORTED[attribute.name]!)),
};

const enterprise: SchemaDefinition = {
  ...enterpriseUserSchema,
  attributes: enterpriseUserSchema.attributes.filter(({ name }) => name === "department"),
};

/** The one resource type of 8x8: the User with the enterprise extension and its own. */
export function userTypeOf(options: Options8x8): ResourceType {
  const own = urnsShown(options).map((id) => ({ schema: extensionSchema(id, options), required: false }));
  return {
    id: "User",
    name: "User",
    endpoint: "/Users",
    description: "A user of 8x8",
    schema: user,
    schemaExtensions: [{ schema: enterprise, required: false }, ...own],
  };
}

function withParts(attribute: AttributeDefinition, parts: string[]): AttributeDefinition {
  const { subAttributes, ...rest } = attribute;
  const kept = { ...rest, required: REQUIRED.has(attribute.name) };
  if (subAttributes === undefined) return kept;
  return {
    ...kept,
    subAttributes: subAttributes
      .filter(({ name }) => parts.includes(name))
      .map((part) => ({ ...part, required: REQUIRED.has(part.name) })),
  };
}

function extensionSchema(
  id: string,
  { siteMutability, siteUpdate, extensionAttr, syncBackTransport }: Options8x8,
): SchemaDefinition {
  const text = {
    type: "string",
    multiValued: false,
    required: false,
    returned: "default",
    uniqueness: "none",
  } as const;
  const site: AttributeDefinition = {
    ...text,
    name: "site",
    description: `The name of the user's site, exactly as the console shows it; set ${siteMutability === "create-only" ? "on create" : "once"}.`,
    caseExact: true,
    // RFC 7643 §7 wants a change of an immutable attribute refused; one that ignores it cannot call it so.
    mutability: siteUpdate === "reject" ? "immutable" : "readWrite",
  };
  const extension: AttributeDefinition = {
    ...text,
    name: "extension",
    description: "The telephone extension, assigned in the console.",
    caseExact: true,
    mutability: extensionAttr === "writable" ? "readWrite" : "readOnly",
  };
  const phoneNumber: AttributeDefinition = {
    ...text,
    name: "phoneNumber",
    description: "The phone number, assigned in the console; shown where telephony data goes back to Okta.",
    caseExact: true,
    mutability: "readOnly",
  };
  const telephony = syncBackTransport === "push" ? [extension] : [extension, phoneNumber];
  return {
    id,
    name: "8x8 User",
    description: "What 8x8 adds to a user",
    attributes: extensionAttr === "absent" ? [site] : [site, ...telephony],
  };
}
