import { behaves, type Rule, rule, show } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import { DECIDED } from "../licensed-user.ts";
import { knownSites, siteOf } from "../sites.ts";
import { type Audience, type Player, type Plot, type Step, tellStories } from "../story.ts";
import { createdAgain, moved, moves } from "../story-calls.ts";
import { decided, federated, relocated, switched } from "../story-console.ts";
import { everyStep, notePage, PAGE, pageOf, wholeLives } from "./plot.ts";

/** What lasts, whatever identity providers, administrators and the time do. */
export const lasting: Rule[] = [
  rule({
    id: "8x8/model/nobody-vanishes",
    title: "In every story a user stays in the console until an administrator deletes it",
    covers: ["8X8-DELETE-07"],
    level: "MUST",
    needs: [PAGE],
    async probe(t) {
      const after: Audience = async ({ title, players }, stage) => {
        for (const player of players.filter(({ absent }) => !absent)) {
          const page = await pageOf(stage, player);
          t.expect.that(page !== undefined, {
            summary: `after "${title}" the console has ${player.name} no more`,
            seen: "no user",
            expected: player.user.id,
          });
        }
      };
      await tellStories(t, { steps: everyStep(t), after, ending: wholeLives(t), withConsoleUser: true });
    },
    mutants: {
      "sp-deleted-users-expire": behaves<Decisions8x8>({
        elapse(customer, now) {
          for (const user of [...customer.users.all()]) if (absentFor(user, 30, now)) customer.users.remove(user.id);
        },
      }),
      "sp-conflict-makes-room": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          if (taken?.deleted) customer.users.remove(taken.id);
          return conforming.create(customer, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/model/site-stays",
    title: "In every story the first site of a user stays the site",
    covers: ["8X8-SITE-03"],
    level: "MUST",
    async probe(t) {
      const sites = await knownSites(t, 2);
      const { site, user } = adminIfAny(t);
      const inConsole = site?.list && user?.assignSite && t.options["siteConsoleEditable"] === "no";
      const ending: Step[] = [
        createdAgain(0),
        createdAgain(1),
        moved(0, 0),
        moved(1, 0),
        ...wholeLives(t).slice(2, -2),
        moved(0, 1),
        ...(inConsole ? [relocated(1, 1), relocated(1, 0)] : []),
        moved(1, 1),
      ];
      const after: Audience = async ({ title, players }, { client }) => {
        for (const player of players.filter(({ absent, hidden }) => !absent && !hidden)) {
          const read = await client.get(player.user.path);
          const before = siteOf(player.known);
          player.known = (read.response.body ?? {}) as Player["known"];
          // A user of the console may be out of sight (C-06).
          if (read.response.status !== 200 || before === undefined) continue;
          const seen = siteOf(player.known);
          t.expect(read).that(seen === before, {
            summary: `after "${title}" ${player.name} is in ${seen === undefined ? "no site" : `site "${seen}"`}`,
            seen,
            expected: before,
            attribute: "site",
          });
        }
      };
      const steps = [...everyStep(t), ...moves];
      await tellStories(t, { steps, after, ending, sites });
    },
    mutants: {
      "sp-long-absence-frees-the-site": behaves<Decisions8x8>({
        elapse(customer, now) {
          for (const user of customer.users.all()) if (absentFor(user, 30, now)) user.siteId = undefined;
        },
      }),
      "sp-licensed-users-move": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) =>
          conforming.siteOnUpdate(customer, user.licence === undefined ? user : { ...user, siteId: undefined }, name),
      })),
      "sp-console-moves-owned-users": behaves<Decisions8x8>({
        consoleSite(_customer, user, { id }) {
          user.siteId = id;
          return "stored";
        },
      }),
    },
  }),

  rule({
    id: "8x8/model/federation-id-stays",
    title: "In every story a Federation ID is what the create, and after it administrators, made it",
    covers: ["8X8-FEDID-03"],
    level: "MUST",
    needs: [PAGE],
    async probe(t) {
      const edit = adminIfAny(t).user?.setFederationId !== undefined;
      const after: Audience = async (event, stage) => {
        for (const player of event.players.filter(({ absent }) => !absent)) {
          const before = player.page;
          player.page = await pageOf(stage, player);
          if (before?.federationId === undefined || before.id !== player.page?.id) continue;
          const edited = event.player === player ? event.federationId : undefined;
          // Whether a take-over sets the Federation ID is open (C-14).
          const takenOver = before.owner === "none" && player.page.owner === "idp";
          const expected = edited ?? before.federationId;
          const seen = player.page.federationId;
          t.expect.that(seen === expected || (takenOver && seen === player.page.userName), {
            summary: `after "${event.title}" the Federation ID of ${player.name} is ${show(seen)}`,
            seen,
            expected,
            attribute: "federationId",
          });
        }
      };
      const steps = [...everyStep(t), ...(edit ? [edits] : [])];
      const ending = [...(edit ? [federated(1, "sso")] : []), ...wholeLives(t)];
      await tellStories(t, { steps, before: notePage, after, ending, withConsoleUser: true });
    },
    mutants: {
      "sp-fedid-edit-does-not-last": behaves<Decisions8x8>({
        elapse(customer) {
          for (const user of customer.users.all()) if (user.origin === "idp") user.federationId = user.userName;
        },
      }),
      "sp-update-undoes-the-fedid-edit": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, federationId: after.userName };
        },
      })),
    },
  }),

  rule({
    id: "8x8/model/decisions-stay",
    title: "In every story what administrators decided about a user outlasts whatever SCIM does to it",
    covers: ["8X8-SCIM-14", "8X8-LIC-08"],
    level: "MUST",
    needs: [PAGE],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const after: Audience = async (event, stage) => {
        for (const player of event.players.filter(({ absent }) => !absent)) {
          const before = player.page;
          player.page = await pageOf(stage, player);
          const own = event.player === player && event.by === "administrator";
          if (own || before?.id !== player.page?.id) continue;
          for (const attribute of DECIDED) {
            // A telephone extension that SCIM can write may be lost by a PUT without it (C-44).
            if (attribute === "extension" && t.options["extensionAttr"] === "writable") continue;
            t.expect.that(player.page?.[attribute] === before?.[attribute], {
              summary: `after "${event.title}" the console shows ${attribute} of ${player.name} as ${show(player.page?.[attribute])}`,
              seen: player.page?.[attribute],
              expected: before?.[attribute],
              attribute,
            });
          }
        }
      };
      const placed: Step[] = [createdAgain(1), moved(0, 0), moved(1, 0), decided(1, 0), decided(1, 1), decided(1, 3)];
      const ending = [...placed, ...wholeLives(t)];
      await tellStories(t, { steps: everyStep(t), before: notePage, after, ending, sites: [site!] });
    },
    mutants: {
      "sp-long-absence-frees-the-licence": behaves<Decisions8x8>({
        elapse(customer, now) {
          for (const user of customer.users.all()) if (absentFor(user, 30, now)) user.licence = undefined;
        },
      }),
      "sp-deactivation-leaves-the-directory": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return settled.active ? settled : { ...settled, directoryVisible: false };
        },
      })),
      "sp-update-empties-the-cost-centre": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), costCenter: undefined }),
      })),
    },
  }),

  rule({
    id: "8x8/model/activation-is-the-providers",
    title: "In every story only SCIM switches a user of the identity provider on and off",
    covers: ["8X8-OWN-06"],
    level: "MUST",
    needs: [PAGE, "admin.user.setActive"],
    async probe(t) {
      const after: Audience = async (event, stage) => {
        for (const player of event.players.filter(({ absent }) => !absent)) {
          const before = player.page;
          player.page = await pageOf(stage, player);
          const own = event.player === player && event.by === "client";
          if (own || before?.id !== player.page?.id || before?.owner !== "idp") continue;
          t.expect.that(player.page?.active === before.active, {
            summary: `after "${event.title}" ${player.name} is ${player.page?.active ? "active" : "inactive"}`,
            seen: player.page?.active,
            expected: before.active,
            attribute: "active",
          });
        }
      };
      const ending = [switched(0, false), ...wholeLives(t)];
      await tellStories(t, { steps: everyStep(t), before: notePage, after, ending, withConsoleUser: true });
    },
    mutants: {
      "sp-console-revives-deleted-users": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          !(field === "active" && user.deleted) && conforming.locked(customer, user, field, route),
      })),
      "sp-deactivation-wears-off": behaves<Decisions8x8>({
        elapse(customer, now) {
          for (const user of customer.users.all()) if (absentFor(user, 1, now)) user.active = true;
        },
      }),
    },
  }),
];

const edits: Plot["steps"][number] = (place) => place.map((index) => federated(index, "edited"));

/** Whether a user has been inactive, and not written, for so many days. */
function absentFor({ active, lastModified }: User8x8, days: number, now: number): boolean {
  return !active && now - lastModified > days * 24 * 60 * 60_000;
}
