import fc from "fast-check";
import { bodyOf, idOf } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { inSite } from "./sites.ts";
import { type Outcome, type Plot, type Step, step } from "./story.ts";
import { urns } from "./urns.ts";
import { activation, type Details, details, membersOf, patchOp } from "./user.ts";

type Steps = Plot["steps"];

/** The calls of identity providers, each on a player at random. */
export const calls: Steps = [
  (place) => fc.tuple(place, details(), fc.boolean()).map(([index, values, active]) => replaced(index, values, active)),
  (place) => fc.tuple(place, fc.boolean()).map(([index, active]) => activated(index, active)),
  (place) => place.map(retitled),
  (place) => place.map(removed),
  (place) => place.map(createdAgain),
  (place) => place.map(renamed),
];

/** A PUT with another site, for players who are sent to sites. */
export const moves: Steps = [(place) => fc.tuple(place, fc.nat({ max: 1 })).map(([index, site]) => moved(index, site))];

/** The call that gives a player new values. */
export function replaced(index: number, values: Details, active: boolean): Step {
  const title = (name: string): string => `PUT ${name} with active=${active}`;
  return step(index, "client", title, async ({ t, client }, { user, fromConsole }) => {
    const written = { ...user.sent, ...membersOf(values), active };
    const call = await client.put(user.path, written);
    // A user of the console may be out of sight (C-06).
    if (fromConsole && call.response.status === 404) return { call, refused: true };
    t.expect(call).success();
    return { call, written };
  });
}

/** The PATCH by which identity providers block and unblock. */
export function activated(index: number, active: boolean): Step {
  const title = (name: string): string => `PATCH ${name} to active=${active}`;
  return step(index, "client", title, async ({ t, client }, { user, fromConsole }) => {
    const call = await client.patch(user.path, activation(active));
    if (fromConsole && call.response.status === 404) return { call, refused: true };
    t.expect(call).status(200, 204);
    return { call, active };
  });
}

function retitled(index: number): Step {
  const title = (name: string): string => `PATCH the title of ${name}`;
  return step(index, "client", title, async (stage, { user }) => {
    const call = await stage.client.patch(user.path, patchOp({ op: "replace", path: "title", value: "Patched" }));
    return doneOrRefused(stage.t, call);
  });
}

/** The call that removes a player, as far as SCIM can. */
export function removed(index: number): Step {
  const title = (name: string): string => `DELETE ${name}`;
  return step(index, "client", title, async ({ t, client }, player) => {
    const { user, active, fromConsole } = player;
    const call = await client.delete(user.path);
    if (fromConsole && call.response.status === 404) return { call, refused: true };
    t.expect(call).status(200, 202, 204, ...(active === false ? [404] : []));
    player.hidden = (await client.get(user.path)).response.status === 404;
    return { call, active: false };
  });
}

/** The create of a login ID that is known already, or was until an administrator deleted its user. */
export function createdAgain(index: number): Step {
  const title = (name: string): string => `POST the login ID of ${name}`;
  const possible: Parameters<typeof step>[4] = ({ hidden, fromConsole, absent }) => !hidden && !(fromConsole && absent);
  return step(
    index,
    "client",
    title,
    async ({ t, client }, player) => {
      const { user, absent, active } = player;
      const call = await client.post("/Users", user.sent);
      const id = idOf(call);
      if (absent) {
        t.expect(call).status(201).hasAttribute("id");
        player.user = { ...user, id, path: `/Users/${encodeURIComponent(id)}` };
        player.absent = false;
        player.known = bodyOf(call);
        return { call, written: user.sent };
      }
      if (call.response.status >= 300 || active) {
        t.expect(call).status(409, 400);
        return { call, refused: true };
      }
      t.expect(call).attribute("id", user.id);
      player.active = undefined;
      return { call };
    },
    possible,
  );
}

/** A PUT that asks for the login ID of the other player. */
export function renamed(index: number): Step {
  const title = (name: string): string => `PUT ${name} with the login ID of the other`;
  return step(
    index,
    "client",
    title,
    async ({ t, client }, { user }, players) => {
      const { userName } = players[index === 0 ? 1 : 0]!.user;
      const call = await client.put(user.path, { ...user.sent, title: "Renamed", userName });
      t.expect(call).refused();
      return { call, refused: true };
    },
    ({ hidden, absent }, players) => !hidden && !absent && !players[index === 0 ? 1 : 0]!.absent,
  );
}

/** A PUT that asks for one of the sites. */
export function moved(index: number, site: number): Step {
  const title = (name: string): string => `PUT ${name} with site ${site + 1}`;
  return step(index, "client", title, async (stage, { user }) => {
    const name = stage.sites[site]!;
    const call = await stage.client.put(user.path, { ...user.sent, ...inSite(name, urns(stage.t)[0]) });
    return doneOrRefused(stage.t, call);
  });
}

function doneOrRefused(t: Parameters<typeof urns>[0], call: Exchange): Outcome {
  if (call.response.status < 300) return { call };
  t.expect(call).refused();
  return { call, refused: true };
}
