import { behaves, type Mutant, on, rewriteBody, rewriteHeaders, rewriteResources } from "../../engine/index.ts";
import { type Behaviour, type JsonObject, type Operation, type ResourceType, ScimError } from "../../scim/index.ts";
import { operationsOf, refuse, refusesBody } from "./refuse.ts";

const WRITES = { method: ["POST", "PUT", "PATCH"] };
const EQ = /^\(?(urn:[\w:.]+:)?(userName|id|externalId|displayName) eq "(?:[^"\\]|\\.)*"\)?$/i;

const query = ({ url }: Request): URLSearchParams => new URL(url).searchParams;

function refuseUnknown(body: JsonObject, { schema, schemaExtensions }: ResourceType): void {
  const known = ["schemas", "id", "externalId", "meta", ...schema.attributes.map(({ name }) => name)];
  known.push(...schemaExtensions.map((extension) => extension.schema.id));
  const stranger = Object.keys(body).find((key) => !known.some((name) => name.toLowerCase() === key.toLowerCase()));
  if (stranger !== undefined) throw new ScimError(400, "invalidSyntax", `There is no attribute ${stranger}`);
}

/** Whether a filter in the path of an operation selects an item: then it could be removed. */
function finds(
  { patch }: Behaviour,
  resource: Parameters<Behaviour["patch"]>[0],
  { path }: Operation,
  type: ResourceType,
) {
  const { subAttribute: _, ...items } = path!;
  const rest = patch(resource, [{ op: "remove", path: items }], type);
  return JSON.stringify(rest) !== JSON.stringify(resource);
}

/**
 * A service provider that refuses whatever the RFCs let it refuse, and says no more than it has to: filters by eq on
 * what identifies a resource, and nothing that is unknown, ambiguous or a matter of taste.
 */
export const strict: Mutant[] = [
  behaves<Behaviour>((conforming) => ({
    prepareCreate(body, type) {
      refuseUnknown(body, type);
      return conforming.prepareCreate(body, type);
    },
    prepareReplace(stored, body, type) {
      refuseUnknown(body, type);
      return conforming.prepareReplace(stored, body, type);
    },
    patch(stored, operations, type) {
      let resource = stored;
      for (const operation of operations) {
        const { op, path } = operation;
        // AMB-02, AMB-03: a filter that selects nothing has no target.
        if (op !== "replace" && path?.filter !== undefined && !finds(conforming, resource, operation, type))
          throw new ScimError(400, "noTarget", "The filter selects nothing");
        resource = conforming.patch(resource, [operation], type) as typeof stored;
      }
      return resource;
    },
    // AMB-56: an externalId is known only once.
    conflict: (candidate, other, type) =>
      conforming.conflict(candidate, other, type) ||
      (candidate["id"] !== other.id &&
        candidate["externalId"] !== undefined &&
        candidate["externalId"] === other["externalId"]),
    // AMB-30, AMB-32: a page beyond the end and one that is too large are not made up.
    page(matching, paging) {
      const { startIndex = 1, count = 0, maxResults } = paging;
      if (startIndex > Math.max(matching.length, 1) || count > maxResults)
        throw new ScimError(400, "invalidValue", "There is no such page");
      return conforming.page(matching, paging);
    },
  })),

  on({ method: "GET", path: /[?&]filter=/ }, (request, next) =>
    /\/(Users|Groups)\?/.test(request.url) && !EQ.test(query(request).get("filter")!)
      ? refuse(400, "invalidFilter")(request, next)
      : next(request),
  ),
  // AMB-45: attributes and excludedAttributes exclude each other.
  on({ path: /[?&]attributes=/ }, (request, next) =>
    query(request).has("excludedAttributes") ? refuse(400, "invalidValue")(request, next) : next(request),
  ),

  // AMB-19, AMB-71, AMB-17: a message names its schema, and an id is given by the service provider.
  refusesBody(WRITES, "invalidSyntax", (body) => !Object.keys(body).some((key) => key.toLowerCase() === "schemas")),
  refusesBody("POST", "invalidValue", (body) => "id" in body),
  refusesBody(
    "PUT",
    "invalidValue",
    ({ id }, { url }) => id !== undefined && !new URL(url).pathname.endsWith(`/${id}`),
  ),

  // AMB-01, AMB-06, AMB-07, AMB-74: no PATCH but the printed ones.
  refusesBody("PATCH", "invalidSyntax", (body) => operationsOf(body).some(({ op }) => /[A-Z]/.test(String(op)))),
  refusesBody("PATCH", "invalidValue", (body) =>
    operationsOf(body).some(({ op, value }) => value === null || (op === "remove" && value !== undefined)),
  ),
  refusesBody("PATCH", "invalidPath", (body) =>
    operationsOf(body).some(
      ({ path, value }) =>
        path === undefined && Object.keys(Object(value)).some((key) => !key.startsWith("urn:") && /[.[]/.test(key)),
    ),
  ),
  // AMB-12: the client knows what it has sent.
  on({ method: "PATCH" }, async (request, next) => {
    const response = await next(request);
    return response.status === 200 && !query(request).has("attributes")
      ? new Response(null, { status: 204 })
      : response;
  }),

  // AMB-65: a member is somebody.
  on({ method: ["POST", "PUT"], path: /\/Groups/ }, async (request, next) => {
    const { members } = (await request
      .clone()
      .json()
      .catch(() => ({}))) as { members?: { value?: string }[] };
    for (const { value } of Array.isArray(members) ? members : []) {
      const url = request.url.replace(/\/Groups.*/, `/Users/${value}`);
      const { status } = await next(new Request(url, { headers: request.headers }));
      if (status !== 200) return refuse(400, "invalidValue")(request, next);
    }
    return next(request);
  }),

  // AMB-61: one media type is enough.
  on(WRITES, (request, next) =>
    request.headers.get("content-type")?.startsWith("application/json") ? refuse(415)(request, next) : next(request),
  ),
  // AMB-60: what is not there is not found, whatever the method.
  on({}, async (request, next) => {
    const response = await next(request);
    return response.status === 405 || response.status === 501 ? refuse(404)(request, next) : response;
  }),
  // AMB-46: nothing is told to strangers.
  on({ path: /\/ServiceProviderConfig/ }, (request, next) =>
    request.headers.has("authorization")
      ? next(request)
      : next(new Request(request.url.replace(/ServiceP.*/, "Users"))),
  ),
  // AMB-64 and RFC 7644 §3.12: groups need not be shown with a user, nor a detail with an error.
  on(
    { path: /\/Users/ },
    rewriteResources(({ groups: _groups, ...user }) => user),
  ),
  on(
    {},
    rewriteBody((body, status) => {
      const { detail: _detail, ...rest } = body;
      return status >= 400 && body["scimType"] !== "invalidFilter" ? rest : body;
    }),
  ),
  on({}, async (request, next) => {
    const response = await next(request);
    return response.headers.has("content-type")
      ? rewriteHeaders({ "content-type": "application/scim+json; charset=UTF-8" })(request, async () => response)
      : response;
  }),
];
