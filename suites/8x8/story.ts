import fc from "fast-check";
import type { GivenUser, Trial } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { activation, type Details, details, employee, membersOf, patchOp } from "./user.ts";

/** A user of a story, as it was last seen. */
export interface Player {
  name: string;
  user: GivenUser;
  known: JsonObject;
  /** Hidden by DELETE, as some do (C-13): no way back is documented, so the story goes on without. */
  hidden: boolean;
}

/** What one call is expected to have done to its player; it is empty where other rules judge that. */
export interface Outcome {
  call: Exchange;
  /** What a read shows now. */
  written?: JsonObject;
  /** Nothing but active has changed, to this. */
  active?: boolean;
  /** Nothing has changed at all. */
  refused?: true;
}

/** Looks on after each call of a story: judges what became of its player, and of the others. */
export type Audience = (player: Player, outcome: Outcome, players: Player[]) => Promise<void>;

interface Stage {
  t: Trial;
  after: Audience;
  /** The calls of the story so far. */
  told: string[];
}

type Call = fc.AsyncCommand<Player[], Stage>;

/** Tells random stories of SCIM calls on two users who share an e-mail address, each with the ending that is given. */
export async function tellStories(t: Trial, after: Audience, ending: Call[]): Promise<void> {
  const cast = await assemble(t);
  const beginnings = fc.commands(
    [
      fc.tuple(who(), details(), fc.boolean()).map(([index, values, active]) => replaced(index, values, active)),
      fc.tuple(who(), fc.boolean()).map(([index, active]) => activated(index, active)),
      who().map(retitled),
      who().map(removed),
      who().map(createdAgain),
      who().map(renamed),
    ],
    { maxCommands: 4, size: "+1" },
  );
  const stories = fc.tuple(fc.tuple(...ending.map(omissible)), beginnings).map(([ends, begins]) => {
    const told: string[] = [];
    return { calls: [...begins, ...ends.flat()], told, [fc.toStringMethod]: () => told.join(", then ") };
  });
  await t.property(
    stories,
    async ({ calls, told }) => {
      told.length = 0;
      const setup = async (): Promise<{ model: Player[]; real: Stage }> => ({
        model: await rehearse(t, cast),
        real: { t, after, told },
      });
      await fc.asyncModelRun(setup, calls);
    },
    { runs: 2 },
  );
}

/** A call that every story has, and that is left out only where a story that fails is told shorter. */
function omissible(call: Call): fc.Arbitrary<Call[]> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant<Call[]>([]), weight: 1 },
    { arbitrary: fc.constant<Call[]>([call]), weight: 1_000_000 },
  );
}

const who = (): fc.Arbitrary<number> => fc.nat({ max: 1 });

/** Two users, with one e-mail address where that is allowed. */
async function assemble(t: Trial): Promise<Player[]> {
  const ada = await t.given.user(employee(t));
  const body = employee(t);
  const bob = await t.given.user({ ...body, emails: ada.sent["emails"] }).catch(() => t.given.user(body));
  return [
    { name: "Ada", user: ada, known: ada.resource, hidden: false },
    { name: "Bob", user: bob, known: bob.resource, hidden: false },
  ];
}

/** Brings every player back to where stories begin; one who cannot be brought back is replaced. */
async function rehearse(t: Trial, cast: Player[]): Promise<Player[]> {
  for (const player of cast) {
    const restored = await t.client.put(player.user.path, player.user.sent);
    if (restored.response.status > 299)
      player.user = await t.given.user({ ...player.user.sent, userName: t.given.userName() });
    player.known = await t.given.read(player.user.path);
    player.hidden = false;
  }
  return cast.map((player) => ({ ...player }));
}

type Send = (t: Trial, player: Player, players: Player[]) => Promise<Outcome>;

function call(index: number, title: (name: string) => string, send: Send): Call {
  return {
    check: (players) => !players[index]!.hidden,
    async run(players, { t, after, told }) {
      const player = players[index]!;
      told.push(title(player.name));
      await after(player, await send(t, player, players), players);
    },
    toString: () => title(`player ${index}`),
  };
}

/** The call that gives a player new values. */
export function replaced(index: number, values: Details, active: boolean): Call {
  const title = (name: string): string => `PUT ${name} with active=${active}`;
  return call(index, title, async (t, { user }) => {
    const written = { ...user.sent, ...membersOf(values), active };
    const put = await t.client.put(user.path, written);
    t.expect(put).success();
    return { call: put, written };
  });
}

function activated(index: number, active: boolean): Call {
  const title = (name: string): string => `PATCH ${name} to active=${active}`;
  return call(index, title, async (t, { user }) => {
    const patched = await t.client.patch(user.path, activation(active));
    t.expect(patched).status(200, 204);
    return { call: patched, active };
  });
}

function retitled(index: number): Call {
  const title = (name: string): string => `PATCH the title of ${name}`;
  return call(index, title, async (t, { user }) => {
    const patched = await t.client.patch(user.path, patchOp({ op: "replace", path: "title", value: "Patched" }));
    if (patched.response.status < 300) return { call: patched };
    t.expect(patched).refused();
    return { call: patched, refused: true };
  });
}

/** The call that removes a player, as far as SCIM can. */
export function removed(index: number): Call {
  const title = (name: string): string => `DELETE ${name}`;
  return call(index, title, async (t, player) => {
    const deleted = await t.client.delete(player.user.path);
    t.expect(deleted).status(200, 202, 204, ...(player.known["active"] === false ? [404] : []));
    player.hidden = (await t.client.get(player.user.path)).response.status === 404;
    return { call: deleted, active: false };
  });
}

function createdAgain(index: number): Call {
  const title = (name: string): string => `POST the login ID of ${name}`;
  return call(index, title, async (t, { user, known }) => {
    const again = await t.client.post("/Users", user.sent);
    if (again.response.status >= 300 || known["active"] === true) {
      t.expect(again).status(409, 400);
      return { call: again, refused: true };
    }
    t.expect(again).attribute("id", user.id);
    return { call: again };
  });
}

function renamed(index: number): Call {
  const title = (name: string): string => `PUT ${name} with the login ID of the other`;
  return call(index, title, async (t, { user }, players) => {
    const { userName } = players[1 - index]!.user;
    const put = await t.client.put(user.path, { ...user.sent, title: "Renamed", userName });
    t.expect(put).refused();
    return { call: put, refused: true };
  });
}
