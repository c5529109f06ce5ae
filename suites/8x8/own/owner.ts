import { behaves, type Rule, rule } from "../../../engine/index.ts";
import { AdminRefusal, type Decisions8x8, type User8x8 } from "../../../profiles/index.ts";
import { admin, granted, page } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { withConsoleUser } from "../console-user.ts";
import { CORE, expectLocked } from "../edits.ts";
import { OWN_CUSTOMER } from "../own-customer.ts";
import { assignment, pathOf, withPlace } from "../place.ts";
import { createdUser, employee, named } from "../user.ts";

/** Which users the identity provider owns, and until when. */
export const owner: Rule[] = [
  rule({
    id: "8x8/own/provisioned-users-are-owned",
    title: "The console shows a user created over SCIM as managed by the identity provider, and one of its own as not",
    covers: ["8X8-OWN-01"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    async probe(t) {
      const { id } = await t.given.user();
      const provisioned = await admin(t).user.get({ id });
      t.expect.that(provisioned?.owner === "idp" && provisioned.locked.length > 0, {
        summary: "a user created over SCIM is not shown as managed by the identity provider, with fields locked",
        seen: { owner: provisioned?.owner, locked: provisioned?.locked },
        expected: { owner: "idp", locked: CORE },
        attribute: "owner",
      });
      await withConsoleUser(t, {}, async (made) => {
        const own = await admin(t).user.get({ id: made.id });
        t.expect.that(own?.owner === "none" && own.locked.length === 0, {
          summary: "a user made in the console is shown as managed by the identity provider, or has fields locked",
          seen: { owner: own?.owner, locked: own?.locked },
          expected: { owner: "none", locked: [] },
          attribute: "owner",
        });
      });
    },
    mutants: {
      "sp-ownership-not-recorded": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.by === "create" ? { owner: "none", origin: "console" } : {}),
        }),
      })),
      "sp-owned-users-not-marked": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), owner: "none" }),
      })),
      "sp-every-user-marked-as-owned": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), owner: "idp" }),
      })),
    },
  }),

  rule({
    id: "8x8/own/linked-users-are-locked",
    title: "Once the identity provider has taken a console user over, the console refuses to change what it locks",
    covers: ["8X8-OWN-11"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const linked = await place.send("PUT", pathOf(made), assignment(t, made.userName));
          if (linked.response.status > 299) t.inconclusive(`a take-over was answered with ${linked.response.status}`);
          const before = await granted(admin(t).user.get({ ...place.within, id: made.id }));
          if (before === undefined) return t.inconclusive("the console shows the user who was taken over no more");
          const address = t.given.userName();
          const values = { userName: address, givenName: "Grace", familyName: "Hopper", email: address, active: false };
          // One by one: an edit that is refused for one field says nothing about another.
          for (const [field, value] of Object.entries(values))
            await expectLocked(t, { ...before, ...place.within }, { [field]: value });
        }),
      ),
    mutants: {
      "sp-linked-user-not-locked": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          user.origin === "idp" && conforming.locked(customer, user, field, route),
      })),
      "sp-linked-user-locked-in-part": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          (user.origin === "idp" || field === "userName") && conforming.locked(customer, user, field, route),
      })),
    },
  }),

  rule({
    id: "8x8/own/administrators-can-delete",
    title: "An administrator can delete a deactivated user whom the identity provider owns",
    covers: ["8X8-OWN-12"],
    level: "MUST",
    needs: ["admin.user.delete", "admin.user.get"],
    async probe(t) {
      const user = await t.given.inactiveUser();
      const { owner: whose } = await page(t, user.id);
      if (whose !== "idp") t.inconclusive("the user who was provisioned is not owned by the identity provider");
      const deleted = await attempted(admin(t).user.delete({ id: user.id }));
      t.expect.that(deleted !== "refused", {
        summary: "the console refuses to delete a deactivated user whom the identity provider owns",
        seen: deleted,
        expected: "deleted",
      });
      const after = await admin(t).user.get({ id: user.id });
      t.expect.that(after === undefined, {
        summary: "the console still has a user it deleted",
        seen: after === undefined ? "no user" : { id: after.id, active: after.active },
        expected: "no user",
      });
      t.expect(await t.client.get(user.path)).status(404);
      t.expect(await t.client.list("/Users", named(user.userName)))
        .status(200)
        .resources([]);
    },
    mutants: {
      "sp-console-cannot-delete-owned": behaves<Decisions8x8>((conforming) => ({
        consoleDelete(customer, user) {
          if (user.owner === "idp") throw new AdminRefusal("field-locked", "the identity provider owns the user");
          return conforming.consoleDelete(customer, user);
        },
      })),
      "sp-console-delete-of-owned-does-nothing": behaves<Decisions8x8>({
        consoleDelete: (_customer, user) => user.owner === "none",
      }),
    },
  }),

  rule({
    id: "8x8/own/stopped-integration-leaves-users",
    title: "Switching user provisioning off leaves every owned user as it is",
    covers: ["8X8-OWN-13"],
    level: "MAY",
    needs: [OWN_CUSTOMER, "admin.scim.disable", "admin.scim.save", "admin.user.get"],
    answers: ["ownershipAfterDisable"],
    probe: (t) =>
      withPlace(t, "idp-only", async ({ within, send }) => {
        const users = [];
        for (const active of [true, false]) {
          const created = await t.given.done(() => send("POST", "/Users", employee(t, { active })));
          const { id } = createdUser(t, created);
          const page = await granted(admin(t).user.get({ ...within, id }));
          if (page === undefined) return t.inconclusive("the console does not show a user whom SCIM created");
          users.push(page);
        }
        await granted(admin(t).scim.disable(within));
        await granted(admin(t).scim.save(within));
        for (const before of users) {
          const after = await admin(t).user.get({ ...within, id: before.id });
          t.observe("ownershipAfterDisable", after?.owner === "idp" ? "retained" : "released");
          for (const attribute of KEPT)
            t.expect.that(JSON.stringify(after?.[attribute]) === JSON.stringify(before[attribute]), {
              summary: `switching user provisioning off changed ${attribute} of an owned user in the console`,
              seen: after?.[attribute],
              expected: before[attribute],
              attribute,
            });
        }
      }),
    mutants: {
      "sp-switching-off-deactivates-owned": onSwitchingOff((user) => ({ ...user, active: false })),
      "sp-switching-off-activates-everybody": onSwitchingOff((user) => ({ ...user, active: true })),
      "sp-switching-off-empties-mapped-fields": onSwitchingOff((user) => ({ ...user, title: undefined })),
    },
  }),
];

/** What stays as it is when the integration is switched off. */
const KEPT = ["userName", "givenName", "familyName", "email", "active", "title", "department", "site"] as const;

/** A service provider that changes its users when provisioning is switched off. */
function onSwitchingOff(change: (user: User8x8) => User8x8): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    saveIntegration(customer) {
      const was = customer.scim.enabled;
      conforming.saveIntegration(customer);
      if (was && !customer.scim.enabled) for (const user of [...customer.users.all()]) customer.users.put(change(user));
    },
  }));
}
