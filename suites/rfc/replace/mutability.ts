import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { userShowing } from "../patch/kept.ts";
import { expectSame } from "../untouched.ts";
import { hears, refuses, stores } from "./mutants.ts";
import { replacing } from "./replacing.ts";

const LONG_AGO = "2001-01-01T00:00:00Z";

const metaOf = (resource: JsonObject): JsonObject => (resource["meta"] ?? {}) as JsonObject;

/** What a PUT may hold and may lack (RFC 7644 §3.5.1). */
export const mutability: Rule[] = [
  rule({
    id: "replace/what-was-read",
    title: "A resource can be sent back as it was read, and stays as it is",
    covers: ["7644-3.5.1-04", "7644-3.5.1-08"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      for (const _time of ["once", "twice"]) {
        t.expect(await t.client.put(user.path, before)).success();
        expectSame(t, before, await t.client.get(user.path), ["id", ...Object.keys(user.sent)]);
      }
    },
    mutants: {
      "refuses readOnly attributes": refuses((body) => "meta" in body, 400, "mutability"),
      "loses the e-mail addresses": stores(({ emails: _emails, ...after }, _before, sent) =>
        "id" in sent ? after : { ...after, emails: sent["emails"]! },
      ),
    },
  }),
  rule({
    id: "replace/read-only-is-ignored",
    title: "readOnly values in a PUT are ignored",
    covers: ["7644-3.5.1-08"],
    level: "MUST",
    async probe(t) {
      const user = await userShowing(t, "name");
      const { meta } = user.before;
      const altered = { ...metaOf(user.before), created: LONG_AGO, resourceType: "Group" };
      const body = {
        ...replacing(user, { name: { givenName: "Ada", familyName: "Byron" } }),
        id: user.id,
        meta: altered,
      };
      t.expect(await t.client.put(user.path, body)).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("id", user.id)
        .attribute("name.familyName", "Byron")
        .attribute("meta.created", (meta as JsonObject | undefined)?.["created"])
        .attribute("meta.resourceType", (meta as JsonObject | undefined)?.["resourceType"]);
    },
    mutants: {
      "refuses readOnly attributes": refuses((body) => "meta" in body, 400, "mutability"),
      "takes over when a resource was created": stores((after, before, sent) => ({
        ...after,
        meta: { ...before.meta, created: metaOf(sent)["created"]! },
      })),
      "takes over the type of a resource": stores((after, before, sent) => ({
        ...after,
        meta: { ...before.meta, resourceType: metaOf(sent)["resourceType"]! },
      })),
    },
  }),
  rule({
    id: "replace/required-is-not-lost",
    title: "A PUT without userName does not clear it",
    covers: ["7644-3.5.1-09"],
    level: "MUST",
    answers: ["putWithoutUserName"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const answered = await t.client.put(user.path, replacing(user, { userName: undefined }));
      if (answered.response.status > 299) t.expect(answered).refused();
      t.observe("putWithoutUserName", answered.response.status > 299 ? "refused" : "keeps userName");
      expectSame(t, before, await t.client.get(user.path), ["id", "userName"]);
    },
    mutants: {
      "makes up a userName": hears((sent) => ({ userName: "unknown", ...sent })),
      "breaks without userName": refuses((body) => !("userName" in body), 500),
    },
  }),
  rule({
    id: "replace/required-is-demanded",
    title: "A PUT without userName is refused with 400",
    covers: ["7644-3.5.1-09"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.put(user.path, replacing(user, { userName: undefined }))).status(400);
    },
    mutants: { "keeps userName": hears((sent, { userName }) => ({ userName: userName!, ...sent })) },
  }),
];
