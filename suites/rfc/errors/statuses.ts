import {
  answer,
  answerInstead,
  type Fault,
  on,
  type Rule,
  rewriteBody,
  rewriteQuery,
  rule,
  type Trial,
  valueAt,
  withBody,
} from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const CREATE_USER = { method: "POST", path: /\/Users$/ };

const deactivation: JsonObject = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: false }] };

/** A fault that gives a refusal of one status another one. */
function instead(of: number, status: number): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status === of ? answerInstead(status, refusal(status))(request, async () => response) : response;
  };
}

async function says(t: Trial, capability: string): Promise<unknown> {
  const config = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
  return valueAt(config.response.body, `${capability}.supported`);
}

/** Which status a refusal has (RFC 7644 §3.12). */
export const statuses: Rule[] = [
  rule({
    id: "errors/unfit-body-is-400",
    title: "A body that does not fit the schema is answered 400",
    covers: ["7644-3.12-05"],
    level: "SHOULD",
    async probe(t) {
      const bodies = [
        [t.given.representation()],
        t.given.representation({ name: "Barbara Jensen" }),
        t.given.representation({ emails: "bjensen@example.com" }),
        t.given.representation({ userName: { value: t.given.userName() } }),
      ];
      for (const body of bodies) t.expect(await t.client.post("/Users", body)).status(400);
    },
    mutants: {
      "ignores a name that is a text": on(CREATE_USER, async (request, next) => {
        const { name, ...rest } = (await request.clone().json()) as JsonObject;
        return next(typeof name === "string" ? withBody(request, JSON.stringify(rest)) : request);
      }),
      "takes the first of a list of users": on(CREATE_USER, async (request, next) => {
        const body = (await request.clone().json()) as JsonObject | JsonObject[];
        return next(Array.isArray(body) ? withBody(request, JSON.stringify(body[0])) : request);
      }),
      "answers 422": on(CREATE_USER, instead(400, 422)),
    },
  }),

  rule({
    id: "errors/bad-credentials-are-401",
    title: "A request with missing or wrong credentials is answered 401, whatever it wants",
    covers: ["7644-3.12-06"],
    level: "SHOULD",
    needs: ["bearer"],
    async probe(t) {
      const user = await t.given.user();
      for (const token of [null, `${t.given.name()}-wrong`]) {
        t.expect(await t.client.get("/Users", { token, query: { count: 1 } })).status(401);
        t.expect(await t.client.get(user.path, { token })).status(401);
        t.expect(await t.client.post("/Users", t.given.representation(), { token })).status(401);
        t.expect(await t.client.put(user.path, user.sent, { token })).status(401);
        t.expect(await t.client.delete(user.path, { token })).status(401);
      }
    },
    mutants: {
      "answers 403": on({ path: /\/Users/ }, instead(401, 403)),
      "hides that it refuses to delete": on("DELETE", instead(401, 404)),
      "redirects to a page to sign in": on("GET", async (request, next) => {
        const response = await next(request);
        return response.status === 401
          ? new Response(null, { status: 302, headers: { location: "/login" } })
          : response;
      }),
      "looks at the body before the credentials": on(CREATE_USER, instead(401, 400)),
    },
  }),

  rule({
    id: "errors/unknown-resource-is-404",
    title: "Reading and writing a resource that does not exist is answered 404",
    covers: ["7644-3.12-08"],
    level: "SHOULD",
    async probe(t) {
      const path = `/Users/${t.given.faker.string.uuid()}`;
      t.expect(await t.client.get(path)).status(404);
      t.expect(await t.client.put(path, t.given.representation())).status(404);
      t.expect(await t.client.delete(path)).status(404);
    },
    mutants: {
      "answers 400 to a read": on({ method: "GET", path: /\/Users\/[^/]+$/ }, instead(404, 400)),
      "answers 204 to a second DELETE": on("DELETE", async (request, next) => {
        const response = await next(request);
        return response.status === 404 ? new Response(null, { status: 204 }) : response;
      }),
      "refuses a PUT with 405": on("PUT", instead(404, 405)),
    },
  }),

  rule({
    id: "errors/patch-of-unknown-resource-is-404",
    title: "A PATCH of a resource that does not exist is answered 404",
    covers: ["7644-3.12-08"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      t.expect(await t.client.patch(`/Users/${t.given.faker.string.uuid()}`, deactivation)).status(404);
    },
    mutants: { "answers 400": on("PATCH", instead(404, 400)) },
  }),

  rule({
    id: "errors/unknown-endpoint-is-404",
    title: "An endpoint that does not exist is answered 404",
    covers: ["7644-3.12-08"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      t.expect(await t.client.get("/NoSuchEndpoint")).status(404);
    },
    mutants: {
      "answers an empty list": on(
        { path: /\/NoSuchEndpoint$/ },
        answer(200, { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0 }),
      ),
      "answers 501": on({ path: /\/NoSuchEndpoint$/ }, instead(404, 501)),
    },
  }),

  rule({
    id: "errors/unsupported-is-501",
    title: "An operation that the ServiceProviderConfig says is not supported is answered 501 or 405",
    covers: ["7644-3.12-13"],
    level: "SHOULD",
    async probe(t) {
      const [bulk, patch] = [await says(t, "bulk"), await says(t, "patch")];
      if (bulk !== false && patch !== false) t.skip("the ServiceProviderConfig says that bulk and patch are supported");
      if (bulk === false)
        t.expect(await t.client.post("/Bulk", { schemas: [BULK_REQUEST], Operations: [] })).status(501, 405);
      if (patch !== false) return;
      const user = await t.given.user();
      t.expect(await t.client.patch(user.path, deactivation)).status(501, 405);
    },
    mutants: {
      "does not know what it does not support": on({ path: /\/Bulk$|\/ServiceProviderConfig$/ }, (request, next) =>
        request.method === "POST"
          ? answer(404, refusal(404))(request, next)
          : rewriteBody((config) => ({ ...config, bulk: { ...(config["bulk"] as JsonObject), supported: false } }))(
              request,
              next,
            ),
      ),
      "refuses PATCH as a bad request": on({ path: /\/ServiceProviderConfig$|\/Users\// }, (request, next) =>
        request.method === "PATCH"
          ? answer(400, refusal(400))(request, next)
          : rewriteBody((body) => ("patch" in body ? { ...body, patch: { supported: false } } : body))(request, next),
      ),
      "performs what it says it does not": on(
        { path: /\/ServiceProviderConfig$/ },
        rewriteBody((config) => ({ ...config, patch: { supported: false } })),
      ),
    },
  }),

  rule({
    id: "errors/paging-by-words-does-not-break",
    title: "A count or startIndex that is no number is refused with 400 or ignored",
    covers: ["7644-3.12-23"],
    level: "MUST",
    reads: true,
    async probe(t) {
      t.expect(await t.client.list("/Users", { count: "abc" })).status(200, 400);
      t.expect(await t.client.list("/Users", { count: 1, startIndex: "abc" })).status(200, 400);
    },
    mutants: { "breaks on it": on({ path: /=abc/ }, instead(400, 500)) },
  }),

  rule({
    id: "errors/paging-by-words-is-invalid-value",
    title: "A count or startIndex that is no number is answered 400 with scimType invalidValue",
    covers: ["7644-3.12-23"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      t.expect(await t.client.list("/Users", { count: "abc" })).scimError(400, "invalidValue");
      t.expect(await t.client.list("/Users", { count: 1, startIndex: "abc" })).scimError(400, "invalidValue");
    },
    mutants: {
      "ignores a count that is no number": on(
        { path: /count=abc/ },
        rewriteQuery((query) => query.delete("count")),
      ),
      "gives no scimType": on({ path: /=abc/ }, instead(400, 400)),
    },
  }),
];
