import { answerInstead, behaves, on, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { type Exchange, type JsonObject, ScimError } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { activation, employee, named } from "../user.ts";

/** SCIM DELETE: a deactivation that nothing is lost by (C-13). */
export const overScim: Rule[] = [
  rule({
    id: "8x8/delete/deactivates",
    title: "DELETE deactivates a user, who goes on to exist",
    covers: ["8X8-DELETE-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.delete(user.path)).status(200, 202, 204);
      await expectStillThere(t, user.id, user.sent);
    },
    mutants: {
      "sp-delete-hard-removes": behaves<Decisions8x8>({ remove: () => undefined }),
      "sp-delete-is-ignored": behaves<Decisions8x8>({ remove: (_customer, user) => ({ ...user }) }),
    },
  }),

  rule({
    id: "8x8/delete/user-stays-readable",
    title: "A user removed by DELETE is still found, with active=false",
    covers: ["8X8-DELETE-02"],
    level: "MUST",
    answers: ["deleteVisibility"],
    async probe(t) {
      const user = await t.given.deletedUser(employee(t));
      const read = await t.client.get(user.path);
      t.observe("deleteVisibility", read.response.status === 200 ? "visible-inactive" : "hidden");
      const list = await t.client.list("/Users", named(user.userName));
      if (t.options["deleteVisibility"] === "hidden" && read.response.status !== 200) {
        t.expect(read).status(404);
        t.expect(list).status(200).resources([]);
        await expectStillThere(t, user.id, user.sent);
        return;
      }
      t.expect(read).status(200).attribute("active", false).attribute("userName", user.resource["userName"]);
      t.expect(list).status(200).resources([user.id]).attribute("Resources[0].active", false);
    },
    mutants: {
      "sp-delete-hides-user-from-get": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) => !user.deleted && conforming.visible(customer, user, sight),
      })),
      "sp-delete-hides-user-from-lookup": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          (sight === "id" || !user.deleted) && conforming.visible(customer, user, sight),
      })),
    },
  }),

  rule({
    id: "8x8/delete/equals-deactivation",
    title: "DELETE leaves a user in the same state as PATCH active=false",
    covers: ["8X8-DELETE-03"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const [deleted, patched] = [await licensedUser(t), await licensedUser(t)];
      t.expect(await t.client.delete(deleted.user.path)).success();
      t.expect(await t.client.patch(patched.user.path, activation(false))).status(200, 204);
      for (const [what, { before }] of Object.entries({ DELETE: deleted, "PATCH active=false": patched })) {
        await expectDecisionsKept(t, before, what);
        const after = await adminIfAny(t).user?.get?.({ id: before.id });
        for (const attribute of ["active", "owner", "site", "title", "email"] as const) {
          const expected = attribute === "active" ? false : before[attribute];
          t.expect.that(after?.[attribute] === expected, {
            summary: `after ${what} the console shows ${attribute} as ${show(after?.[attribute])}`,
            seen: after?.[attribute],
            expected,
            attribute,
          });
        }
      }
    },
    mutants: {
      "sp-delete-releases-licence": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({
          ...conforming.remove(customer, user)!,
          licence: undefined,
          extension: undefined,
        }),
      })),
      "sp-delete-releases-owner": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.by === "remove" ? { owner: "none" } : {}),
        }),
      })),
    },
  }),

  rule({
    id: "8x8/delete/repeated",
    title: "A second DELETE changes nothing more",
    covers: ["8X8-DELETE-04"],
    level: "SHOULD",
    answers: ["secondDelete"],
    async probe(t) {
      const user = await t.given.deletedUser(employee(t));
      const before = await t.client.get(user.path);
      const again = await t.client.delete(user.path);
      t.expect(again).status(200, 202, 204, 404);
      t.observe("secondDelete", String(again.response.status));
      const read = await t.client.get(user.path);
      if (before.response.status === 200)
        expectUnchanged(t, read, before.response.body as JsonObject, "a second DELETE");
      else await expectStillThere(t, user.id, user.sent);
    },
    mutants: {
      "sp-second-delete-purges": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => (user.deleted ? undefined : conforming.remove(customer, user)),
      })),
      "sp-second-delete-toggles": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, active: !user.active }),
      })),
      "sp-second-delete-fails": behaves<Decisions8x8>((conforming) => ({
        remove(customer, user) {
          if (user.deleted) throw new ScimError(409, undefined, "the user is deleted already");
          return conforming.remove(customer, user);
        },
      })),
    },
  }),

  rule({
    id: "8x8/delete/comes-back",
    title: "A user removed by DELETE comes back whole when it is activated",
    covers: ["8X8-DELETE-05"],
    level: "SHOULD",
    answers: ["wayBackFromDelete"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const ways: Record<string, () => Promise<Exchange>> = {
        PATCH: () => t.client.patch(user.path, activation(true)),
        PUT: () => t.client.put(user.path, user.sent),
        POST: () => t.client.post("/Users", user.sent),
      };
      const hidden = t.options["deleteVisibility"] === "hidden";
      // Where DELETE hides the user, no way back is documented: any that works will do.
      const found: string[] = [];
      for (const way of hidden ? ["PATCH", "PUT", "POST"] : ["PATCH", "PUT"]) {
        await t.given.done(t.client.delete(user.path));
        const sent = await ways[way]!();
        if (sent.response.status >= 300) t.expect(sent).refused();
        const read = await t.client.get(user.path);
        const back = read.response.status === 200 && (read.response.body as JsonObject)["active"] === true;
        if (back) found.push(way);
        if (back) expectUnchanged(t, read, before, `DELETE and ${way}`);
        if (hidden && back) break;
        if (!hidden)
          t.expect(read).that(back, {
            summary: `${way} with active=true, answered ${sent.response.status}, does not bring back a user removed by DELETE`,
            seen: (read.response.body as JsonObject | undefined)?.["active"] ?? read.response.status,
            expected: true,
            attribute: "active",
          });
      }
      t.observe("wayBackFromDelete", found.join(", ") || "none");
      t.expect.that(found.length > 0, {
        summary: "neither PATCH, PUT nor POST brings back a user removed by DELETE",
        seen: "none",
        expected: "one of them does",
        attribute: "active",
      });
    },
    mutants: {
      "sp-delete-blocks-reactivation": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.before?.deleted ? { active: false, deleted: true } : {}),
        }),
      })),
      "sp-delete-forgets-title": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, title: undefined }),
      })),
    },
  }),

  rule({
    id: "8x8/delete/login-id-stays-taken",
    title: "The login ID of a user removed by DELETE makes no second user",
    covers: ["8X8-DELETE-06"],
    level: "MUST",
    answers: ["postOnInactiveLogin"],
    async probe(t) {
      const user = await t.given.deletedUser();
      const again = await t.client.post("/Users", user.sent);
      const reactivated = again.response.status < 300;
      if (reactivated) t.expect(again).status(200, 201).attribute("id", user.id);
      else t.expect(again).status(409, 400);
      t.observe("postOnInactiveLogin", reactivated ? "reactivate" : "conflict");
      const list = await t.client.list("/Users", named(user.userName));
      const found = (list.response.body as { totalResults?: number }).totalResults;
      const hidden = t.options["deleteVisibility"] === "hidden" && !reactivated;
      t.expect(list)
        .status(200)
        .resources(hidden && found === 0 ? [] : [user.id]);
    },
    mutants: {
      "sp-delete-frees-login-id": behaves<Decisions8x8>((conforming) => ({
        loginIdTaken(customer, userName, exceptId) {
          const taken = conforming.loginIdTaken(customer, userName, exceptId);
          return taken?.deleted ? undefined : taken;
        },
      })),
      "sp-post-after-delete-is-404": on({ method: "POST", path: /\/Users$/ }, async (request, next) => {
        const response = await next(request.clone());
        return response.status === 409 ? answerInstead(404)(request, next) : response;
      }),
    },
  }),

  rule({
    id: "8x8/delete/unknown-user",
    title: "DELETE of an id that nobody has does nothing",
    covers: ["8X8-DELETE-12"],
    level: "MAY",
    answers: ["deleteOfUnknown"],
    async probe(t) {
      const path = `/Users/${t.given.faker.string.uuid()}`;
      const deleted = await t.client.delete(path);
      t.expect(deleted).status(404, 204);
      t.observe("deleteOfUnknown", String(deleted.response.status));
      t.expect(await t.client.get(path)).status(404);
    },
    mutants: {
      "sp-delete-of-unknown-crashes": on("DELETE", async (request, next) => {
        const response = await next(request);
        return response.status === 404 ? new Response(null, { status: 500 }) : response;
      }),
    },
  }),
];

/** Judges that a user removed by DELETE exists and is inactive: by the console, by a read, or by its login ID. */
async function expectStillThere(t: Trial, id: string, sent: JsonObject): Promise<void> {
  const get = adminIfAny(t).user?.get;
  if (get !== undefined) {
    const shown = await get({ id });
    t.expect.that(shown?.active === false, {
      summary: `after DELETE the console shows the user ${shown === undefined ? "no more" : "as active"}`,
      seen: shown?.active ?? "no user",
      expected: "a deactivated user",
      attribute: "active",
    });
    return;
  }
  const read = await t.client.get(`/Users/${encodeURIComponent(id)}`);
  if (read.response.status === 200) {
    t.expect(read).attribute("active", false);
    return;
  }
  // Hidden or gone? A login ID that is still taken tells.
  const again = await t.client.post("/Users", sent);
  if (again.response.status < 300) t.expect(again).attribute("id", id);
  else t.expect(again).status(409, 400);
}
