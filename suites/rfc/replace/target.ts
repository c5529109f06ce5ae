import { answer, faulty, on, type Rule, rule, type Trial, withBody } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { userShowing } from "../patch/kept.ts";
import { refusal } from "../refusal.ts";
import { expectSame } from "../untouched.ts";
import { refuses, stores } from "./mutants.ts";
import { replacing } from "./replacing.ts";

/** A service provider that makes a user where a PUT finds none. */
const creates = on("PUT", async (request, next) => {
  const body = await request.clone().text();
  const response = await next(request);
  if (response.status !== 404) return response;
  const { headers } = withBody(request, body);
  return next(new Request(request.url.replace(/\/[^/]+$/, ""), { method: "POST", headers, body }));
});

/**
 * Removes what a PUT has made against the rules: the engine knows only what a POST made. Nothing but a user of the name
 * that was sent is touched, whatever the service provider shows.
 */
async function removeMade(t: Trial, shown: unknown, sent: JsonObject): Promise<void> {
  const { id, userName } = (shown ?? {}) as { id?: unknown; userName?: unknown };
  if (typeof id === "string" && id !== "" && userName === sent["userName"])
    await t.client.delete(`/Users/${encodeURIComponent(id)}`);
}

/** What a PUT is about: the resource of its URL and no other (RFC 7644 §3.2, §3.5.1). */
export const target: Rule[] = [
  rule({
    id: "replace/never-creates",
    title: "A PUT to an unknown id is refused and creates nothing",
    covers: ["7644-3.2-01", "7644-3.5.1-01"],
    level: "MUST",
    async probe(t) {
      const path = `/Users/${t.given.faker.string.uuid()}`;
      const sent = t.given.representation();
      const answered = await t.client.put(path, sent);
      await removeMade(t, answered.response.body, sent);
      t.expect(answered).refused();
      t.expect(await t.client.get(path)).refused();
    },
    mutants: {
      "creates the user": creates,
      "creates the user and answers 404": faulty(() => {
        const made = new Map<string, string>();
        return async (request, next) => {
          const { pathname } = new URL(request.url);
          if (request.method === "GET" && made.has(pathname)) return new Response(made.get(pathname));
          const body = request.method === "PUT" ? await request.clone().text() : "";
          const response = await next(request);
          if (request.method === "PUT" && response.status === 404) made.set(pathname, body);
          return response;
        };
      }),
    },
  }),
  rule({
    id: "replace/unknown-is-not-found",
    title: "A PUT to an unknown id answers 404 with an Error message",
    covers: ["7644-3.5.1-01"],
    level: "SHOULD",
    async probe(t) {
      const sent = t.given.representation();
      const answered = await t.client.put(`/Users/${t.given.faker.string.uuid()}`, sent);
      await removeMade(t, answered.response.body, sent);
      t.expect(answered).scimError(404);
    },
    mutants: {
      "answers 400": on("PUT", answer(400, refusal(400))),
      "answers with the page of its web server": on("PUT", () => new Response("<h1>Not Found</h1>", { status: 404 })),
    },
  }),
  rule({
    id: "replace/creates-nothing-to-list",
    title: "A PUT to an unknown id leaves no user with its userName",
    covers: ["7644-3.2-01"],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      const sent = t.given.representation();
      await t.client.put(`/Users/${t.given.faker.string.uuid()}`, sent);
      const listed = await t.client.list("/Users", { filter: `userName eq "${sent["userName"]}"` });
      const found = (listed.response.body as { Resources?: unknown } | undefined)?.Resources;
      for (const each of Array.isArray(found) ? found : []) await removeMade(t, each, sent);
      t.expect(listed).status(200).resources([]);
    },
    mutants: { "creates the user": creates },
  }),
  rule({
    id: "replace/scope-is-the-url",
    title: "A PUT changes the resource of its URL, whatever id its body has",
    covers: ["7644-3.5.1-11"],
    level: "MUST",
    async probe(t) {
      const user = await userShowing(t, "name");
      const other = await userShowing(t, "name");
      const body = replacing(user, { id: other.id, name: { givenName: "Ada", familyName: "Byron" } });
      const answered = await t.client.put(user.path, body);
      if (answered.response.status > 299) t.expect(answered).refused();
      expectSame(t, other.before, await t.client.get(other.path), ["id", "userName", "name", "emails", "active"]);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute("id", user.id);
      if (answered.response.status < 300) t.expect(after).attribute("name.familyName", "Byron");
    },
    mutants: {
      "replaces the resource that the body names": on("PUT", async (request, next) => {
        const body = await request.text();
        const { id, userName: _userName, ...rest } = JSON.parse(body) as JsonObject;
        if (typeof id !== "string") return next(withBody(request, body));
        const url = request.url.replace(/[^/]+$/, encodeURIComponent(id));
        const headers = { authorization: request.headers.get("authorization") ?? "" };
        const named = (await (await next(new Request(url, { headers }))).json()) as JsonObject;
        return next(new Request(url, withBody(request, JSON.stringify({ ...rest, userName: named["userName"]! }))));
      }),
      "answers success and changes nothing": stores((_after, before) => before),
      "breaks on another id": refuses((body) => "id" in body, 500),
    },
  }),
  rule({
    id: "replace/other-id-is-ignored",
    title: "A PUT whose body has another id is accepted, and the id ignored",
    covers: ["7644-3.5.1-11", "7644-3.5.1-08"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.put(user.path, replacing(user, { id: t.given.faker.string.uuid() }))).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("id", user.id);
    },
    mutants: { "refuses another id": refuses((body) => "id" in body, 400, "mutability") },
  }),
];
