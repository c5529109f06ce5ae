import fc from "fast-check";
import { behaves, idsOf, on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { admin } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { withConsoleUser } from "../console-user.ts";
import { expectPageKept } from "../page-kept.ts";
import { details, employee, membersOf, named } from "../user.ts";

/** What a create with a login ID in use leads to. */
export const conflict: Rule[] = [
  rule({
    id: "8x8/login/taken-in-the-console",
    title: "A create with the login ID of a console user is refused",
    covers: ["8X8-LOGIN-01"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.list"],
    answers: ["duplicateStatus"],
    probe: (t) =>
      withConsoleUser(t, {}, async ({ id, userName }) => {
        const created = await t.client.post("/Users", t.given.representation({ userName }));
        t.expect(created).status(409, 400);
        t.observe("duplicateStatus", String(created.response.status));
        const listed = await admin(t).user.list({ prefix: userName });
        t.expect.that(listed.length === 1 && listed[0]?.id === id, {
          summary: `the console lists ${listed.length} users with one login ID`,
          seen: listed.map((user) => user.id),
          expected: [id],
          attribute: "userName",
        });
      }),
    mutants: {
      "sp-duplicate-login-creates-second": behaves<Decisions8x8>({ loginIdTaken: () => undefined }),
      "sp-conflict-replaces-the-console-user": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          if (taken !== undefined) customer.users.remove(taken.id);
          return conforming.create(customer, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/login/conflict-is-named",
    title: "The refusal of a login ID in use says so",
    covers: ["8X8-LOGIN-01"],
    level: "SHOULD",
    async probe(t) {
      const { sent } = await t.given.user();
      const again = await t.client.post("/Users", sent);
      t.expect(again).status(409, 400);
      const { scimType, detail } = (again.response.body ?? {}) as { scimType?: unknown; detail?: unknown };
      const said = /login|user ?name|uniqu|exist|in use|already|taken|duplicate|conflict/i.test(String(detail));
      t.expect(again).that(scimType === "uniqueness" || said, {
        summary: `a login ID in use is refused with ${again.response.status} and without saying so`,
        seen: { scimType: scimType ?? null, detail: detail ?? null },
        expected: 'scimType "uniqueness", or a detail that names the login ID',
        attribute: "userName",
      });
    },
    mutants: {
      "sp-conflict-without-a-word": on(
        "POST",
        rewriteBody((body, status) => {
          const { scimType: _type, detail: _detail, ...rest } = body;
          return status === 409 ? rest : body;
        }),
      ),
      "sp-conflict-is-a-bad-request": on(
        "POST",
        rewriteBody((body, status) =>
          status === 409 ? { ...body, scimType: "invalidValue", detail: "Bad request" } : body,
        ),
      ),
    },
  }),

  rule({
    id: "8x8/login/conflict-leaves-console-user",
    title: "A refused create leaves the user who has the login ID as before",
    covers: ["8X8-LOGIN-02"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    async probe(t) {
      await t.property(
        fc.tuple(details(), fc.boolean(), fc.boolean()),
        ([values, active, wanted]) =>
          withConsoleUser(t, { active, federationId: t.given.userName() }, async (before) => {
            const body = t.given.representation({ ...membersOf(values), userName: before.userName, active: wanted });
            const created = await t.client.post("/Users", body);
            // An inactive user may be activated by it (8X8-LOGIN-08): then it is no conflict.
            if (!before.active && created.response.status < 300) return;
            t.expect(created).status(409, 400);
            await expectPageKept(t, before, "a refused create");
          }),
        { runs: 3 },
      );
    },
    mutants: {
      "sp-conflict-overwrites-existing": onConflict((taken, body) => {
        const { givenName, familyName } = body["name"] as { givenName: string; familyName: string };
        return { ...taken, givenName, familyName };
      }),
      "sp-conflict-takes-the-user-over": onConflict((taken) => ({ ...taken, owner: "idp" })),
      "sp-conflict-sets-the-federation-id": onConflict((taken) => ({ ...taken, federationId: taken.userName })),
    },
  }),

  rule({
    id: "8x8/login/no-second-create",
    title: "A second create of a user is refused and changes nothing",
    covers: ["8X8-LOGIN-04"],
    level: "MUST",
    answers: ["duplicateStatus"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      await t.property(
        fc.tuple(details(), fc.boolean()),
        async ([values, active]) => {
          const again = await t.client.post("/Users", { ...user.sent, ...membersOf(values), active });
          t.expect(again).status(409, 400);
          t.observe("duplicateStatus", String(again.response.status));
          expectUnchanged(t, await t.client.get(user.path), before, "a refused create");
        },
        { runs: 3 },
      );
      t.expect(await t.client.list("/Users", named(user.userName)))
        .status(200)
        .resources([user.id]);
    },
    mutants: {
      "sp-create-is-upsert": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          return taken === undefined ? conforming.create(customer, body) : conforming.replace(customer, taken, body);
        },
      })),
      "sp-refused-create-is-stored": onConflict((taken, body) => ({ ...taken, title: String(body["title"]) })),
    },
  }),

  rule({
    id: "8x8/login/inactive-users-keep-it",
    title: "A deactivated user keeps the login ID: a create with it makes no second user",
    covers: ["8X8-LOGIN-08"],
    level: "MUST",
    answers: ["postOnInactiveLogin"],
    async probe(t) {
      for (const user of [await t.given.inactiveUser(), await t.given.deletedUser()]) {
        const again = await t.client.post("/Users", user.sent);
        const reactivated = again.response.status < 300;
        if (reactivated) t.expect(again).attribute("id", user.id);
        else t.expect(again).status(409, 400);
        t.observe("postOnInactiveLogin", reactivated ? "reactivate" : "conflict");
        const list = await t.client.list("/Users", named(user.userName));
        const others = (idsOf(list) ?? []).filter((id) => id !== user.id);
        t.expect(list)
          .status(200)
          .that(others.length === 0, {
            summary: "a second user has the login ID of a deactivated one",
            seen: others,
            expected: "no other user",
            attribute: "userName",
          });
      }
    },
    mutants: {
      "sp-inactive-frees-login-id": behaves<Decisions8x8>({
        loginIdTaken: ({ users }, userName, exceptId) =>
          users.withLoginId(userName).find(({ id, active }) => active && id !== exceptId),
      }),
      "sp-deleted-users-free-their-login-id": behaves<Decisions8x8>({
        loginIdTaken: ({ users }, userName, exceptId) =>
          users.withLoginId(userName).find(({ id, deleted }) => !deleted && id !== exceptId),
      }),
    },
  }),
];

/** A service provider that refuses a login ID in use, and changes the user who has it. */
function onConflict(change: (taken: User8x8, body: JsonObject) => User8x8): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    create(customer, body) {
      const taken = conforming.loginIdTaken(customer, String(body["userName"]));
      if (taken !== undefined) customer.users.put(change(taken, body));
      return conforming.create(customer, body);
    },
  }));
}
