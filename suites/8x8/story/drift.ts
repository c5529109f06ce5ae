import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { ConsoleEdit, Decisions8x8, EditRoute } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin, page } from "../admin.ts";
import { sameNumber } from "../attributes/on-page.ts";
import { withConsoleUser } from "../console-user.ts";
import { APPLICATIONS, entryOf, expectNumber, madeVisible } from "../directory/scene.ts";
import { edited, expectEditable, expectLocked } from "../edits.ts";
import { expectHeld } from "../held.ts";
import { ENTERPRISE, employee, named } from "../user.ts";

/** What the console and the identity provider each want to say about one user. */
export const drift: Rule[] = [
  rule({
    id: "8x8/story/s-26-console-drift",
    title:
      "A title edited in the console stays while the identity provider sees no change, and its next real change restores it",
    covers: ["8X8-OWN-07", "8X8-OWN-08"],
    level: "SHOULD",
    needs: ["admin.user.edit", "admin.user.get"],
    tags: ["story"],
    async probe(t) {
      const user = await t.given.user(employee(t, { title: "Analyst" }));
      const { title: answer } = await edited(t, user, { title: "Analyst in chief" });
      if (answer !== "stored") t.skip(`the console locks the title of an owned user: it answers "${answer}"`);
      const expectTitle = async (title: string, when: string): Promise<void> => {
        const shown = await admin(t).user.get({ id: user.id });
        t.expect.that(shown?.title === title, {
          summary: `${when} the console shows the title ${shown?.title}`,
          seen: shown?.title,
          expected: title,
          attribute: "title",
        });
      };
      await expectTitle("Analyst in chief", "after an edit");
      // A cycle without changes looks the user up and leaves it at that.
      t.expect(await t.client.list("/Users", named(user.userName)))
        .status(200)
        .resources([user.id]);
      await expectTitle("Analyst in chief", "after a cycle without changes");
      const changed = { ...user.sent, [ENTERPRISE]: { department: "Engines" } };
      t.expect(await t.client.put(user.path, changed)).success();
      await expectTitle("Analyst", "after an update of the department");
      expectHeld(t, await t.client.get(user.path), changed);
    },
    mutants: {
      "sp-put-writes-what-the-client-changed": behaves<Decisions8x8>((conforming) => {
        const last = new Map<string, unknown>();
        return {
          replace(customer, user, body) {
            const after = conforming.replace(customer, user, body);
            return last.get(user.id) === body["title"] ? { ...after, title: user.title } : after;
          },
          settle(customer, after, write) {
            last.set(after.id, write.body?.["title"]);
            return conforming.settle(customer, after, write);
          },
        };
      }),
      "sp-console-edit-of-title-expires": behaves<Decisions8x8>((conforming) => ({
        found(customer, user) {
          if (user.drift.includes("title")) user.title = undefined;
          conforming.found(customer, user);
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-27-locked-fields",
    title: "Page, bulk edit and CSV change nothing that is locked of an owned user, and the same of an unowned one",
    covers: ["8X8-OWN-02", "8X8-OWN-03", "8X8-OWN-04", "8X8-OWN-05", "8X8-OWN-06", "8X8-OWN-14"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    tags: ["story"],
    async probe(t) {
      const owned = await t.given.user();
      const values = (): Required<Pick<ConsoleEdit, "userName" | "givenName" | "familyName" | "email" | "active">> => {
        const address = t.given.userName();
        return { userName: address, givenName: "Grace", familyName: "Hopper", email: address, active: false };
      };
      const before = await page(t, owned.id);
      for (const route of ["page", "bulk", "csv"] as const satisfies EditRoute[])
        await expectLocked(t, before, values(), route);
      await withConsoleUser(t, {}, (unowned) =>
        expectEditable(t, unowned, values(), "a user whom no identity provider owns"),
      );
    },
    mutants: {
      "sp-csv-upload-renames-owned": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          (field !== "familyName" || route !== "csv") && conforming.locked(customer, user, field, route),
      })),
      "sp-console-locks-status-of-everybody": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) => field === "active" || conforming.locked(customer, user, field, route),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-28-phone-confusion",
    title:
      "One number sent as mobile and as work, then two different ones: console and directories show what the profile says",
    covers: ["8X8-ATTR-44", "8X8-ATTR-45", "8X8-DIR-04"],
    level: "SHOULD",
    needs: ["admin.user.get", "admin.user.setDirectoryVisible", "admin.directory.view"],
    tags: ["story"],
    async probe(t) {
      const [mobile, office] = ["+14155552811", "+14155552822"];
      const user = await t.given.user(employee(t, { phoneNumbers: [{ type: "mobile", value: mobile }] }));
      await madeVisible(t, user);
      for (const work of [mobile, office]) {
        const phoneNumbers = [
          { type: "mobile", value: mobile },
          { type: "work", value: work },
        ];
        const put = await t.client.put(user.path, { ...user.sent, phoneNumbers });
        // A work number may be refused, or left out (C-03): a read tells.
        accepted(t, put);
        const read = await t.given.read(user.path);
        const { personalContactNumber: shown } = await page(t, user.id);
        t.expect(put).that(sameNumber(shown ?? "", mobile), {
          summary: `with the work number ${work} the console shows ${shown} as personal contact number, not the mobile number`,
          seen: shown,
          expected: mobile,
          attribute: "phoneNumbers",
        });
        const known = ["mobile", "work"].map((type) => valueAt(read, `phoneNumbers[${type}].value`));
        for (const surface of APPLICATIONS)
          for (const number of known)
            if (typeof number === "string") expectNumber(t, await entryOf(t, user, surface), number, true, surface);
      }
    },
    mutants: {
      "sp-equal-numbers-count-as-work": behaves<Decisions8x8>((conforming) => ({
        personalContactNumber: (user) =>
          user.mobile === user.workPhone ? undefined : conforming.personalContactNumber(user),
      })),
      "sp-directories-show-one-number": behaves<Decisions8x8>((conforming) => ({
        directoryEntry(customer, user, surface) {
          const entry = conforming.directoryEntry(customer, user, surface);
          return { ...entry, contactNumbers: entry.contactNumbers.slice(0, 1) };
        },
      })),
    },
  }),
];
