import { answer, answerInstead, on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import { userShowing } from "../patch/kept.ts";
import { refusal } from "../refusal.ts";
import { isAssigned } from "../same-value.ts";
import { expectSame } from "../untouched.ts";
import { refuses } from "./mutants.ts";
import { replacing } from "./replacing.ts";

/** PUT and what it answers (RFC 7644 §3.5, §3.5.1). */
export const answered: Rule[] = [
  rule({
    id: "replace/is-supported",
    title: "PUT replaces the attributes of a user",
    covers: ["7644-3.5-01"],
    level: "MUST",
    async probe(t) {
      const user = await userShowing(t, "active");
      t.expect(await t.client.put(user.path, replacing(user, { active: false }))).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false);
    },
    mutants: {
      "does not know PUT": on("PUT", answer(405, refusal(405), { allow: "GET, PATCH, DELETE" })),
      "has not implemented PUT": on("PUT", answer(501, refusal(501))),
      "answers success and does nothing": on("PUT", (request, next) =>
        next(new Request(request.url, { headers: { authorization: request.headers.get("authorization") ?? "" } })),
      ),
    },
  }),
  rule({
    id: "replace/answers-the-resource",
    title: "A successful PUT answers 200 with the whole resource",
    covers: ["7644-3.5.1-10"],
    level: "MUST",
    async probe(t) {
      const user = await userShowing(t, "name");
      const replaced = await t.client.put(
        user.path,
        replacing(user, { name: { givenName: "Ada", familyName: "Byron" } }),
      );
      if (replaced.response.status > 299) t.inconclusive(`PUT answered ${replaced.response.status}`);
      t.expect(replaced).status(200);
      const now = await t.given.read(user.path);
      const { body } = replaced.response;
      const missing = Object.keys(now).filter((name) => isAssigned(now[name]) && !isAssigned(valueAt(body, name)));
      t.expect(replaced).that(missing.length === 0, {
        summary: `PUT answered 200 without ${missing.join(", ")}, which the resource has`,
        seen: body,
        expected: "the whole resource",
      });
      expectSame(t, now, replaced, ["id", ...Object.keys(user.sent)]);
    },
    mutants: {
      "answers 204": on("PUT", answerInstead(204)),
      "answers 201": on("PUT", answerInstead(201)),
      "answers 200 without a body": on("PUT", answerInstead(200, null)),
      "answers with what was sent": on("PUT", async (request, next) => {
        const sent = await request.clone().text();
        const response = await next(request);
        return response.ok
          ? new Response(sent, { status: 200, headers: { "content-type": "application/scim+json" } })
          : response;
      }),
      "answers with another name than it stores": on(
        "PUT",
        rewriteBody((body) => ({ ...body, name: { familyName: "King" } })),
      ),
    },
  }),
  rule({
    id: "replace/needs-no-id",
    title: "A PUT without an id in its body is accepted",
    covers: ["7644-3.5.1-11"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.put(user.path, replacing(user, { id: undefined }))).success();
    },
    mutants: { "demands an id in the body": refuses((body) => !("id" in body), 400, "invalidValue") },
  }),
];
