import { behaves, type GivenUser, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { admin, adminIfAny, page } from "../admin.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { activation, details, employee, membersOf } from "../user.ts";
import { CALLED, entryOf, expectListed, madeVisible } from "./scene.ts";

/** Who is in the company directory, and who in the list of the console. */
export const visibility: Rule[] = [
  rule({
    id: "8x8/directory/provisioned-users-are-hidden",
    title: "A provisioned user is not made visible in the company directory until an administrator does so",
    covers: ["8X8-DIR-01"],
    level: "MUST",
    needs: ["admin.user.get", "admin.directory.view"],
    answers: ["directoryDefault"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const shown = await page(t, user.id);
      t.expect.that(shown.directoryVisible === false, {
        summary: "a create over SCIM switches the directory visibility of the user on",
        seen: shown.directoryVisible,
        expected: false,
        attribute: "directoryVisible",
      });
      // One passage has unlicensed users listed from the start, with their contact number (C-04).
      const listed = (await entryOf(t, user)) !== undefined;
      t.observe("directoryDefault", listed ? "contact-visible" : "hidden");
      t.expect(await t.client.put(user.path, { ...user.sent, title: "Updated" })).success();
      await expectListed(t, user, listed, "a provisioned user after an update");
    },
    mutants: {
      "sp-create-publishes-in-directory": behaves<Decisions8x8>((conforming) => ({
        create: (customer, body) => ({ ...conforming.create(customer, body), directoryVisible: true }),
      })),
      "sp-first-update-publishes-in-directory": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), directoryVisible: true }),
      })),
    },
  }),

  rule({
    id: "8x8/directory/administrators-decide",
    title:
      "A user appears when an administrator sets the visibility, disappears when it is taken away, and SCIM reverts neither",
    covers: ["8X8-DIR-02"],
    level: "MUST",
    needs: [...LICENSING, "admin.user.setDirectoryVisible", "admin.directory.view"],
    async probe(t) {
      // Licensed, so that being unlicensed does not list the user as well (C-04).
      const { user } = await licensedUser(t);
      const update = async (values: Parameters<typeof membersOf>[0]): Promise<void> => {
        t.expect(await t.client.put(user.path, { ...user.sent, ...membersOf(values) })).success();
        for (const active of [false, true]) t.expect(await t.client.patch(user.path, activation(active))).success();
      };
      const { setDirectoryVisible } = admin(t).user;
      await t.property(
        details(),
        async (values) => {
          for (const directoryVisible of [false, true]) {
            const result = await setDirectoryVisible({ id: user.id, directoryVisible });
            const story = `a user whose directory visibility was switched ${directoryVisible ? "on" : "off"}`;
            t.expect.that(result === "stored", {
              summary: `the console answers the directory visibility of a provisioned user with "${result}"`,
              seen: result,
              expected: "stored",
              attribute: "directoryVisible",
            });
            await expectListed(t, user, directoryVisible, story);
            await update(values);
            await expectListed(t, user, directoryVisible, `${story}, and then updated over SCIM,`);
          }
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-scim-update-hides-again": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), directoryVisible: false }),
      })),
      "sp-return-hides-from-directory": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return write.before?.active === false && settled.active ? { ...settled, directoryVisible: false } : settled;
        },
      })),
      "sp-visibility-switch-has-no-effect": behaves<Decisions8x8>({ inDirectory: () => false }),
      "sp-directory-lists-everybody": behaves<Decisions8x8>({ directoryUsers: ({ users }) => users.all() }),
    },
  }),

  rule({
    id: "8x8/directory/everybody-is-in-the-console-list",
    title: "The console lists every provisioned user, licensed or not, active or not, visible or not",
    covers: ["8X8-DIR-07"],
    level: "MUST",
    needs: [...LICENSING, "admin.user.list"],
    async probe(t) {
      const { user: licensed } = await licensedUser(t);
      const { user: left } = await licensedUser(t);
      await t.given.done(() => t.client.patch(left.path, activation(false)));
      const known: Record<string, GivenUser> = {
        "a licensed user": licensed,
        "a licensed user who is inactive": left,
        "a user without a licence": await t.given.user(employee(t)),
        "a user without a licence who is inactive": await t.given.inactiveUser(),
        "a user who was deleted over SCIM": await t.given.deletedUser(),
      };
      const surface = adminIfAny(t).directory?.view && "console-list";
      for (const [who, { id, userName }] of Object.entries(known)) {
        const listed = await admin(t).user.list({ prefix: userName });
        t.expect.that(
          listed.some((each) => each.id === id),
          {
            summary: `the list of users in the console leaves out ${who}`,
            seen: listed.map((each) => each.id),
            expected: id,
          },
        );
        if (surface) await expectListed(t, { id }, true, who, surface);
      }
    },
    mutants: {
      "sp-console-list-licensed-only": behaves<Decisions8x8>((conforming) => ({
        consoleList: (customer) => [...conforming.consoleList(customer)].filter(({ licence }) => licence !== undefined),
      })),
      "sp-console-list-active-only": behaves<Decisions8x8>((conforming) => ({
        consoleList: (customer) => [...conforming.consoleList(customer)].filter(({ active }) => active),
      })),
      "sp-console-list-without-deleted": behaves<Decisions8x8>((conforming) => ({
        consoleList: (customer) => [...conforming.consoleList(customer)].filter(({ deleted }) => !deleted),
      })),
    },
  }),

  rule({
    id: "8x8/directory/deactivated-users",
    title: "A visible user who is deactivated stays in the directory or leaves it, and is back when activated again",
    covers: ["8X8-DIR-08"],
    level: "MAY",
    needs: ["admin.user.setDirectoryVisible", "admin.directory.view"],
    answers: ["inactiveInDirectory"],
    async probe(t) {
      const [user, other] = [await t.given.user(employee(t)), await t.given.user(employee(t))];
      for (const each of [user, other]) await madeVisible(t, each);
      if ((await entryOf(t, user)) === undefined)
        t.inconclusive(`${CALLED["work-company"]} does not list a visible user`);
      t.expect(await t.client.patch(user.path, activation(false))).success();
      const kept = (await entryOf(t, user)) !== undefined;
      t.observe("inactiveInDirectory", kept ? "kept" : "hidden");
      await expectListed(t, other, true, "a visible user, after another one was deactivated,");
      t.expect(await t.client.patch(user.path, activation(true))).success();
      await expectListed(t, user, true, "a visible user who was deactivated and is activated again");
    },
    mutants: {
      "sp-deactivated-user-never-returns-to-directory": behaves<Decisions8x8>((conforming) => {
        const left = new Set<string>();
        return {
          settle(customer, after, write) {
            if (!after.active) left.add(after.id);
            return conforming.settle(customer, after, write);
          },
          directoryUsers: (customer, surface) =>
            [...conforming.directoryUsers(customer, surface)].filter(({ id }: User8x8) => !left.has(id)),
        };
      }),
    },
  }),
];
