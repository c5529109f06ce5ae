import { behaves, type Fault, type Mutant, on, rewriteBody } from "../../engine/index.ts";
import { type Behaviour, type Json, type JsonObject, type ResourceType, ScimError } from "../../scim/index.ts";
import { refuse } from "./refuse.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const MOST = 5;

/** What it knows of a user, and which parts of it. */
const KNOWN: Record<string, string[]> = {
  userName: [],
  name: ["givenName", "familyName"],
  emails: ["value", "type", "primary"],
  active: [],
};
const COMMON = ["schemas", "id", "externalId", "meta"];

function isKnown(name: string): boolean {
  return [...Object.keys(KNOWN), ...COMMON].some((known) => known.toLowerCase() === name.toLowerCase());
}

/** What is left of the attributes of a user, who has an e-mail address. */
function known(user: JsonObject, { id }: ResourceType): JsonObject {
  if (id !== "User") return user;
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(user)) if (isKnown(name)) kept[name] = partsOf(value, KNOWN[name]);
  if (user["schemas"] !== undefined) kept["schemas"] = [USER];
  if (!Array.isArray(kept["emails"]) || kept["emails"].length === 0)
    throw new ScimError(400, "invalidValue", "emails is required");
  return kept;
}

function partsOf(value: Json, parts: string[] = []): Json {
  if (Array.isArray(value)) return value.map((item) => partsOf(item, parts));
  if (parts.length === 0 || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => parts.includes(name)));
}

/** The schema of a user: the attributes it knows, with an e-mail address required. */
function schemaOf(document: JsonObject): JsonObject {
  const attributes = (document["attributes"] as JsonObject[])
    .filter(({ name }) => String(name) in KNOWN)
    .map(({ subAttributes, ...each }) => {
      const parts = KNOWN[String(each["name"])]!;
      const has = ({ name }: JsonObject): boolean => parts.includes(String(name));
      return {
        ...each,
        ...(each["name"] === "emails" && { required: true }),
        ...(subAttributes !== undefined && { subAttributes: (subAttributes as JsonObject[]).filter(has) }),
      };
    });
  return { ...document, attributes };
}

/** Leaves documents out of a list, and rewrites the others. */
function listing(has: (document: JsonObject) => boolean, change: (document: JsonObject) => JsonObject): Fault {
  return rewriteBody((body, status) => {
    if (status !== 200) return body;
    if (!("Resources" in body)) return change(body);
    const documents = (body["Resources"] as JsonObject[]).filter(has).map(change);
    return { ...body, totalResults: documents.length, itemsPerPage: documents.length, Resources: documents };
  });
}

/** A service provider of users with a name and an e-mail address, which they need: no Groups and no extension. */
export const fewAttributes: Mutant[] = [
  behaves<Behaviour>((conforming) => ({
    prepareCreate: (body, type) => known(conforming.prepareCreate(body, type), type),
    prepareReplace: (stored, body, type) => known(conforming.prepareReplace(stored, body, type), type),
    patch(stored, operations, type) {
      const strange = operations.find(({ path }) => path !== undefined && !isKnown(path.path.attribute));
      if (strange !== undefined) throw new ScimError(400, "invalidPath", "There is no such attribute");
      const patched = conforming.patch(stored, operations, type);
      if (patched["emails"] === undefined) throw new ScimError(400, "mutability", "emails is required");
      return known(patched, type);
    },
  })),
  on(
    { path: /\/ResourceTypes/ },
    listing(
      ({ name }) => name === "User",
      ({ schemaExtensions: _extensions, description: _description, id: _id, ...rest }) => rest,
    ),
  ),
  on(
    { path: /\/Schemas/ },
    listing(({ id }) => id === USER, schemaOf),
  ),
  on({ path: /\/Groups/ }, refuse(404)),
  on({ path: /\/(ResourceTypes|Schemas)\/(?!User|urn:ietf:params:scim:schemas:core:2\.0:User)/ }, refuse(404)),
];

/** A service provider that offers no more than it must, and says so: neither PATCH nor filters, and pages of five. */
export const small: Mutant[] = [
  ...fewAttributes,
  behaves<Behaviour>(({ page }) => ({
    page: (matching, paging) => page(matching, { ...paging, maxResults: MOST }),
  })),
  on(
    { path: /\/ServiceProviderConfig/ },
    rewriteBody((config, status) => {
      if (status !== 200) return config;
      const { documentationUri: _documentation, pagination: _pagination, ...rest } = config;
      const [{ type, name, description }] = config["authenticationSchemes"] as [Record<string, Json>];
      return {
        ...rest,
        patch: { supported: false },
        filter: { supported: false, maxResults: MOST },
        sort: { supported: false },
        authenticationSchemes: [{ type: type!, name: name!, description: description! }],
      };
    }),
  ),
  on("PATCH", refuse(501)),
  on({ method: "GET", path: /\/Users\?(.*&)?filter=/ }, refuse(501)),
];
