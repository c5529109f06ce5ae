import {
  answer,
  answerInstead,
  type Fault,
  on,
  type Rule,
  rewriteBody,
  rewriteHeaders,
  rewriteResources,
  rule,
  show,
} from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const MEMBER = /\/Users\/[^/?]+$/;
const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** Reading one resource (RFC 7644 §3.4.1). */
export const reads: Rule[] = [
  rule({
    id: "read/answers-the-resource",
    title: "A resource is read by its id, as a single object",
    covers: ["7644-3.4.1-01", "7644-3.4.1-02"],
    level: "MUST",
    async probe(t) {
      const users = await t.given.users(2);
      for (const user of users)
        t.expect(await t.client.get(user.path))
          .status(200)
          .attribute("id", user.id)
          .attribute("userName", user.resource["userName"] ?? user.userName)
          .lacksAttribute("Resources");
    },
    mutants: {
      "answers a list of one": on(
        { method: "GET", path: MEMBER },
        rewriteBody((user, status) =>
          status === 200 ? { schemas: [LIST_RESPONSE], totalResults: 1, Resources: [user] } : user,
        ),
      ),
      "shows the userName of somebody else": on(
        { method: "GET", path: MEMBER },
        rewriteResources((user) => ({ ...user, userName: "somebody.else@scimproof.example.com" })),
      ),
      "answers 206": on({ method: "GET", path: MEMBER }, answerInstead(206)),
    },
  }),

  rule({
    id: "read/only-the-id-finds",
    title: "A resource is not found by its userName or externalId in the place of its id",
    covers: ["7644-3.4.1-02"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user({ externalId: t.given.name() });
      for (const key of [user.userName, String(user.sent["externalId"])]) {
        if (key === user.id) continue;
        t.expect(await t.client.get(`/Users/${encodeURIComponent(key)}`)).refused();
      }
    },
    mutants: {
      "also finds by userName": on({ method: "GET", path: /\/Users\/[^/?]+%40/ }, findBy("userName")),
      "also finds by externalId": on({ method: "GET", path: /\/Users\/scimproof-[^%]*$/ }, findBy("externalId")),
    },
  }),

  rule({
    id: "read/head-is-get-without-body",
    title: "HEAD answers as GET does, without a body",
    covers: ["9110-9.1-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const head = await t.client.head(user.path);
      const { status } = head.response;
      // AMB-60: a router that does not know HEAD may say so with 404 as well.
      if (status === 404 || status === 405 || status === 501) t.skip(`HEAD is not supported: it answers ${status}`);
      const get = await t.client.get(user.path);
      t.expect(head).status(get.response.status).noBody();
      const [seen, expected] = [head, get].map(({ response }) => response.headers["content-type"]);
      t.expect(head).that(seen === undefined || seen === expected, {
        summary: `HEAD answered with Content-Type ${show(seen)}, GET with ${show(expected)}`,
        seen,
        expected,
      });
      const nobody = `/Users/${t.given.faker.string.uuid()}`;
      t.expect(await t.client.head(nobody))
        .status((await t.client.get(nobody)).response.status)
        .noBody();
    },
    mutants: {
      "answers HEAD with 204": on("HEAD", answerInstead(204)),
      "finds everything with HEAD": on("HEAD", answer(200)),
      "sends the body with HEAD": on("HEAD", (request, next) => next(new Request(request, { method: "GET" }))),
      "answers HEAD as another type": on("HEAD", rewriteHeaders({ "content-type": "text/html" })),
      "breaks on HEAD": on("HEAD", answer(500)),
    },
  }),

  rule({
    id: "read/head-is-supported",
    title: "HEAD is supported where GET is",
    covers: ["9110-9.1-01"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.head(user.path)).success();
    },
    mutants: {
      "does not know HEAD": on("HEAD", answer(405, undefined, { allow: "GET, PUT, PATCH, DELETE" })),
      "does not implement HEAD": on("HEAD", answer(501)),
    },
  }),
];

/** A fault that looks for the user with an attribute of this value where no id fits. */
function findBy(attribute: string): Fault {
  return async (request, next) => {
    const response = await next(request);
    if (response.status !== 404) return response;
    const [, base, key] = /^(.*)\/([^/]+)$/.exec(request.url)!;
    const filter = encodeURIComponent(`${attribute} eq "${decodeURIComponent(key!)}"`);
    const found = await next(new Request(`${base}?filter=${filter}`, request));
    const [user] = ((await found.json()) as { Resources: JsonObject[] }).Resources;
    return user === undefined
      ? answer(404, refusal(404))(request, next)
      : next(new Request(`${base}/${user["id"]}`, request));
  };
}
