import { answer, on, type Rule, rewriteRequest, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { expectRefusal, expectUnchanged, refusing } from "./refusals.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const PATCH_USER = { method: "PATCH", path: /\/Users\// };

/** A PATCH of one operation. */
function patching(t: Trial, path: string, operation: JsonObject): Promise<Exchange> {
  return t.client.patch(path, { schemas: [PATCH_OP], Operations: [operation] });
}

function isNoTarget({ response }: Exchange): boolean {
  return valueAt(response.body, "scimType") === "noTarget";
}

/** Which keyword a refused PATCH has (RFC 7644 §3.12, Table 9). */
export const patchKeywords: Rule[] = [
  rule({
    id: "errors/bad-path-filter-is-invalid-filter",
    title: "A PATCH path with a filter that is none is answered 400 and changes nothing",
    covers: ["7644-3.12-16"],
    level: "MUST",
    needs: ["patch", "filter"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const path = 'emails[type zz "work"].value';
      const patch = await patching(t, user.path, { op: "replace", path, value: t.given.userName() });
      expectRefusal(t, patch, [400], "invalidFilter", "invalidPath");
      await expectUnchanged(t, user.path, before);
    },
    mutants: {
      "replaces the first item": on(PATCH_USER, async (request, next) =>
        rewriteRequest((body) => {
          const [operation] = body["Operations"] as JsonObject[];
          const path = String(operation!["path"]).replace(" zz ", " eq ");
          return { ...body, Operations: [{ ...operation, path }] };
        })(request, next),
      ),
      "answers as if it were done": on(PATCH_USER, answer(204)),
      "calls it a conflict": on(PATCH_USER, refusing(400, "uniqueness")),
    },
  }),

  rule({
    id: "errors/malformed-path-is-invalid-path",
    title: "A PATCH with a malformed path is answered 400 and changes nothing",
    covers: ["7644-3.12-21"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      for (const path of ["name..familyName", "name familyName"]) {
        const patch = await patching(t, user.path, { op: "replace", path, value: "Jensen" });
        expectRefusal(t, patch, [400], "invalidPath");
      }
      await expectUnchanged(t, user.path, before);
    },
    mutants: {
      "reads the path as far as it can": on(
        PATCH_USER,
        rewriteRequest((body) => {
          const [operation] = body["Operations"] as JsonObject[];
          return {
            ...body,
            Operations: [{ ...operation, path: String(operation!["path"]).replace(/name\W+/, "name.") }],
          };
        }),
      ),
      "ignores it": on(PATCH_USER, async (request, next) => {
        const response = await next(request);
        return response.status === 400 ? new Response(null, { status: 204 }) : response;
      }),
      "calls it an invalidFilter": on(PATCH_USER, refusing(400, "invalidFilter")),
    },
  }),

  rule({
    id: "errors/read-only-path-is-mutability",
    title: "A PATCH of a readOnly attribute by its path is answered 400 with scimType mutability, and changes nothing",
    covers: ["7644-3.12-19"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const patch = await patching(t, user.path, { op: "replace", path: "id", value: t.given.name() });
      t.expect(patch).scimError(400, "mutability");
      await expectUnchanged(t, user.path, before);
    },
    mutants: {
      "ignores it": on(PATCH_USER, async (request, next) => {
        const response = await next(request);
        return response.status === 400 ? new Response(null, { status: 204 }) : response;
      }),
      "calls it an invalidPath": on(PATCH_USER, refusing(400, "invalidPath")),
      "answers 403": on(PATCH_USER, refusing(403)),
    },
  }),

  rule({
    id: "errors/remove-without-target-is-no-target",
    title: "A remove whose filter matches nothing changes nothing, and is called noTarget if it is refused",
    covers: ["7644-3.12-22"],
    level: "MUST",
    needs: ["patch"],
    answers: ["removeWithoutTarget"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const removing = (address: string): Promise<Exchange> =>
        patching(t, user.path, { op: "remove", path: `emails[value eq "${address}"]` });
      const patch = await removing("nobody@scimproof.example.com");
      const done = patch.response.status >= 200 && patch.response.status < 300;
      if (valueAt(patch.response.body, "scimType") === "mutability") t.skip("emails cannot be changed by PATCH");
      if (
        !done &&
        !isNoTarget(patch) &&
        (await removing(String(valueAt(before, "emails[0].value")))).response.status === 400
      )
        t.skip("a remove with a filter on value is refused even where it matches");
      t.observe("removeWithoutTarget", done ? "success" : "refused");
      if (!done) t.expect(patch).scimError(400, "noTarget");
      await expectUnchanged(t, user.path, before);
    },
    mutants: {
      "removes all items": on(
        PATCH_USER,
        rewriteRequest((body) => {
          const [operation] = body["Operations"] as JsonObject[];
          return { ...body, Operations: [{ ...operation, path: String(operation!["path"]).replace(/\[.*/, "") }] };
        }),
      ),
      "answers 404": on(PATCH_USER, answer(404, refusal(404))),
      "calls it an invalidPath": on(PATCH_USER, async (request, next) =>
        (await request.clone().text()).includes("nobody@")
          ? answer(400, refusal(400, "invalidPath"))(request, next)
          : next(request),
      ),
    },
  }),
];
