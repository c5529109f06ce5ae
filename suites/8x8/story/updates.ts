import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin } from "../admin.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { skipUnlessActiveOnly } from "../patch/in-vain.ts";
import { siteOf } from "../sites.ts";
import { ENTERPRISE, employee, patchOp } from "../user.ts";

/** Changes of people, and the ways in which they are sent. */
export const updates: Rule[] = [
  rule({
    id: "8x8/story/s-22-marriage",
    title: "A new surname and e-mail address show everywhere; id, site, licence and number stay",
    covers: ["8X8-SCIM-12", "8X8-SCIM-14"],
    level: "MUST",
    needs: LICENSING,
    tags: ["story"],
    async probe(t) {
      const { user, before } = await licensedUser(t);
      const { givenName } = user.sent["name"] as { givenName: string };
      const email = t.given.userName();
      const emails = [{ value: email, type: "work", primary: true }];
      const written = { ...user.sent, name: { givenName, familyName: "Lovelace-King" }, emails };
      t.expect(await t.client.put(user.path, written)).success();
      const read = await t.client.get(user.path);
      expectHeld(t, read, written);
      t.expect(read).attribute("id", user.id);
      const shown = await admin(t).user.get({ id: user.id });
      for (const [field, expected] of Object.entries({ familyName: "Lovelace-King", email, site: before.site }))
        t.expect(read).that(shown?.[field as "email"] === expected, {
          summary: `after a marriage the console shows ${field} as ${shown?.[field as "email"]}`,
          seen: shown?.[field as "email"],
          expected,
          attribute: field,
        });
      t.expect(read).that(siteOf(shownBy(read)) === before.site, {
        summary: "after a marriage SCIM shows another site",
        seen: siteOf(shownBy(read)),
        expected: before.site,
        attribute: "site",
      });
      await expectDecisionsKept(t, before, "a new surname and e-mail address");
    },
    mutants: {
      "sp-new-surname-loses-the-number": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return after.familyName === user.familyName ? after : { ...after, phoneNumber: undefined };
        },
      })),
      "sp-console-shows-the-first-email": behaves<Decisions8x8>((conforming) => {
        const first = new Map<string, string | null>();
        return {
          consoleView(customer, user) {
            const view = conforming.consoleView(customer, user);
            if (!first.has(user.id)) first.set(user.id, view.email);
            return { ...view, email: first.get(user.id)! };
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/s-23-silent-patch",
    title: "A PATCH of the title changes nothing, whatever it is answered, and the PUT of the same does",
    covers: ["8X8-PATCH-03", "8X8-PATCH-12"],
    level: "MUST",
    tags: ["story"],
    answers: ["patchOther"],
    async probe(t) {
      skipUnlessActiveOnly(t);
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const patched = await t.client.patch(
        user.path,
        patchOp({ op: "replace", path: "title", value: "Head of patching" }),
      );
      t.observe("patchOther", accepted(t, patched) ? "ignore" : "reject");
      expectUnchanged(t, await t.client.get(user.path), before, "PATCH of the title");
      const written = { ...user.sent, title: "Head of patching" };
      t.expect(await t.client.put(user.path, written)).success();
      const read = await t.client.get(user.path);
      expectHeld(t, read, written);
      expectUnchanged(t, read, before, "the PUT of the title", ["title"]);
    },
    mutants: {
      "sp-patched-title-arrives": behaves<Decisions8x8>((conforming) => ({
        patchable: (customer, path, operations) =>
          path.path.attribute === "title" || conforming.patchable(customer, path, operations),
      })),
      "sp-title-is-frozen-by-a-patch": behaves<Decisions8x8>((conforming) => {
        const frozen = new Set<string>();
        return {
          patch(customer, user, operations) {
            frozen.add(user.id);
            return conforming.patch(customer, user, operations);
          },
          replace(customer, user, body) {
            const after = conforming.replace(customer, user, body);
            return frozen.has(user.id) ? { ...after, title: user.title } : after;
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/s-24-mixed-patch",
    title: "One PATCH of active and department leaves the department, and switches the user off if it says so",
    covers: ["8X8-PATCH-07"],
    level: "MUST",
    tags: ["story"],
    answers: ["patchMixed"],
    async probe(t) {
      skipUnlessActiveOnly(t);
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const department = `${ENTERPRISE}:department`;
      const patched = await t.client.patch(
        user.path,
        patchOp(
          { op: "replace", path: "active", value: false },
          { op: "replace", path: department, value: "Department of leavers" },
        ),
      );
      const done = accepted(t, patched);
      t.observe("patchMixed", done ? "active-only-applied" : "reject-all");
      const read = await t.client.get(user.path);
      expectUnchanged(t, read, before, "PATCH of active and department", ["active"]);
      const active = valueAt(read.response.body, "active");
      t.expect(read).that(active === !done, {
        summary: `PATCH of active=false and department was answered ${patched.response.status}, and active is ${active}`,
        seen: active,
        expected: !done,
        attribute: "active",
      });
    },
    mutants: {
      "sp-mixed-patch-stores-the-department": behaves<Decisions8x8>((conforming) => ({
        patchable: (customer, path, operations) =>
          (operations.length > 1 && path.path.attribute === "department") ||
          conforming.patchable(customer, path, operations),
      })),
      "sp-mixed-patch-is-answered-and-dropped": behaves<Decisions8x8>((conforming) => ({
        patch: (customer, user, operations) =>
          operations.length > 1 ? { ...user } : conforming.patch(customer, user, operations),
      })),
    },
  }),
];
