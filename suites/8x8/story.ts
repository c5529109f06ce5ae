import fc from "fast-check";
import { bodyOf, type Client, type GivenUser, Inconclusive, type Trial } from "../../engine/index.ts";
import type { ConsoleUser, InCustomer } from "../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { adminIfAny, granted } from "./admin.ts";
import { printStory, type Told } from "./story-text.ts";
import { employee } from "./user.ts";

/** A user of a story, as it was last seen. */
export interface Player {
  name: string;
  user: GivenUser;
  /** Whether an administrator made the user, and no identity provider. */
  fromConsole: boolean;
  /** As SCIM showed it last, where the audience looked. */
  known: JsonObject;
  /** As the console showed it last, where the audience looked. */
  page?: ConsoleUser | undefined;
  /** As the steps so far have left it; undefined where that is open. */
  active: boolean | undefined;
  /** Hidden by DELETE, as some do (C-13): no way back is documented, so the story goes on without. */
  hidden: boolean;
  /** Deleted in the console: not there until created again. */
  absent: boolean;
}

/** What one step is expected to have done to its player; it is empty where other rules judge that. */
export interface Outcome {
  /** The SCIM call; administrators and the time make none. */
  call?: Exchange;
  /** What a read shows now. */
  written?: JsonObject;
  /** Nothing but active has changed, to this. */
  active?: boolean;
  /** Nothing has changed at all. */
  refused?: true;
  /** The Federation ID that an administrator gave. */
  federationId?: string;
}

/** A step of a story that was taken. */
export interface Event extends Outcome {
  /** In words. */
  title: string;
  by: "client" | "administrator" | "time";
  /** Whom it was about; some steps are about nobody. */
  player: Player | undefined;
  players: Player[];
}

/** Looks on after each step of a story: judges what became of its player, and of the others. */
export type Audience = (event: Event, stage: Stage) => Promise<void>;

/** What the customer is in which a story plays. */
export interface Theatre {
  client: Pick<Client, "get" | "post" | "put" | "patch" | "delete" | "list">;
  /** What operations of the admin plane are told about it. */
  within: InCustomer;
  /** Creates a user over SCIM, to set the scene. */
  create(body: JsonObject): Promise<GivenUser>;
}

/** Where a story plays, and what was told of it. */
export interface Stage extends Theatre {
  t: Trial;
  /** Names of sites that players may be sent to; there may be none. */
  sites: string[];
  after: Audience;
  told: Told[];
  /** Ids of users that came into being beside the cast. */
  strays: string[];
}

/** One step of a story. */
export type Step = fc.AsyncCommand<Player[], Stage>;

/** What stories are about. */
export interface Plot {
  /** The steps that a story draws at random: a step for each player's place in the cast. */
  steps: ((place: fc.Arbitrary<number>) => fc.Arbitrary<Step>)[];
  /** Steps that every story ends with. */
  ending: Step[];
  after: Audience;
  /** Looks at a player before a story begins. */
  before?: (player: Player, stage: Stage) => Promise<void>;
  /** Adds a player whom an administrator makes, where the driver can make and delete users. */
  withConsoleUser?: boolean;
  sites?: string[];
  theatre?: Theatre;
}

/** A story begins with at most so many random steps. */
const MOST_STEPS = 8;
/** A service provider that cannot delete keeps every user of every story: there are never more than so many. */
const MOST_USERS = 8;

/** Tells random stories about two users who share an e-mail address, and maybe a third one from the console. */
export async function tellStories(t: Trial, plot: Plot): Promise<void> {
  const { client, given } = t;
  const theatre: Theatre = plot.theatre ?? { client, within: {}, create: (body) => given.user(body) };
  const cast = await assemble(t, theatre, plot);
  const place = fc.nat({ max: cast.players.length - 1 });
  const beginnings = fc.commands(
    plot.steps.map((step) => step(place)),
    { maxCommands: MOST_STEPS, size: "+1" },
  );
  const stories = fc.tuple(fc.tuple(...plot.ending.map(omissible)), beginnings).map(([ends, begins]) => {
    const told: Told[] = [];
    return { steps: [...begins, ...ends.flat()], told, [fc.toStringMethod]: () => printStory(told) };
  });
  const strays: string[] = [];
  try {
    await t.property(
      stories,
      async ({ steps, told }) => {
        told.length = 0;
        const real: Stage = { ...theatre, t, sites: plot.sites ?? [], after: plot.after, told, strays };
        const model = await rehearse(cast, real, plot);
        await fc.asyncModelRun(() => ({ model, real }), steps);
      },
      { runs: 2 },
    );
  } finally {
    const made = cast.players.filter(({ fromConsole }) => fromConsole).map(({ user }) => user.id);
    for (const id of [...made, ...strays])
      await adminIfAny(t)
        .user?.delete?.({ ...theatre.within, id })
        .catch(() => undefined);
  }
}

/** A step that every story has, and that is left out only where a story that fails is told shorter. */
function omissible(step: Step): fc.Arbitrary<Step[]> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant<Step[]>([]), weight: 1 },
    { arbitrary: fc.constant<Step[]>([step]), weight: 1_000_000 },
  );
}

interface Cast {
  players: Player[];
  /** Ids of the users that were made and not deleted since. */
  alive: Set<string>;
}

/** Two users, with one e-mail address where that is allowed, and a third one where the plot has one. */
async function assemble(t: Trial, { create, within }: Theatre, { withConsoleUser }: Plot): Promise<Cast> {
  const ada = await create(employee(t));
  const body = employee(t);
  const bob = await create({ ...body, emails: ada.sent["emails"]! }).catch(() => create(body));
  const players = [player("Ada", ada), player("Bob", bob)];
  const { create: make, delete: unmake } = adminIfAny(t).user ?? {};
  if (withConsoleUser && make && unmake) players.push(await consoleUser(t, within, t.given.userName()));
  return { players, alive: new Set(players.map(({ user }) => user.id)) };
}

function player(name: string, user: GivenUser): Player {
  return { name, user, known: user.resource, fromConsole: false, active: true, hidden: false, absent: false };
}

async function consoleUser(t: Trial, within: InCustomer, userName: string): Promise<Player> {
  const sent = employee(t, { userName });
  const { givenName, familyName } = sent["name"] as { givenName: string; familyName: string };
  const make = adminIfAny(t).user!.create!;
  const { id } = await granted(make({ ...within, userName, givenName, familyName, email: userName, title: "Clerk" }));
  const user = { id, path: `/Users/${encodeURIComponent(id)}`, userName, sent, resource: {} };
  return { ...player("Carol", user), fromConsole: true };
}

/** Brings every player back to where stories begin; one who cannot be brought back is replaced. */
async function rehearse({ players, alive }: Cast, stage: Stage, { before }: Plot): Promise<Player[]> {
  const { t, client, create, within } = stage;
  for (const each of players) {
    const { id, path, sent } = each.user;
    if (each.fromConsole) {
      // Whom an identity provider once owned nobody disowns.
      await adminIfAny(t).user!.delete!({ ...within, id }).catch(() => undefined);
      alive.delete(id);
      Object.assign(each, await consoleUser(t, within, each.user.userName));
      alive.add(each.user.id);
    } else if ((await client.put(path, sent)).response.status > 299) {
      const get = adminIfAny(t).user?.get;
      if (get !== undefined && (await get({ ...within, id })) === undefined) alive.delete(id);
      if (alive.size >= MOST_USERS)
        throw new Inconclusive(`could not set the scene: users cannot be brought back, and ${alive.size} were made`);
      each.user = await create({ ...sent, userName: t.given.userName() });
      alive.add(each.user.id);
    }
    const read = await client.get(each.user.path);
    each.known = read.response.status === 200 ? bodyOf(read) : {};
    await before?.(each, stage);
  }
  return players.map((each) => ({ ...each }));
}

/** What a step does: gives what it is expected to have done. */
export type Take = (stage: Stage, player: Player, players: Player[]) => Promise<Outcome>;

/** A step about one player: told, taken, and looked at by the audience. */
export function step(
  index: number,
  by: "client" | "administrator",
  title: (name: string) => string,
  take: Take,
  possible: (player: Player, players: readonly Player[]) => boolean = ({ hidden, absent }) => !hidden && !absent,
): Step {
  return {
    check: (players) => index < players.length && possible(players[index]!, players),
    async run(players, stage) {
      const player = players[index]!;
      const { name, user, fromConsole } = player;
      const telling: Told = { title: title(name), about: { name, user, fromConsole } };
      stage.told.push(telling);
      const outcome = await take(stage, player, players);
      telling.call = outcome.call;
      const active = outcome.active ?? outcome.written?.["active"];
      if (typeof active === "boolean") player.active = active;
      await stage.after({ ...outcome, title: telling.title, by, player, players }, stage);
    },
    toString: () => title(`player ${index}`),
  };
}

/** A step that is about no player. */
export function aside(by: "administrator" | "time", title: string, take: (stage: Stage) => Promise<void>): Step {
  return {
    check: () => true,
    async run(players, stage) {
      stage.told.push({ title });
      await take(stage);
      await stage.after({ title, by, player: undefined, players }, stage);
    },
    toString: () => title,
  };
}
