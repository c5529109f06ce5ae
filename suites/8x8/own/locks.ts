import fc from "fast-check";
import { behaves, type GivenUser, type Mutant, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { ConsoleEdit, ConsoleField, ConsoleUser, Decisions8x8, EditRoute } from "../../../profiles/index.ts";
import { admin, page } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { expectUnchanged } from "../changes.ts";
import { withConsoleUser } from "../console-user.ts";
import { CORE, expectEditable, expectLocked, MAPPED } from "../edits.ts";
import { activation } from "../user.ts";
import { word } from "../words.ts";

type Text = Exclude<ConsoleField, "active">;

/** A rule that the console refuses to change one text of an owned user, and changes that of others. */
function lockOf(field: Text, name: string, row: string, values: (t: Trial) => fc.Arbitrary<string>): Rule {
  return rule({
    id: `8x8/own/${name}-is-locked`,
    title: `The console changes the ${name.replace("-", " ")} of a user only while no identity provider owns the user`,
    covers: [row],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    async probe(t) {
      const owned = [await t.given.user(), await t.given.inactiveUser()];
      await withConsoleUser(t, {}, async (unowned) => {
        await t.property(
          values(t),
          async (value) => {
            for (const user of owned) await expectUntouched(t, user, { [field]: value });
            await expectEditable(t, unowned, { [field]: value }, "a user whom no identity provider owns");
          },
          { runs: 3 },
        );
      });
    },
    mutants: {
      [`sp-console-edits-owned-${name}`]: unlocks((asked) => asked === field),
      [`sp-console-refuses-owned-${name}-and-stores-it`]: behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, asked, route) => asked !== field && conforming.locked(customer, user, asked, route),
        consoleWrite(customer, user, asked, value) {
          const result = conforming.consoleWrite(customer, user, asked, value);
          return user.owner === "idp" && asked === field ? "locked" : result;
        },
      })),
      [`sp-console-edits-${name}-of-inactive-owned`]: unlocks((asked, { active }) => asked === field && !active),
      [`sp-console-locks-unowned-${name}`]: behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, asked, route) => asked === field || conforming.locked(customer, user, asked, route),
      })),
    },
  });
}

const words = (): fc.Arbitrary<string> =>
  fc.oneof(word(1, 8), fc.constantFrom("O'Brien", "Zoë", "Müller-Lüdenscheidt", "Y"));

/** Addresses that nobody has, each made when it is tried. */
const addresses = (t: Trial): fc.Arbitrary<string> => fc.noShrink(fc.nat()).map(() => t.given.userName());

/** What the console refuses to change while the identity provider owns a user. */
export const locks: Rule[] = [
  lockOf("userName", "username", "8X8-OWN-02", addresses),
  lockOf("givenName", "first-name", "8X8-OWN-03", words),
  lockOf("familyName", "last-name", "8X8-OWN-04", words),
  lockOf("email", "email", "8X8-OWN-05", addresses),

  rule({
    id: "8x8/own/activation-is-locked",
    title: "The console neither activates nor deactivates a user whom the identity provider owns",
    covers: ["8X8-OWN-06"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get", "admin.user.setActive"],
    async probe(t) {
      const { setActive, get } = admin(t).user;
      const expectActive = async (user: { id: string }, active: boolean, story: string): Promise<void> => {
        const seen = (await get({ id: user.id }))?.active;
        t.expect.that(seen === active, {
          summary: `${story} is ${seen === undefined ? "gone" : seen ? "active" : "inactive"} in the console`,
          seen,
          expected: active,
          attribute: "active",
        });
      };
      for (const active of [true, false]) {
        const user = active ? await t.given.user() : await t.given.inactiveUser();
        const wanted = active ? "deactivate" : "activate";
        const result = await attempted(setActive({ id: user.id, active: !active }));
        t.expect.that(result !== "stored", {
          summary: `the console lets an administrator ${wanted} a user whom the identity provider owns`,
          seen: result,
          expected: "locked, or refused",
          attribute: "active",
        });
        await expectActive(user, active, `a user whom the console refused to ${wanted}`);
        t.expect(await t.client.get(user.path))
          .status(200)
          .attribute("active", active);
        // The identity provider can what the administrator cannot.
        t.expect(await t.client.patch(user.path, activation(!active))).success();
        await expectActive(user, !active, `a user whom the identity provider told to ${wanted}`);
      }
      await withConsoleUser(t, {}, async (unowned) => {
        const result = await attempted(setActive({ id: unowned.id, active: false }));
        t.expect.that(result === "stored", {
          summary: "the console does not let an administrator deactivate a user whom no identity provider owns",
          seen: result,
          expected: "stored",
          attribute: "active",
        });
        await expectActive(unowned, false, "a user whom an administrator deactivated");
      });
    },
    mutants: {
      "sp-console-toggles-owned-activation": unlocks((field, { active }) => field === "active" && !active),
      "sp-console-deactivates-owned": unlocks((field, { active }) => field === "active" && active),
      "sp-console-refuses-activation-and-stores-it": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) => field !== "active" && conforming.locked(customer, user, field, route),
        consoleWrite(customer, user, field, value) {
          const result = conforming.consoleWrite(customer, user, field, value);
          return user.owner === "idp" && field === "active" ? "locked" : result;
        },
      })),
    },
  }),

  rule({
    id: "8x8/own/every-route-is-locked",
    title: "Neither the page, nor a bulk edit, nor a CSV upload changes a locked field of an owned user",
    covers: ["8X8-OWN-14"],
    level: "SHOULD",
    needs: ["admin.user.edit", "admin.user.get"],
    async probe(t) {
      const user = await t.given.user();
      const { locked } = await page(t, user.id);
      const fields = [...CORE, ...MAPPED.filter((field) => locked.includes(field))];
      const choices = { one: words(), other: words(), chosen: fc.shuffledSubarray(fields, { minLength: 1 }) };
      await t.property(
        fc.record(choices),
        async ({ one, other, chosen }) => {
          const address = t.given.userName();
          const values: Required<ConsoleEdit> = {
            userName: address,
            givenName: one,
            familyName: other,
            email: address,
            active: false,
            title: `${one} ${other}`,
            department: other,
            personalContactNumber: "+14155550177",
            language: "fr-FR",
            timeZone: "America/New_York",
          };
          for (const route of ["page", "bulk", "csv"] as const satisfies EditRoute[]) {
            await expectUntouched(t, user, pick(values, chosen), route);
            // All at once as well: an upload of whole rows carries locked and other fields together.
            await expectUntouched(t, user, pick(values, fields), route);
          }
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-bulk-edit-bypasses-lock": unlocks((_field, _user, route) => route === "bulk"),
      "sp-csv-upload-bypasses-lock": unlocks((_field, _user, route) => route === "csv"),
      "sp-csv-upload-activates": unlocks((field, _user, route) => field === "active" && route === "csv"),
    },
  }),
];

/** A service provider that does not lock fields it should. */
function unlocks(open: (field: ConsoleField, user: Pick<ConsoleUser, "active">, route: EditRoute) => boolean): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    locked: (customer, user, field, route) =>
      !open(field, user, route) && conforming.locked(customer, user, field, route),
  }));
}

/** Judges that the console refuses new values of a provisioned user, and that SCIM shows the user as before. */
async function expectUntouched(t: Trial, user: GivenUser, fields: ConsoleEdit, route?: EditRoute): Promise<void> {
  const shown = await t.given.read(user.path);
  await expectLocked(t, await page(t, user.id), fields, route);
  expectUnchanged(t, await t.client.get(user.path), shown, "an edit that the console refused");
}

function pick(values: Required<ConsoleEdit>, fields: ConsoleField[]): ConsoleEdit {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}
