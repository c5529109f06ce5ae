import {
  behaves,
  faulty,
  type Mutant,
  on,
  rewriteBody,
  rewriteHeaders,
  rewriteQuery,
  rewriteRequest,
  rewriteResources,
} from "../../engine/index.ts";
import type { Behaviour, Json, JsonObject } from "../../scim/index.ts";
import { operationsOf, refuse } from "./refuse.ts";

const TENANT = "urn:example:params:scim:schemas:extension:tenant:2.0:User";

const tenantSchema: JsonObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
  id: TENANT,
  name: "Tenant",
  description: "Where a user belongs",
  attributes: [
    {
      name: "tenant",
      type: "string",
      multiValued: false,
      description: "The name of the tenant",
      required: false,
      caseExact: false,
      mutability: "readOnly",
      returned: "default",
      uniqueness: "none",
    },
  ],
  meta: { resourceType: "Schema", location: `http://simulator.example/scim/v2/Schemas/${TENANT}` },
};

/**
 * A user as it is kept: addresses and names in lower case, since their letter case says nothing, and with what follows
 * from other attributes. A formatted name that followed from the name before goes on doing so.
 */
function kept(user: JsonObject, before?: JsonObject): JsonObject {
  const emails = user["emails"] as JsonObject[] | undefined;
  const name = user["name"] as JsonObject | undefined;
  const follows = name?.["formatted"] === undefined || name["formatted"] === formatted(before?.["name"]);
  return {
    ...user,
    ...(user["userName"] !== undefined && { userName: lower(user["userName"]) }),
    ...(emails && { emails: emails.map((each) => ({ primary: false, ...each, value: lower(each["value"]) })) }),
    ...(name && follows && formatted(name) !== "" && { name: { ...name, formatted: formatted(name) } }),
  };
}

function lower(value: Json | undefined): Json {
  return typeof value === "string" ? value.toLowerCase() : (value ?? null);
}

function formatted(name: Json | undefined): string {
  const { givenName, familyName } = (name ?? {}) as JsonObject;
  return [givenName, familyName].filter((part) => part !== undefined).join(" ");
}

function membersOf(group: JsonObject): JsonObject {
  const members = group["members"] as JsonObject[] | undefined;
  const $ref = (value: Json | undefined): Json => `http://simulator.example/scim/v2/Users/${value}`;
  return members === undefined
    ? {}
    : { members: members.map((each) => ({ type: "User", $ref: $ref(each["value"]), ...each })) };
}

/**
 * A service provider that makes the best of everything: takes what other clients send, knows more than it was told,
 * and answers in its own way wherever the RFCs leave one open.
 */
export const lenient: Mutant[] = [
  behaves<Behaviour>((conforming) => ({
    prepareCreate: (body, type) => kept(conforming.prepareCreate(body, type)),
    // AMB-16: what a PUT does not speak of is kept.
    prepareReplace: (stored, body, type) => {
      const silent = Object.entries(stored).filter(([name]) => !(name in body));
      return kept({ ...Object.fromEntries(silent), ...conforming.prepareReplace(stored, body, type) }, stored);
    },
    patch: (stored, operations, type) => kept(conforming.patch(stored, operations, type), stored),
    // AMB-29: itemsPerPage as it was asked for.
    page: (matching, paging) => {
      const page = conforming.page(matching.toReversed(), paging);
      return { ...page, itemsPerPage: Math.max(0, paging.count ?? page.itemsPerPage) };
    },
  })),

  // A member is shown with all that can be told of it.
  on(
    { path: /\/Groups(?!.*[?&](attributes|excludedAttributes)=)/ },
    rewriteResources((group) => ({ ...group, ...membersOf(group) })),
  ),

  // An extension of its own, shown with every user.
  on(
    { path: /\/Users(?!.*[?&](attributes|excludedAttributes)=)/ },
    rewriteResources((user) => {
      const schemas = user["schemas"] as string[] | undefined;
      return { ...user, ...(schemas && { schemas: [...schemas, TENANT] }), [TENANT]: { tenant: "acme" } };
    }),
  ),
  on(
    { path: /\/ResourceTypes/ },
    rewriteResources((type) =>
      type["id"] === "User"
        ? { ...type, schemaExtensions: [...(type["schemaExtensions"] as Json[]), { schema: TENANT, required: false }] }
        : type,
    ),
  ),
  on(
    { path: /\/Schemas\/?(\?|$)/ },
    rewriteBody((list) => {
      const schemas = (list["Resources"] ?? []) as Json[];
      const { length } = schemas;
      return "Resources" in list
        ? { ...list, totalResults: length + 1, itemsPerPage: length + 1, Resources: [...schemas, tenantSchema] }
        : list;
    }),
  ),
  on({ method: "GET", path: new RegExp(`/Schemas/${TENANT}`) }, (request, next) =>
    rewriteBody(() => tenantSchema)(
      new Request(request.url.replace(/Schemas.*/, "ServiceProviderConfig"), request),
      next,
    ),
  ),

  // AMB-39: a value is a value, with or without quotation marks.
  on(
    { method: "GET", path: /[?&]filter=/ },
    rewriteQuery((query) =>
      query.set(
        "filter",
        query
          .get("filter")!
          .replace(/ (eq|co|sw) (?:'([^']*)'|(?!true\b|false\b|null\b|eq\b)([a-z][\w@.-]*))$/i, ' $1 "$2$3"'),
      ),
    ),
  ),
  // AMB-31, AMB-47: what is not understood is left out.
  on(
    { method: "GET" },
    rewriteQuery((query) => {
      for (const name of ["count", "startIndex"]) if (!/^-?\d*$/.test(query.get(name) ?? "")) query.delete(name);
    }),
  ),
  on(
    { method: "GET", path: /\/(Schemas|ResourceTypes|ServiceProviderConfig).*[?&]filter=/ },
    rewriteQuery((query) => query.delete("filter")),
  ),

  // AMB-54: the booleans of some clients are strings.
  on(
    { method: ["POST", "PUT"] },
    rewriteRequest((body) =>
      typeof body["active"] === "string" ? { ...body, active: body["active"].toLowerCase() === "true" } : body,
    ),
  ),
  on(
    "PATCH",
    rewriteRequest((body) => {
      const operations = operationsOf(body).map((each) =>
        each["path"] === "active" && typeof each["value"] === "string"
          ? { ...each, value: /true/i.test(each["value"]) }
          : each,
      );
      return operations.length === 0 ? body : { ...body, Operations: operations };
    }),
  ),

  // RFC 7643 §3.1 says nothing of the precision of meta.lastModified.
  on(
    {},
    rewriteResources((resource) => {
      const meta = resource["meta"] as Record<string, Json> | undefined;
      const second = (text: Json | undefined): Json => String(text).replace(/\.\d+Z$/, "Z");
      return meta?.["created"] === undefined
        ? resource
        : {
            ...resource,
            meta: { ...meta, created: second(meta["created"]), lastModified: second(meta["lastModified"]) },
          };
    }),
  ),
  // AMB-28: an empty page has no Resources.
  on(
    { method: "GET" },
    rewriteBody((body) => {
      const { Resources, ...rest } = body;
      return Array.isArray(Resources) && Resources.length === 0 ? rest : body;
    }),
  ),
  // RFC 7644 §3.12: a scimType is optional, unless another section asks for one.
  on(
    {},
    rewriteBody((body) => {
      const { scimType, ...rest } = body;
      return ["invalidSyntax", "invalidValue", "invalidPath"].includes(String(scimType)) ? rest : body;
    }),
  ),
  // AMB-63: who is gone, is gone.
  faulty(() => {
    const deleted = new Set<string>();
    return async (request, next) => {
      const { pathname } = new URL(request.url);
      const response = await next(request);
      if (request.method === "DELETE" && response.status === 204) deleted.add(pathname);
      return response.status === 404 && deleted.has(pathname) ? refuse(410)(request, next) : response;
    };
  }),
  // AMB-60, AMB-61.
  on("HEAD", () => new Response(null, { status: 405, headers: { allow: "GET, PUT, PATCH, DELETE" } })),
  on({}, async (request, next) => {
    const response = await next(request);
    return response.headers.has("content-type")
      ? rewriteHeaders({ "content-type": "application/json" })(request, async () => response)
      : response;
  }),
];
