import { behaves, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { type JsonObject, ScimError } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
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
      if (before.response.status === 200) expectUnchanged(t, read, shownBy(before), "a second DELETE");
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
