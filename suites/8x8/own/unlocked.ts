import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8 } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin, adminIfAny, granted, page } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { CORE, expectLocked } from "../edits.ts";
import { expectHeld } from "../held.ts";
import { LICENSING } from "../licensed-user.ts";
import { userIn } from "../site/scene.ts";
import { knownSites } from "../sites.ts";
import { employee, type Overrides } from "../user.ts";
import { extension, fictionalNumber, word } from "../words.ts";

/** What the locks leave open: service settings to administrators, and everything mapped to the identity provider. */
export const unlocked: Rule[] = [
  rule({
    id: "8x8/own/service-settings-stay-editable",
    title: "An administrator can give an owned user a licence, numbers, directory visibility and a first site",
    covers: ["8X8-OWN-09"],
    level: "MUST",
    needs: [...LICENSING, "admin.user.setDirectoryVisible"],
    answers: ["siteConsoleFirstAssign"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const { id } = await userIn(t, site!);
      const verbs = admin(t).user;
      const given = async (
        field: keyof ConsoleUser,
        value: string | boolean,
        step: Promise<unknown>,
      ): Promise<void> => {
        const result = await attempted(step);
        const after = await verbs.get({ id });
        t.expect.that(result === "stored" && after?.[field] === value, {
          summary: `the console does not let an administrator set ${field} of a user whom the identity provider owns`,
          seen: { answer: result, [field]: after?.[field] },
          expected: { answer: "stored", [field]: value },
          attribute: field,
        });
      };
      await given("licence", "X6", verbs.assignLicence({ id, licence: "X6" }));
      const settings = fc.record({
        extension: extension(),
        phoneNumber: fictionalNumber(),
        directoryVisible: fc.boolean(),
      });
      await t.property(
        settings,
        async ({ extension, phoneNumber, directoryVisible }) => {
          await given("extension", extension, verbs.setTelephony({ id, extension }));
          await given("phoneNumber", phoneNumber, verbs.setTelephony({ id, phoneNumber }));
          for (const visible of [directoryVisible, !directoryVisible])
            await given("directoryVisible", visible, verbs.setDirectoryVisible({ id, directoryVisible: visible }));
        },
        { runs: 2 },
      );
      await expectFirstSite(t);
    },
    mutants: {
      "sp-console-locks-everything": behaves<Decisions8x8>((conforming) => ({
        consoleLicence: (customer, user, level) =>
          user.owner === "idp" ? "locked" : conforming.consoleLicence(customer, user, level),
        consoleSet: (customer, user, setting, value) =>
          user.owner === "idp" ? "locked" : conforming.consoleSet(customer, user, setting, value),
        consoleSite: (customer, user, site) =>
          user.owner === "idp" ? "locked" : conforming.consoleSite(customer, user, site),
      })),
      "sp-console-locks-owned-telephony": behaves<Decisions8x8>((conforming) => ({
        consoleSet: (customer, user, setting, value) =>
          user.owner === "idp" && (setting === "extension" || setting === "phoneNumber")
            ? "locked"
            : conforming.consoleSet(customer, user, setting, value),
      })),
      "sp-console-hides-owned-for-good": behaves<Decisions8x8>((conforming) => ({
        consoleSet: (customer, user, setting, value) =>
          user.owner === "idp" && setting === "directoryVisible"
            ? "stored"
            : conforming.consoleSet(customer, user, setting, value),
      })),
      "sp-console-first-site-of-owned-lost": behaves<Decisions8x8>((conforming) => ({
        consoleSite: (customer, user, site) =>
          user.owner === "idp" ? "stored" : conforming.consoleSite(customer, user, site),
      })),
    },
  }),

  rule({
    id: "8x8/own/identity-provider-changes-locked-fields",
    title: "What the console locks the identity provider changes by PUT",
    covers: ["8X8-OWN-10"],
    level: "MUST",
    needs: ["admin.user.edit", "admin.user.get"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      let { sent } = user;
      await t.property(
        fc.record({ givenName: word(1, 8), familyName: word(1, 8), active: fc.boolean() }),
        async ({ givenName, familyName, active }) => {
          const address = t.given.userName();
          const before = await page(t, user.id);
          const fields = { userName: address, givenName, familyName, email: address, active: !before.active };
          for (const field of CORE) await expectLocked(t, before, { [field]: fields[field as keyof typeof fields] });

          const values: Overrides = {
            ...sent,
            name: { givenName, familyName },
            emails: [{ value: address, type: "work", primary: true }],
            active,
          };
          const body = employee(t, values);
          t.expect(await t.client.put(user.path, body)).success();
          expectHeld(t, await t.client.get(user.path), body);
          sent = body;
          await expectShown(t, user.id, { givenName, familyName, email: address, active });
          const put = await t.client.put(user.path, { ...body, userName: address });
          // Whether a PUT renames at all is open (8X8-LOGIN-07).
          if (!accepted(t, put)) return;
          sent = { ...body, userName: address };
          await expectShown(t, user.id, { userName: address });
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-lock-applies-to-scim": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          if (CORE.some((field) => after[field as "userName"] !== user[field as "userName"]))
            throw new ScimError(400, "mutability", "the field is locked");
          return after;
        },
      })),
      "sp-lock-holds-names-over-scim": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const { givenName, familyName } = user;
          return { ...conforming.replace(customer, user, body), givenName, familyName };
        },
      })),
      "sp-lock-holds-username-over-scim": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), userName: user.userName }),
      })),
    },
  }),
];

/** Judges that the console can give an owned user without a site its first one, where it can at all (C-23). */
async function expectFirstSite(t: Trial): Promise<void> {
  const driver = adminIfAny(t);
  if (driver.user?.assignSite === undefined || driver.site?.list === undefined) return;
  const [site] = await granted(driver.site.list({}));
  if (site === undefined) return;
  const { id } = await t.given.user(employee(t));
  const result = await attempted(driver.user.assignSite({ id, site: site.id }));
  t.observe("siteConsoleFirstAssign", result === "stored" ? "yes" : "no");
  const after = await page(t, id);
  const expected = result === "stored" ? site.id : null;
  t.expect.that(after.siteId === expected, {
    summary: `the console answers the first site of an owned user with "${result}" and shows ${after.site ?? "none"}`,
    seen: after.siteId,
    expected,
    attribute: "site",
  });
}

/** Judges what the page of a user shows. */
async function expectShown(t: Trial, id: string, expected: Partial<ConsoleUser>): Promise<void> {
  const after = await admin(t).user.get({ id });
  for (const [attribute, value] of Object.entries(expected) as [keyof ConsoleUser, unknown][])
    t.expect.that(after?.[attribute] === value, {
      summary: `the identity provider changed ${attribute} by PUT, and the console does not show it`,
      seen: after?.[attribute],
      expected: value,
      attribute,
    });
}
