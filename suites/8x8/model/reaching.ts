import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { behaves, bodyOf, idOf, idsOf, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8, Retrieval } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { DECIDED } from "../licensed-user.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../own-customer.ts";
import { type Audience, type Player, type Plot, type Stage, type Theatre, tellStories } from "../story.ts";
import { createdAgain, renamed } from "../story-calls.ts";
import { madeInConsole, renamedInConsole, retrieved } from "../story-console.ts";
import { named } from "../user.ts";
import { everyStep, notePage, pageOf, wholeLives } from "./plot.ts";

/** How far a step reaches: whom it changes, and whom it lets be found. */
export const reaching: Rule[] = [
  rule({
    id: "8x8/model/one-user-for-a-login-id",
    title: "In every story no two users have one login ID",
    covers: ["8X8-LOGIN-03"],
    level: "MUST",
    needs: ["admin.user.list"],
    async probe(t) {
      const after: Audience = async ({ title, players }, { within }) => {
        for (const { name, user } of players) {
          const listed = await adminIfAny(t).user!.list!({ ...within, prefix: user.userName });
          const holders = listed.filter(({ userName }) => userName === user.userName);
          t.expect.that(holders.length < 2, {
            summary: `after "${title}" ${holders.length} users have the login ID of ${name}`,
            seen: holders.map(({ id }) => id),
            expected: "one user",
            attribute: "userName",
          });
        }
      };
      const { user } = adminIfAny(t);
      const ending = [
        ...wholeLives(t),
        ...(user?.edit ? [renamedInConsole(2)] : []),
        ...(user?.create && user.delete ? [madeInConsole(1)] : []),
      ];
      await tellStories(t, { steps: everyStep(t), after, ending, withConsoleUser: true });
    },
    mutants: {
      "sp-console-rename-ignores-login-ids": behaves<Decisions8x8>((conforming) => ({
        consoleWrite(customer, user, field, value) {
          if (field !== "userName") return conforming.consoleWrite(customer, user, field, value);
          user.userName = String(value);
          return "stored";
        },
      })),
      "sp-console-makes-a-second-user": behaves<Decisions8x8>((conforming) => ({
        consoleCreate(customer, { userName, ...fields }) {
          const user = conforming.consoleCreate(customer, { ...fields, userName: `another-${userName}` });
          return { ...user, userName };
        },
      })),
      "sp-recreation-beside-the-inactive": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          if (taken?.active !== false) return conforming.create(customer, body);
          return { ...taken, id: `${taken.id}-again`, active: true };
        },
      })),
    },
  }),

  rule({
    id: "8x8/model/list-and-lookup-agree",
    title: "In every story the list holds those users whom a look-up finds",
    covers: ["8X8-LINK-03"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.setRetrieval", "admin.scim.save"],
    async probe(t) {
      const after: Audience = async ({ title, players }, stage) => {
        const listed = await everybody(stage);
        for (const { name, user } of players) {
          const lookup = await stage.client.list("/Users", named(user.userName));
          t.expect(lookup).status(200);
          const [found, held] = [idsOf(lookup)?.includes(user.id) === true, listed.has(user.id)];
          t.expect(lookup).that(found === held, {
            summary: `after "${title}" ${name} is ${held ? "in" : "not in"} the list, and ${found ? "found" : "not found"} by a look-up`,
            seen: { listed: held, found },
            expected: "both, or neither",
          });
        }
      };
      const steps: Plot["steps"] = [
        ...everyStep(t),
        () => fc.constantFrom<Retrieval>("all", "idp-only").map(retrieved),
      ];
      const ending = [retrieved("idp-only"), ...wholeLives(t), retrieved("all"), createdAgain(1)];
      await withOwnCustomer(t, {}, async (own) => {
        const theatre = theatreIn(t, own);
        await tellStories(t, { steps, after, ending, withConsoleUser: true, theatre });
      });
    },
    mutants: {
      "sp-list-forgets-linked-users": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          !(sight === "list" && user.origin === "console") && conforming.visible(customer, user, sight),
      })),
      "sp-list-ignores-the-retrieval": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) => sight === "list" || conforming.visible(customer, user, sight),
      })),
      "sp-lookup-misses-inactive-users": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          !(sight === "lookup" && !user.active) && conforming.visible(customer, user, sight),
      })),
    },
  }),

  rule({
    id: "8x8/model/each-step-reaches-one-user",
    title: "In every story what is done to one user leaves every other user as it was",
    covers: ["8X8-SCIM-26"],
    level: "SHOULD",
    async probe(t) {
      const after: Audience = async (event, stage) => {
        for (const player of event.players) {
          const untouched = event.player !== undefined && event.player !== player;
          await look(stage, player, untouched ? `"${event.title}"` : undefined);
        }
      };
      await tellStories(t, { steps: everyStep(t), before: notePage, after, ending: wholeLives(t) });
    },
    mutants: {
      "sp-create-takes-the-email-of-another": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const user = conforming.create(customer, body);
          for (const other of customer.users.withEmail(user.email ?? ""))
            if (other.id !== user.id) customer.users.put({ ...other, email: undefined });
          return user;
        },
      })),
      "sp-console-delete-hits-everybody-of-an-email": behaves<Decisions8x8>((conforming) => ({
        consoleDelete(customer, user) {
          for (const other of customer.users.withEmail(user.email ?? ""))
            if (other.id !== user.id) customer.users.put({ ...other, title: undefined });
          return conforming.consoleDelete(customer, user);
        },
      })),
    },
  }),

  rule({
    id: "8x8/model/refusals-change-nothing",
    title: "In every story what is refused leaves every user as it was",
    covers: ["8X8-SCIM-25"],
    level: "SHOULD",
    async probe(t) {
      const after: Audience = async (event, stage) => {
        for (const player of event.players)
          await look(stage, player, event.refused ? `"${event.title}", which was refused,` : undefined);
      };
      const ending = [...wholeLives(t), renamed(1)];
      await tellStories(t, { steps: everyStep(t), before: notePage, after, ending });
    },
    mutants: {
      "sp-refused-create-reactivates": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          if (taken !== undefined) customer.users.put({ ...taken, active: true });
          return conforming.create(customer, body);
        },
      })),
      "sp-refused-create-stores-the-title": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          if (taken !== undefined) customer.users.put({ ...taken, title: String(body["title"]) });
          return conforming.create(customer, body);
        },
      })),
      "sp-refused-rename-stores-the-title": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          try {
            return conforming.replace(customer, user, body);
          } catch (refusal) {
            customer.users.put({ ...user, title: String(body["title"]) });
            throw refusal;
          }
        },
      })),
    },
  }),
];

/** Looks at a player over SCIM and in the console; judges that it is as before, where something must have left it so. */
async function look(stage: Stage, player: Player, what: string | undefined): Promise<void> {
  const { t, client } = stage;
  const before = player.page;
  player.page = await pageOf(stage, player);
  if (player.absent) return;
  const read = await client.get(player.user.path);
  // Hidden by DELETE, or a user of the console who is out of sight.
  const shown = read.response.status === 404 ? {} : shownBy(read);
  const known = player.known;
  player.known = shown;
  if (what === undefined) return;
  if (Object.keys(shown).length > 0 && Object.keys(known).length > 0) expectUnchanged(t, read, known, what);
  const changed = FIELDS.find((field) => !isDeepStrictEqual(before?.[field], player.page?.[field]));
  t.expect.that(changed === undefined, {
    summary: `${what} changed ${changed} of ${player.name} in the console`,
    seen: player.page?.[changed!],
    expected: before?.[changed!],
    attribute: changed,
  });
}

/** Fields of the user page that something done to somebody else may not change. */
const FIELDS = [
  "owner",
  "userName",
  "givenName",
  "familyName",
  "email",
  "active",
  "title",
  "department",
  "siteId",
  "federationId",
  ...DECIDED,
] as const satisfies (keyof ConsoleUser)[];

/** A customer of the rule's own as the theatre of its stories: there the whole list can be read. */
function theatreIn(t: Trial, { id: customer, send }: OwnCustomer): Theatre {
  return {
    within: { customer },
    client: {
      get: (path) => send("GET", path),
      post: (path, body) => send("POST", path, body),
      put: (path, body) => send("PUT", path, body),
      patch: (path, body) => send("PATCH", path, body),
      delete: (path) => send("DELETE", path),
      list: (path, query = {}) => send("GET", `${path}?${queryOf(query)}`),
    },
    async create(sent) {
      const created = await t.given.done(() => send("POST", "/Users", sent));
      const [resource, id] = [bodyOf(created), idOf(created)];
      return { id, path: `/Users/${encodeURIComponent(id)}`, userName: String(sent["userName"]), sent, resource };
    },
  };
}

function queryOf(query: Record<string, string | number>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}

/** The ids of everybody whom the list holds, page by page. */
async function everybody({ t, client }: Stage): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let startIndex = 1; ; ) {
    const page = await client.list("/Users", { startIndex, count: 2 });
    t.expect(page).status(200);
    const found = idsOf(page) ?? [];
    for (const id of found) ids.add(id);
    startIndex += found.length;
    if (found.length === 0 || startIndex > Number(valueAt(page.response.body, "totalResults"))) return ids;
  }
}
