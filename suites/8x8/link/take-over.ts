import fc from "fast-check";
import { behaves, type Mutant, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8, NewConsoleUser, User8x8 } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { expectOnPage } from "../attributes/on-page.ts";
import { withConsoleUser } from "../console-user.ts";
import { CORE } from "../edits.ts";
import { expectHeld } from "../held.ts";
import { expectPageKept } from "../page-kept.ts";
import { assignment, type Place, pathOf, withPlace } from "../place.ts";
import { inSite, siteUrn } from "../sites.ts";
import { details, membersOf } from "../user.ts";
import { extension, fictionalNumber } from "../words.ts";
import { pageIn } from "./scene.ts";

/** How the identity provider takes over a user who was made in the console. */
export const takeOver: Rule[] = [
  rule({
    id: "8x8/link/same-login-id-is-taken-over",
    title: "A console user with the login ID of an assigned user is found, updated in place, and stays the only one",
    covers: ["8X8-LINK-05"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.list"],
    probe: (t) =>
      inConsole(t, {}, async (place, made) => {
        t.expect(await place.lookUp(made.userName))
          .status(200)
          .resources([made.id]);
        const linked = await place.send("PUT", pathOf(made), assignment(t, made.userName));
        t.expect(linked).success();
        if (linked.response.text !== "") t.expect(linked).attribute("id", made.id);
        t.expect(await place.lookUp(made.userName))
          .status(200)
          .resources([made.id]);
        const known = await admin(t).user.list({ ...place.within, prefix: made.userName });
        t.expect(linked).that(known.length === 1 && known[0]?.id === made.id, {
          summary: `after a take-over the console lists ${known.length} users with the login ID`,
          seen: known.map(({ id }) => id),
          expected: [made.id],
          attribute: "userName",
        });
      }),
    mutants: {
      "sp-take-over-refused": onTakeOver(() => {
        throw new ScimError(409, "uniqueness", "the user was made in the console");
      }),
      "sp-take-over-makes-a-second-user": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return user.owner === "none" ? { ...after, id: `${user.id}-2` } : after;
        },
      })),
    },
  }),

  rule({
    id: "8x8/link/values-become-those-of-the-identity-provider",
    title: "With a take-over every mapped value becomes that of the identity provider",
    covers: ["8X8-LINK-07"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        t.property(
          // Not shrunk: every further value would need a further user.
          fc.noShrink(fc.tuple(details(), fc.subarray(["title", "department"] as const, { minLength: 1 }))),
          ([values, filled]) => {
            const outdated = Object.fromEntries(filled.map((field) => [field, "Outdated"]));
            return withConsoleUser(t, { ...place.within, ...outdated, email: t.given.userName() }, async (made) => {
              const body = assignment(t, made.userName, membersOf(values));
              t.expect(await place.send("PUT", pathOf(made), body)).success();
              const read = await place.send("GET", pathOf(made));
              expectHeld(t, read, body);
              await expectOnPage(t, made.id, body, read, place.within);
            });
          },
          { runs: 3 },
        ),
      ),
    mutants: {
      "sp-take-over-keeps-console-names": onTakeOver((after, { givenName, familyName }) => ({
        ...after,
        givenName,
        familyName,
      })),
      "sp-take-over-keeps-console-email": onTakeOver((after, { email }) => ({ ...after, email })),
      "sp-take-over-fills-empty-fields-only": onTakeOver((after, before) => ({
        ...after,
        title: before.title ?? after.title,
        department: before.department ?? after.department,
      })),
    },
  }),

  rule({
    id: "8x8/link/identity-provider-becomes-the-owner",
    title: "With a take-over the console shows the identity provider as the owner, and the core fields as locked",
    covers: ["8X8-LINK-08"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    answers: ["ownershipTrigger"],
    probe: (t) =>
      inConsole(t, {}, async (place, made) => {
        await place.lookUp(made.userName);
        const { owner } = await pageIn(t, place, made.id);
        t.observe("ownershipTrigger", owner === "idp" ? "lookup" : "first-write");
        await t.given.done(() => place.send("PUT", pathOf(made), assignment(t, made.userName)));
        const page = await admin(t).user.get({ ...place.within, id: made.id });
        t.expect.that(page?.owner === "idp", {
          summary: "the console shows a user who was taken over as not managed by the identity provider",
          seen: page?.owner,
          expected: "idp",
          attribute: "owner",
        });
        const open = CORE.filter((field) => !page?.locked.includes(field));
        t.expect.that(open.length === 0, {
          summary: `the console shows ${open.join(", ")} of a user who was taken over as not locked`,
          seen: page?.locked,
          expected: CORE,
          attribute: open[0] ?? "locked",
        });
      }),
    mutants: {
      "sp-link-keeps-console-owner": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.before === undefined ? {} : { owner: write.before.owner }),
        }),
      })),
      "sp-linked-user-shown-unlocked": behaves<Decisions8x8>((conforming) => ({
        consoleView(customer, user) {
          const view = conforming.consoleView(customer, user);
          return user.origin === "console" ? { ...view, locked: [] } : view;
        },
      })),
    },
  }),

  rule({
    id: "8x8/link/service-data-is-kept",
    title: "A take-over leaves licence, extension, number, site, directory entry and whatever else the console decides",
    covers: ["8X8-LINK-09"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get", "admin.site.list"],
    probe: (t) =>
      withPlace(t, "all", async (place) => {
        const [site, other] = await granted(admin(t).site.list(place.within));
        if (site === undefined) return t.skip("needs a site to put a console user in");
        const names: Record<string, string | undefined> = {
          "for its site": site.name,
          "for another site": other?.name,
        };
        const numbers = fc.record({
          licence: fc.constant("X6"),
          extension: extension(),
          phoneNumber: fictionalNumber(),
        });
        const kinds = {
          telephony: fc.option(numbers, { freq: 3 }),
          directoryVisible: fc.boolean(),
          active: fc.boolean(),
          values: details(),
        };
        const population = fc.tuple(
          fc.record({ ...kinds, asks: fc.constant("for no site"), telephony: numbers }),
          fc.record({ ...kinds, asks: fc.constant("for its site") }),
          fc.record({ ...kinds, asks: fc.constant("for another site"), directoryVisible: fc.constant(true) }),
        );
        await t.property(
          // Not shrunk: every further value would need further users.
          fc.noShrink(population),
          async (people) => {
            for (const { telephony, directoryVisible, active, values, asks } of people) {
              const fields = { ...place.within, ...telephony, site: site.id, directoryVisible, active };
              await withConsoleUser(t, fields, async ({ id, userName }) => {
                await decide(t, place, id);
                const before = await pageIn(t, place, id);
                const body = assignment(t, userName, membersOf(values));
                const name = names[asks];
                const asked = name === undefined ? body : { ...body, ...inSite(name, siteUrn(t)) };
                const linked = await place.send("PUT", pathOf({ id }), asked);
                // A PUT that asks for another site may be refused as a whole: the next one does not.
                if (linked.response.status >= 300 && asks === "for another site") {
                  t.expect(linked).refused();
                  t.expect(await place.send("PUT", pathOf({ id }), body)).success();
                } else t.expect(linked).success();
                await expectPageKept(t, before, "a take-over", { within: place.within, fields: serviceData(t) });
              });
            }
          },
          { runs: 2 },
        );
      }),
    mutants: {
      "sp-link-recreates-user": onTakeOver((after) => ({
        ...after,
        licence: undefined,
        extension: undefined,
        phoneNumber: undefined,
        siteId: undefined,
      })),
      "sp-link-hides-from-directory": onTakeOver((after) => ({ ...after, directoryVisible: false })),
      "sp-link-moves-to-the-asked-site": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const asked = name === undefined ? undefined : conforming.resolveSite(customer, name)?.id;
          return user.owner === "none" && asked !== undefined ? asked : conforming.siteOnUpdate(customer, user, name);
        },
      })),
      "sp-link-takes-profile-and-cost-centre": onTakeOver((after) => ({
        ...after,
        profile: undefined,
        costCenter: undefined,
      })),
    },
  }),

  rule({
    id: "8x8/link/inactive-user-is-activated",
    title: "A deactivated console user becomes active when an enabled user of the identity provider takes it over",
    covers: ["8X8-LINK-15"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.get"],
    probe: (t) =>
      inConsole(t, { active: false }, async (place, made) => {
        t.expect(await place.lookUp(made.userName))
          .status(200)
          .resources([made.id]);
        const linked = await place.send("PUT", pathOf(made), assignment(t, made.userName, { active: true }));
        t.expect(linked).success();
        t.expect(await place.send("GET", pathOf(made)))
          .status(200)
          .attribute("active", true);
        const page = await admin(t).user.get({ ...place.within, id: made.id });
        t.expect(linked).that(page?.active === true, {
          summary: "a deactivated console user who was taken over with active true is inactive in the console",
          seen: page?.active,
          expected: true,
          attribute: "active",
        });
      }),
    mutants: {
      "sp-link-keeps-inactive": onTakeOver((after, { active }) => ({ ...after, active })),
      "sp-inactive-console-users-not-found": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          (user.active || user.origin === "idp") && conforming.visible(customer, user, sight),
      })),
    },
  }),
];

/** What administrators decide about a user, and SCIM leaves alone. */
function serviceData(t: Trial): (keyof ConsoleUser)[] {
  const telephony = ["licence", "phoneNumber"] as const;
  const more = ["siteId", "directoryVisible", "costCenter", "profile", "picture"] as const;
  // An extension that SCIM can write may be lost by a PUT without it (C-44).
  return [...telephony, ...more, ...(t.options["extensionAttr"] === "writable" ? [] : (["extension"] as const))];
}

/** Lets the console decide about a user what else there is to decide, where the driver can. */
async function decide(t: Trial, { within }: Place, id: string): Promise<void> {
  const verbs = adminIfAny(t).user;
  if (verbs?.setCostCenter) await granted(verbs.setCostCenter({ ...within, id, costCenter: "Sales EMEA" }));
  if (verbs?.setProfile) await granted(verbs.setProfile({ ...within, id, profile: "Reception" }));
  if (verbs?.setPicture) await granted(verbs.setPicture({ ...within, id, picture: "portrait.png" }));
}

/** Lets work be done with a console user in a place that retrieves all users. */
function inConsole(
  t: Trial,
  fields: Partial<NewConsoleUser>,
  work: (place: Place, made: ConsoleUser) => Promise<void>,
): Promise<void> {
  return withPlace(t, "all", (place) =>
    withConsoleUser(t, { ...place.within, ...fields }, (made) => work(place, made)),
  );
}

/** A service provider that makes something else of a PUT to a user whom no identity provider owns. */
export function onTakeOver(change: (after: User8x8, before: User8x8) => User8x8): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    replace(customer, user, body) {
      const after = conforming.replace(customer, user, body);
      return user.owner === "none" ? change(after, user) : after;
    },
  }));
}
