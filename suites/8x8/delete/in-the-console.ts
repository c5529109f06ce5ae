import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { AdminRefusal } from "../../../profiles/index.ts";
import { admin, granted, page } from "../admin.ts";
import { type Audience, tellStories } from "../story.ts";
import { calls, removed } from "../story-calls.ts";
import { createdUser, employee, named } from "../user.ts";

/** Deletion in the console: the only one that removes a user. */
export const inTheConsole: Rule[] = [
  rule({
    id: "8x8/delete/no-story-removes-a-user",
    title: "Whatever is sent over SCIM, the console keeps every user",
    covers: ["8X8-DELETE-07"],
    level: "MUST",
    needs: ["admin.user.list"],
    async probe(t) {
      const after: Audience = async ({ title, players }) => {
        for (const { name, user } of players) {
          const listed = await admin(t).user.list({ prefix: String(user.sent["userName"]) });
          t.expect.that(listed.length === 1 && listed[0]?.id === user.id, {
            summary: `after "${title}" the console lists ${listed.length} users with the login ID of ${name}`,
            seen: listed.map(({ id }) => id),
            expected: [user.id],
          });
        }
      };
      await tellStories(t, { steps: calls, after, ending: [removed(1), removed(1)] });
    },
    mutants: {
      "sp-delete-of-inactive-removes": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => (user.active ? conforming.remove(customer, user) : undefined),
      })),
    },
  }),

  rule({
    id: "8x8/delete/console-removes",
    title: "A user deleted in the console is gone, from its list and over SCIM",
    covers: ["8X8-DELETE-08"],
    level: "MUST",
    needs: ["admin.user.delete", "admin.user.list"],
    answers: ["consoleDeletesActiveUsers"],
    async probe(t) {
      const { user: verbs } = admin(t);
      const inactive = await t.given.inactiveUser();
      await granted(verbs.delete({ id: inactive.id }));
      const active = await t.given.user();
      // Whether the console deletes an active user of the identity provider at all is open.
      const deleted = await verbs.delete({ id: active.id }).then(
        () => true,
        (cause: unknown) => {
          if (cause instanceof AdminRefusal) return false;
          throw cause;
        },
      );
      t.observe("consoleDeletesActiveUsers", deleted ? "yes" : "no");

      for (const user of deleted ? [inactive, active] : [inactive]) {
        const listed = await verbs.list({ prefix: user.userName });
        t.expect.that(!listed.some(({ id }) => id === user.id), {
          summary: "the console still lists a user it deleted",
          seen: listed.map(({ id, userName, active: shown }) => ({ id, userName, active: shown })),
          expected: "no such user",
        });
        t.expect(await t.client.get(user.path)).status(404);
        t.expect(await t.client.list("/Users", named(user.userName)))
          .status(200)
          .resources([]);
      }
    },
    mutants: {
      "sp-console-delete-only-deactivates": behaves<Decisions8x8>((conforming) => ({
        consoleDelete(customer, user) {
          conforming.consoleDelete(customer, user);
          user.active = false;
          return false;
        },
      })),
    },
  }),

  rule({
    id: "8x8/delete/nothing-purges-inactive-users",
    title: "Deactivated users stay until an administrator deletes each of them",
    covers: ["8X8-DELETE-09"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.delete", "admin.clock.advance"],
    async probe(t) {
      const [one, other] = [await t.given.inactiveUser(), await t.given.inactiveUser()];
      const deleted = await t.given.deletedUser();
      await granted(admin(t).user.delete({ id: one.id }));
      await granted(admin(t).clock.advance({ minutes: 400 * 24 * 60 }));
      for (const [how, { id }] of Object.entries({ "PATCH active=false": other, DELETE: deleted })) {
        const shown = await admin(t).user.get({ id });
        t.expect.that(shown?.active === false, {
          summary: `a user deactivated by ${how} is ${shown === undefined ? "gone" : "active"} 400 days later, without a deletion in the console`,
          seen: shown?.active ?? "no user",
          expected: "a deactivated user",
        });
      }
    },
    mutants: {
      "sp-auto-purges-inactive": behaves<Decisions8x8>({
        elapse(customer, now) {
          const retention = 90 * 24 * 60 * 60_000;
          for (const user of [...customer.users.all()])
            if (!user.active && now - user.lastModified > retention) customer.users.remove(user.id);
        },
      }),
      "sp-console-delete-purges-all-inactive": behaves<Decisions8x8>((conforming) => ({
        consoleDelete(customer, user) {
          for (const each of [...customer.users.all()])
            if (!each.active && each !== user) customer.users.remove(each.id);
          return conforming.consoleDelete(customer, user);
        },
      })),
    },
  }),

  rule({
    id: "8x8/delete/console-frees-the-login-id",
    title: "The login ID of a user deleted in the console can be provisioned, to a user of the identity provider",
    covers: ["8X8-DELETE-10"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.delete", "admin.user.get"],
    async probe(t) {
      const body = employee(t);
      const userName = String(body["userName"]);
      const names = { givenName: "Ada", familyName: "Lovelace", email: userName };
      const { id: old } = await granted(admin(t).user.create({ userName, ...names }));
      await granted(admin(t).user.delete({ id: old }));
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201);
      const { id } = createdUser(t, created);
      const { owner } = await page(t, id);
      t.expect(created).that(id !== old && owner === "idp", {
        summary: `the user provisioned after a deletion in the console ${id === old ? "is the old one" : "is not owned by the identity provider"}`,
        seen: { id, owner },
        expected: { id: "another", owner: "idp" },
      });
    },
    mutants: {
      "sp-console-delete-keeps-login-id": behaves<Decisions8x8>((conforming) => {
        const gone = new Set<string>();
        return {
          consoleDelete(customer, user) {
            gone.add(user.userName);
            return conforming.consoleDelete(customer, user);
          },
          loginIdTaken: (customer, userName, exceptId) =>
            conforming.loginIdTaken(customer, userName, exceptId) ??
            (gone.has(userName) ? conforming.newUser(customer, userName, "console") : undefined),
        };
      }),
      "sp-provisioned-user-without-owner": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.by === "create" ? { owner: "none" } : {}),
        }),
      })),
    },
  }),
];
