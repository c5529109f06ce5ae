import { answer, behaves, on, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { userShowing } from "../patch/kept.ts";
import { patchOp } from "../patch/patch-op.ts";
import { expectSame } from "../untouched.ts";
import { afterDelete } from "./mutants.ts";

const keepsIt = behaves<Behaviour>({ removes: () => false });

/** What can be done with a deleted resource: nothing (RFC 7644 §3.6). */
export const gone: Rule[] = [
  rule({
    id: "delete/resource-is-gone",
    title: "A deleted resource can no longer be read",
    covers: ["7644-3.6-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.deletedUser();
      // 410 says the same and only warns: delete/gone-is-not-found.
      t.expect(await t.client.get(user.path)).status(404, 410);
    },
    mutants: {
      "answers 204 and keeps the resource": on("DELETE", answer(204)),
      "deactivates the user instead": keepsIt,
      "breaks on the read": afterDelete("GET", 500),
    },
  }),
  rule({
    id: "delete/gone-is-not-found",
    title: "A deleted resource is not found: 404 rather than 410",
    covers: ["7644-3.6-02"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.deletedUser();
      t.expect(await t.client.get(user.path)).status(404);
    },
    mutants: { "answers 410": afterDelete("GET", 410) },
  }),
  rule({
    id: "delete/gone-cannot-be-deleted-again",
    title: "A second DELETE finds nothing",
    covers: ["7644-3.6-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.deletedUser();
      t.expect(await t.client.delete(user.path)).status(404, 410);
    },
    mutants: {
      "answers 204 again": afterDelete("DELETE", 204),
      "breaks on the second time": afterDelete("DELETE", 500),
    },
  }),
  rule({
    id: "delete/gone-cannot-be-replaced",
    title: "A PUT to a deleted resource finds nothing and does not bring it back",
    covers: ["7644-3.6-02", "7644-3.5.1-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.deletedUser();
      t.expect(await t.client.put(user.path, user.sent)).status(404, 410);
      t.expect(await t.client.get(user.path)).status(404, 410);
    },
    mutants: { "brings the resource back": keepsIt, "answers success": afterDelete("PUT", 200) },
  }),
  rule({
    id: "delete/gone-cannot-be-patched",
    title: "A PATCH of a deleted resource finds nothing",
    covers: ["7644-3.6-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.deletedUser();
      const operation = { op: "replace", path: "active", value: true };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(404, 410);
      t.expect(await t.client.get(user.path)).status(404, 410);
    },
    mutants: { "brings the resource back": keepsIt, "answers success": afterDelete("PATCH", 204) },
  }),
  rule({
    id: "delete/others-stay",
    title: "A DELETE removes the resource of its URL and no other",
    covers: ["7644-3.6-01"],
    level: "MUST",
    async probe(t) {
      const familyName = t.given.name();
      const other = await userShowing(t, "userName");
      const twin = await t.given.user({ name: { givenName: "Ada", familyName } });
      const user = await t.given.user({ name: { givenName: "Ada", familyName } });
      const twinBefore = await t.given.read(twin.path);
      t.expect(await t.client.delete(user.path)).success();
      expectSame(t, other.before, await t.client.get(other.path), ["id", "userName", "name", "emails", "active"]);
      expectSame(t, twinBefore, await t.client.get(twin.path), ["id", "userName", "name", "emails", "active"]);
    },
    mutants: {
      "removes everybody of that family name": on("DELETE", async (request, next) => {
        const headers = { authorization: request.headers.get("authorization") ?? "" };
        const { name } = (await (await next(new Request(request.url, { headers }))).json()) as {
          name: { familyName: string };
        };
        const collection = request.url.replace(/\/[^/]+$/, "");
        const filter = encodeURIComponent(`name.familyName eq "${name.familyName}"`);
        const family = (await (await next(new Request(`${collection}?filter=${filter}`, { headers }))).json()) as {
          Resources: { id: string }[];
        };
        for (const { id } of family.Resources)
          await next(new Request(`${collection}/${id}`, { method: "DELETE", headers }));
        return new Response(null, { status: 204 });
      }),
    },
  }),
];
