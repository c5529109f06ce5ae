import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8, DirectoryEntry, Surface, User8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { employee } from "../user.ts";
import { fictionalNumber } from "../words.ts";
import { APPLICATIONS, CALLED, entryOf, expectNumber, hasNumber, madeVisible } from "./scene.ts";

const MOBILE = "+14155550142";
const WORK = "+14155550177";

/** Which numbers the directories show. */
export const numbers: Rule[] = [
  rule({
    id: "8x8/directory/unlicensed-users-have-their-number",
    title: "Where a directory lists a user without a licence, it shows the name and the contact number",
    covers: ["8X8-DIR-03"],
    level: "SHOULD",
    needs: ["admin.directory.view"],
    answers: ["directoryDefault"],
    async probe(t) {
      const body = employee(t, { phoneNumbers: [{ type: "mobile", value: MOBILE }] });
      const user = await t.given.user(body);
      const listed = (await entryOf(t, user)) !== undefined;
      t.observe("directoryDefault", listed ? "contact-visible" : "hidden");
      if (!listed) {
        if (adminIfAny(t).user?.setDirectoryVisible === undefined)
          t.skip("users without a licence are not listed, and the driver cannot make one visible");
        await madeVisible(t, user);
      }
      const entry = await entryOf(t, user);
      const familyName = String(valueAt(body, "name.familyName"));
      t.expect.that(entry?.name.includes(familyName) === true, {
        summary: `${CALLED["work-company"]} does not show a user without a licence by name`,
        seen: entry ?? "no entry",
        expected: familyName,
        attribute: "name",
      });
      expectNumber(t, entry, MOBILE, true, "work-company");
    },
    mutants: {
      "sp-unlicensed-shown-without-number": showing((entry, user) =>
        user.licence === undefined ? { ...entry, contactNumbers: [] } : entry,
      ),
      "sp-unlicensed-shown-by-login-id": showing((entry, user) =>
        user.licence === undefined ? { ...entry, name: user.userName } : entry,
      ),
    },
  }),

  rule({
    id: "8x8/directory/applications-show-contact-numbers",
    title: "Contact numbers are shown in the directories of Work, Contact Center and Switchboard Pro",
    covers: ["8X8-DIR-04"],
    level: "MUST",
    needs: ["admin.directory.view", "admin.user.setDirectoryVisible"],
    async probe(t) {
      const user = await t.given.user(employee(t, { phoneNumbers: [{ type: "mobile", value: MOBILE }] }));
      await madeVisible(t, user);
      const both = [
        { type: "mobile", value: MOBILE },
        { type: "work", value: WORK },
      ];
      // Whether the work number is taken at all is open (C-03): a read tells.
      accepted(t, await t.client.put(user.path, { ...user.sent, phoneNumbers: both }));
      const read = await t.given.read(user.path);
      const known = ["mobile", "work"].map((type) => valueAt(read, `phoneNumbers[${type}].value`));
      for (const surface of APPLICATIONS) {
        const entry = await entryOf(t, user, surface);
        for (const number of known) if (typeof number === "string") expectNumber(t, entry, number, true, surface);
      }
    },
    mutants: {
      "sp-contact-center-directory-empty": showing((entry, _user, surface) =>
        surface === "contact-center" ? { ...entry, contactNumbers: [] } : entry,
      ),
      "sp-switchboard-directory-without-owned": behaves<Decisions8x8>((conforming) => ({
        directoryUsers: (customer, surface) =>
          [...conforming.directoryUsers(customer, surface)].filter(
            ({ owner }) => surface !== "switchboard-pro" || owner === "none",
          ),
      })),
      "sp-directory-without-work-numbers": showing((entry) => ({
        ...entry,
        contactNumbers: entry.contactNumbers.filter(({ type }) => type === "mobile"),
      })),
      "sp-work-directory-without-mobile-numbers": showing((entry, _user, surface) =>
        surface === "work-company"
          ? { ...entry, contactNumbers: entry.contactNumbers.filter(({ type }) => type === "work") }
          : entry,
      ),
    },
  }),

  rule({
    id: "8x8/directory/desk-phones-show-none",
    title: "The directory of a desk phone shows no contact number",
    covers: ["8X8-DIR-05"],
    level: "MUST",
    needs: [...LICENSING, "admin.directory.view", "admin.user.setDirectoryVisible"],
    async probe(t) {
      const { user: licensed } = await licensedUser(t);
      const users = [licensed, await t.given.user(employee(t))];
      for (const user of users) {
        await madeVisible(t, user);
        const phoneNumbers = [
          { type: "mobile", value: MOBILE },
          { type: "work", value: WORK },
        ];
        const both = await t.client.put(user.path, { ...user.sent, phoneNumbers });
        if (!accepted(t, both))
          await t.given.done(() => t.client.put(user.path, { ...user.sent, phoneNumbers: phoneNumbers.slice(0, 1) }));
        const entry = await entryOf(t, user, "desk-phone");
        t.expect.that(entry === undefined || entry.contactNumbers.length === 0, {
          summary: `${CALLED["desk-phone"]} shows contact numbers`,
          seen: entry?.contactNumbers,
          expected: "none",
          attribute: "phoneNumbers",
        });
        for (const number of [MOBILE, WORK])
          t.expect.that(entry === undefined || !JSON.stringify(entry).includes(number), {
            summary: `${CALLED["desk-phone"]} shows the contact number ${number} as another one`,
            seen: entry,
            expected: `nothing of ${number}`,
            attribute: "phoneNumbers",
          });
      }
    },
    mutants: {
      "sp-desk-phone-shows-contact-number": behaves<Decisions8x8>((conforming) => ({
        directoryEntry: (customer, user, surface) =>
          conforming.directoryEntry(customer, user, surface === "desk-phone" ? "work-company" : surface),
      })),
      "sp-desk-phone-dials-the-contact-number": showing((entry, user, surface) =>
        surface === "desk-phone" ? { ...entry, phoneNumber: user.mobile ?? entry.phoneNumber } : entry,
      ),
    },
  }),

  rule({
    id: "8x8/directory/number-changes-arrive",
    title: "After a PUT with another mobile number the directories show the new one and no longer the old one",
    covers: ["8X8-DIR-06"],
    level: "SHOULD",
    needs: ["admin.directory.view", "admin.user.setDirectoryVisible"],
    async probe(t) {
      const user = await t.given.user(employee(t, { phoneNumbers: [{ type: "mobile", value: MOBILE }] }));
      await madeVisible(t, user);
      if (!hasNumber(await entryOf(t, user), MOBILE)) t.inconclusive("the directory shows no number to begin with");
      let former = MOBILE;
      await t.property(
        fictionalNumber(),
        async (number) => {
          if (number === former) return;
          const phoneNumbers = [{ type: "mobile", value: number }];
          t.expect(await t.client.put(user.path, { ...user.sent, phoneNumbers })).success();
          for (const surface of APPLICATIONS) {
            const entry = await entryOf(t, user, surface);
            expectNumber(t, entry, number, true, surface);
            expectNumber(t, entry, former, false, surface);
          }
          former = number;
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-directory-caches-number": behaves<Decisions8x8>((conforming) => {
        const first = new Map<string, DirectoryEntry["contactNumbers"]>();
        return {
          directoryEntry(customer, user, surface) {
            const entry = conforming.directoryEntry(customer, user, surface);
            const key = `${user.id} ${surface}`;
            if (!first.has(key) && entry.contactNumbers.length > 0) first.set(key, entry.contactNumbers);
            return { ...entry, contactNumbers: first.get(key) ?? [] };
          },
        };
      }),
      "sp-directory-collects-numbers": behaves<Decisions8x8>((conforming) => {
        const all = new Map<string, DirectoryEntry["contactNumbers"]>();
        return {
          settle(customer, after, write) {
            const settled = conforming.settle(customer, after, write);
            const value = settled.mobile;
            if (value !== undefined) all.set(after.id, [...(all.get(after.id) ?? []), { type: "mobile", value }]);
            return settled;
          },
          directoryEntry: (customer, user, surface) => ({
            ...conforming.directoryEntry(customer, user, surface),
            contactNumbers: all.get(user.id) ?? [],
          }),
        };
      }),
    },
  }),
];

/** A service provider that shows entries of directories otherwise. */
function showing(
  change: (entry: DirectoryEntry, user: User8x8, surface: Surface) => DirectoryEntry,
): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    directoryEntry: (customer, user, surface) =>
      change(conforming.directoryEntry(customer, user, surface), user, surface),
  }));
}
