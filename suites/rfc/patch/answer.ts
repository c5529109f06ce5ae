import { answerInstead, on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { isAssigned } from "../same-value.ts";
import { expectSame } from "../untouched.ts";
import { userShowing } from "./kept.ts";
import { refusesWith } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

const rename = patchOp({ op: "replace", path: "name.familyName", value: "Byron" });

/** The keywords of RFC 7644 §3.12 that can say why a PATCH was refused. */
const REASONS = [
  "uniqueness",
  "mutability",
  "invalidSyntax",
  "invalidPath",
  "noTarget",
  "invalidValue",
  "invalidFilter",
];

/** What a PATCH answers (RFC 7644 §3.5.2). */
export const answers: Rule[] = [
  rule({
    id: "patch/success-status",
    title: "A successful PATCH answers 200 with the whole resource, or 204 without a body",
    covers: ["7644-3.5.2-22"],
    level: "MUST",
    needs: ["patch"],
    answers: ["patchStatus"],
    async probe(t) {
      const user = await userShowing(t, "name");
      const patched = await t.client.patch(user.path, rename);
      const { status, body } = patched.response;
      t.expect(patched).status(200, 204);
      t.observe("patchStatus", String(status));
      const now = await t.given.read(user.path);
      if (status === 204) {
        t.expect(patched).noBody();
        return;
      }
      const missing = Object.keys(now).filter((name) => isAssigned(now[name]) && !isAssigned(valueAt(body, name)));
      t.expect(patched).that(missing.length === 0, {
        summary: `PATCH answered 200 without ${missing.join(", ")}, which the resource has`,
        seen: body,
        expected: "the whole resource",
      });
      expectSame(t, now, patched, ["id", ...Object.keys(user.sent)]);
    },
    mutants: {
      "answers 202": on("PATCH", answerInstead(202)),
      "answers 200 without a body": on("PATCH", answerInstead(200, null)),
      "answers with what was changed only": on(
        "PATCH",
        rewriteBody(({ schemas, id, name }) => ({ schemas: schemas!, id: id!, name: name! })),
      ),
      "answers with the resource as it was before": on("PATCH", async (request, next) => {
        const { authorization, accept } = Object.fromEntries(request.headers);
        const before = await next(
          new Request(request.url, { headers: { authorization: authorization!, accept: accept! } }),
        );
        await next(request);
        return before;
      }),
    },
  }),
  rule({
    id: "patch/attributes-are-answered",
    title: "A PATCH that asks for attributes is answered 200 with the resource cut to them",
    covers: ["7644-3.5.2-23"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails");
      t.expect(await t.client.patch(user.path, rename, { query: { attributes: "userName" } }))
        .status(200)
        .attribute("id", user.id)
        .hasAttribute("userName")
        .lacksAttribute("name")
        .lacksAttribute("emails");
    },
    mutants: {
      "answers 204 all the same": on("PATCH", answerInstead(204)),
      "answers with the whole resource": on("PATCH", (request, next) =>
        next(new Request(request.url.split("?")[0]!, request)),
      ),
    },
  }),
  rule({
    id: "patch/excluded-attributes-are-answered",
    title: "A PATCH that excludes attributes is answered 200 with the resource without them",
    covers: ["7644-3.5.2-23"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails");
      t.expect(await t.client.patch(user.path, rename, { query: { excludedAttributes: "name" } }))
        .status(200)
        .attribute("id", user.id)
        .hasAttribute("emails")
        .lacksAttribute("name");
    },
    mutants: {
      "answers 204 all the same": on("PATCH", answerInstead(204)),
      "answers with the whole resource": on("PATCH", (request, next) =>
        next(new Request(request.url.split("?")[0]!, request)),
      ),
    },
  }),
  rule({
    id: "patch/refusal-gives-a-reason",
    title: "The Error message of a refused PATCH says with a fitting scimType what is wrong",
    covers: ["7644-3.5.2-04", "7644-3.5.2-05", "7644-3.5.2-11", "7644-3.5.2.1-01"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      for (const body of [
        patchOp(),
        patchOp({ op: "modify", path: "active", value: false }),
        patchOp({ op: "replace", path: "active", value: { a: 1 } }),
        patchOp({ op: "add", path: "active" }),
      ]) {
        const refused = await t.client.patch(user.path, body);
        // Whether it is refused is a matter of other rules.
        if (refused.response.status >= 400) t.expect(refused).scimError(400, ["invalidSyntax", "invalidValue"]);
      }
    },
    mutants: {
      "gives no reason": refusesWith(400),
      "gives a reason that does not fit": refusesWith(400, "uniqueness"),
    },
  }),
  rule({
    id: "patch/failure-is-an-error-message",
    title: "A failed PATCH answers an error status with an Error message that repeats it",
    covers: ["7644-3.5.2-21"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const failed = await t.client.patch(user.path, patchOp({ op: "remove" }));
      const schemas = valueAt(failed.response.body, "schemas");
      const isError = Array.isArray(schemas) && schemas.includes(ERROR);
      if (failed.response.status < 300 && !isError)
        t.inconclusive("the service provider took a remove without a path for success");
      t.expect(failed).refused().scimError(failed.response.status).attribute("status", String(failed.response.status));
      const scimType = valueAt(failed.response.body, "scimType");
      if (scimType !== undefined && scimType !== null) t.expect(failed).scimError(failed.response.status, REASONS);
    },
    mutants: {
      "answers 200 with an Error message": on("PATCH", answerInstead(200)),
      "answers with a body of its framework": on(
        "PATCH",
        rewriteBody(() => ({ title: "Bad Request", status: 400 })),
      ),
      "writes the status as a number": on(
        "PATCH",
        rewriteBody((body: JsonObject) => ({ ...body, status: Number(body["status"]) })),
      ),
      "invents a reason": refusesWith(400, "badRequest"),
    },
  }),
];
