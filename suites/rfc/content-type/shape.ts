import { type Mutant, on, type Rule, rewriteResources, rule, show, valueAt } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";

const SCHEMA = /^urn:ietf:params:scim:schemas:core:2\.0:(User|Group)$/i;

type Shape = "singular" | "complex" | "list of complex values" | "list";

/** How the attributes of RFC 7643 §3.1, §4.1 and §4.2 are written. */
const SHAPES: Record<string, Shape> = {
  schemas: "list",
  meta: "complex",
  name: "complex",
  ...shaped("singular", "id", "externalId", "userName", "displayName", "nickName", "profileUrl", "title", "userType"),
  ...shaped("singular", "preferredLanguage", "locale", "timezone", "active"),
  ...shaped("list of complex values", "emails", "phoneNumbers", "ims", "photos", "addresses", "groups", "entitlements"),
  ...shaped("list of complex values", "roles", "x509Certificates", "members"),
};

function shaped(shape: Shape, ...names: string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const FITS: Record<Shape, (value: unknown) => boolean> = {
  singular: (value) => typeof value !== "object",
  complex: isObject,
  list: (value) => Array.isArray(value),
  "list of complex values": (value) => Array.isArray(value) && value.every(isObject),
};

/** The users and groups that an answer shows, alone or in a list. */
function resourcesOf({ response }: Exchange): JsonObject[] {
  if (response.status > 299 || !isObject(response.body)) return [];
  const listed = response.body["Resources"];
  return (Array.isArray(listed) ? listed.filter(isObject) : [response.body]).filter((resource) => {
    const schemas = resource["schemas"];
    return (Array.isArray(schemas) ? schemas : [schemas]).some((urn) => SCHEMA.test(String(urn)));
  });
}

const inUsers = (change: (user: JsonObject) => JsonObject): Mutant => on({ path: /\/Users/ }, rewriteResources(change));

/** How JSON carries attributes (RFC 7644 §3.8, RFC 7643 §2.3 and §2.4). */
export const shape: Rule[] = [
  rule({
    id: "content-type/values-have-their-shape",
    title: "Users and groups show singular attributes as values, multi-valued ones as arrays, complex ones as objects",
    covers: ["7644-3.8-09"],
    level: "MUST",
    applies: (exchange) => resourcesOf(exchange).length > 0,
    inspect: (exchange, expect) => {
      for (const resource of resourcesOf(exchange))
        for (const [name, shape] of Object.entries(SHAPES)) {
          const seen = valueAt(resource, name) ?? undefined;
          expect(exchange).that(seen === undefined || FITS[shape](seen), {
            summary: `${exchange.request.method} ${exchange.request.path} shows ${name} as ${show(seen)}`,
            seen,
            expected: shape,
            attribute: name,
          });
        }
    },
    mutants: {
      "shows a single e-mail address without a list": inUsers((user) => ({
        ...user,
        ...(Array.isArray(user["emails"]) && user["emails"].length === 1 && { emails: user["emails"][0]! }),
      })),
      "lists e-mail addresses as texts": inUsers((user) => ({
        ...user,
        ...(Array.isArray(user["emails"]) && {
          emails: user["emails"].map((each) => String((each as JsonObject)["value"])),
        }),
      })),
      "writes the name in one text": inUsers((user) => ({
        ...user,
        ...(isObject(user["name"]) && { name: Object.values(user["name"]).join(" ") }),
      })),
      "wraps every userName in a list": inUsers((user) => ({ ...user, userName: [user["userName"]!] })),
      "shows the only schema without a list": inUsers((user) => ({
        ...user,
        ...(Array.isArray(user["schemas"]) && user["schemas"].length === 1 && { schemas: user["schemas"][0]! }),
      })),
    },
  }),
];
