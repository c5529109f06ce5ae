import fc from "fast-check";
import type { GivenUser, Trial } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { activation, type Details, details, employee, membersOf, patchOp } from "./user.ts";

/** A user of a story, as it was last seen. */
export interface Player {
  name: string;
  user: GivenUser;
  known: JsonObject;
  /** Removed by DELETE where that hides a user (C-13): no way back is documented, so the story goes on without. */
  hidden: boolean;
}

/** What one call is expected to have done to its player. */
export interface Outcome {
  call: Exchange;
  /** What a read shows now; left out, the user is as before. */
  written?: JsonObject;
  /** Nothing but active has changed, to this. */
  active?: boolean;
  /** What it did is an option of the profile. */
  open?: true;
}

/** Looks on after each call of a story: judges what became of its player, and of the others. */
export type Audience = (player: Player, outcome: Outcome, players: Player[]) => Promise<void>;

interface Stage {
  t: Trial;
  after: Audience;
}

type Call = fc.AsyncCommand<Player[], Stage>;

/**
 * Tells random stories of SCIM calls on two users who share an e-mail address, with the audience looking on. Each story
 * ends with a replacement, two deletions and an activation, so that no run goes without.
 */
export async function tellStories(t: Trial, after: Audience, runs: number): Promise<void> {
  const cast = await assemble(t);
  const calls = fc.commands(
    [
      fc.tuple(who(), details(), fc.boolean()).map(([index, values, active]) => replacement(index, values, active)),
      fc.tuple(who(), fc.boolean()).map(([index, active]) => activating(index, active)),
      who().map(retitling),
      who().map(removal),
      who().map(secondCreate),
      who().map(renaming),
    ],
    { maxCommands: 5, size: "+1" },
  );
  await t.property(
    calls,
    async (story) => {
      const ending = [replacement(1, ENDING, true), removal(1), removal(1), activating(1, true)];
      const setup = async (): Promise<{ model: Player[]; real: Stage }> => ({
        model: await rehearse(t, cast),
        real: { t, after },
      });
      await fc.asyncModelRun(setup, [...story, ...ending]);
    },
    { runs },
  );
}

const who = (): fc.Arbitrary<number> => fc.nat({ max: 1 });

const ENDING: Details = {
  givenName: "Final",
  familyName: "Curtain",
  title: "Last to leave",
  department: "Stage",
  mobile: "+14155550188",
  locale: "en-US",
  timezone: "Europe/London",
};

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

function call(
  index: number,
  title: string,
  send: (t: Trial, player: Player, players: Player[]) => Promise<Outcome>,
): Call {
  return {
    check: (players) => !players[index]!.hidden,
    async run(players, { t, after }) {
      const player = players[index]!;
      await after(player, await send(t, player, players), players);
    },
    toString: () => title.replace("$", index === 0 ? "Ada" : "Bob"),
  };
}

function replacement(index: number, values: Details, active: boolean): Call {
  return call(index, `PUT $ as ${values.givenName} ${values.familyName}, active=${active}`, async (t, { user }) => {
    const written = { ...user.sent, ...membersOf(values), active };
    const put = await t.client.put(user.path, written);
    t.expect(put).success();
    return { call: put, written };
  });
}

function activating(index: number, active: boolean): Call {
  return call(index, `PATCH $ active=${active}`, async (t, { user }) => {
    const patched = await t.client.patch(user.path, activation(active));
    t.expect(patched).status(200, 204);
    return { call: patched, active };
  });
}

function retitling(index: number): Call {
  return call(index, "PATCH the title of $", async (t, { user }) => {
    const patched = await t.client.patch(user.path, patchOp({ op: "replace", path: "title", value: "Patched" }));
    if (patched.response.status >= 300) t.expect(patched).refused();
    return t.options["patchScope"] === "full" ? { call: patched, open: true } : { call: patched };
  });
}

function removal(index: number): Call {
  return call(index, "DELETE $", async (t, player) => {
    const deleted = await t.client.delete(player.user.path);
    t.expect(deleted).status(200, 202, 204, ...(player.known["active"] === false ? [404] : []));
    player.hidden = t.options["deleteVisibility"] === "hidden";
    return { call: deleted, active: false };
  });
}

function secondCreate(index: number): Call {
  return call(index, "POST with the login ID of $", async (t, { user, known }) => {
    const again = await t.client.post("/Users", user.sent);
    if (again.response.status >= 300 || known["active"] === true) {
      t.expect(again).status(409, 400);
      return { call: again };
    }
    t.expect(again).attribute("id", user.id);
    return { call: again, open: true };
  });
}

function renaming(index: number): Call {
  return call(index, "PUT $ with the login ID of the other", async (t, { user }, players) => {
    const { userName } = players[1 - index]!.user;
    const put = await t.client.put(user.path, { ...user.sent, title: "Renamed", userName });
    t.expect(put).refused();
    return { call: put };
  });
}
