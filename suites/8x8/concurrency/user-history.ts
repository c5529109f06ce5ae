import { explainingOrder, type GivenUser, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { expectUnchanged } from "../changes.ts";
import { activation } from "../user.ts";
import { atOnce, type Played, skipUnlessParallel } from "./at-once.ts";

/** A call about one user, as far as parallel calls can disturb each other. */
export type UserCall =
  | { method: "PUT"; familyName: string; active: boolean }
  /** The same with a login ID that somebody else has. */
  | { method: "PUT in vain"; familyName: string; active: boolean }
  | { method: "PATCH"; active: boolean }
  | { method: "DELETE" }
  | { method: "GET" };

/** What calls on a user change and a read shows. */
export interface UserState {
  familyName: unknown;
  active: unknown;
  /** Not to be read any more since a DELETE (C-13). */
  hidden: boolean;
}

/** A call as a story tells it. */
export function inWords(call: UserCall): string {
  if ("familyName" in call) return `${call.method} familyName=${call.familyName} active=${call.active}`;
  return "active" in call ? `PATCH active=${call.active}` : call.method;
}

/** The states that a call may leave behind a state, answered as it was: the sequential model of one user. */
export function nextStates(state: UserState, { call, answer }: Pick<Played<UserCall>, "call" | "answer">): UserState[] {
  const { status, body } = answer.response;
  if (status === 404) {
    const gone = state.hidden || (call.method === "DELETE" && state.active === false);
    return gone ? [state] : [];
  }
  // Refused, for whatever reason: then it changed nothing.
  if (status < 200 || status > 299) return [state];
  switch (call.method) {
    case "PUT":
    case "PUT in vain":
      return seen({ ...state, familyName: call.familyName, active: call.active });
    case "PATCH":
      return seen({ ...state, active: call.active });
    case "DELETE":
      return [
        { ...state, active: false, hidden: false },
        { ...state, active: false, hidden: true },
      ];
    case "GET": {
      const same = valueAt(body, "name.familyName") === state.familyName && valueAt(body, "active") === state.active;
      return same && !state.hidden ? [state] : [];
    }
  }
}

/** A write that succeeded may have brought a hidden user back, or not. */
function seen(state: UserState): UserState[] {
  return state.hidden ? [{ ...state, hidden: false }, state] : [state];
}

/** Sends a call about a user; `taken` is a login ID that somebody else has. */
function sendTo(t: Trial, { path, sent }: GivenUser, taken: string, call: UserCall): Promise<Exchange> {
  if ("familyName" in call) {
    const { familyName, active } = call;
    const body = { ...sent, name: { ...(sent["name"] as JsonObject), familyName }, active };
    return t.client.put(path, call.method === "PUT" ? body : { ...body, userName: taken });
  }
  if (call.method === "PATCH") return t.client.patch(path, activation(call.active));
  return call.method === "DELETE" ? t.client.delete(path) : t.client.get(path);
}

/** A user, and the clients that call on it. */
export interface Scene {
  user: GivenUser;
  clients: readonly (readonly UserCall[])[];
}

/** What a PUT changes: the family name, what may be derived from it, and active. */
const CHANGING = ["name.familyName", "name.formatted", "displayName", "active"];

/**
 * Lets clients call at the same time, and judges that for each user some order of its calls explains how it is left.
 * Gives the answers.
 */
export async function expectSomeOrder(t: Trial, scenes: readonly Scene[], taken = ""): Promise<Exchange[]> {
  const before = new Map<GivenUser, JsonObject>();
  for (const { user } of scenes) before.set(user, await t.given.read(user.path));
  const clients = scenes.flatMap((scene) => scene.clients.map((calls) => calls.map((call) => ({ ...scene, call }))));
  const played = await atOnce(clients, ({ user, call }) => sendTo(t, user, taken, call));
  for (const { answer } of played) accepted(t, answer);
  for (const { user } of scenes) {
    const read = await t.client.get(user.path);
    const own = played
      .filter(({ call }) => call.user === user)
      .map((each): Played<UserCall> => ({ ...each, call: each.call.call }));
    const end = played.length * 2;
    const last: Played<UserCall> = { call: { method: "GET" }, answer: read, start: end, end: end + 1 };
    const order = explainingOrder([...own, last], stateOf(before.get(user)), nextStates);
    t.expect(read).that(order !== undefined, {
      summary: `no order of the parallel calls ${own.map(answered).join("; ")} explains the user afterwards`,
      seen: read.response.status === 200 ? stateOf(read.response.body) : read.response.status,
      expected: "what its calls leave in some order",
    });
    if (read.response.status === 200)
      expectUnchanged(t, read, before.get(user)!, `the parallel calls ${own.map(answered).join("; ")}`, CHANGING);
  }
  skipUnlessParallel(t, played);
  return played.map(({ answer }) => answer);
}

function stateOf(resource: unknown): UserState {
  return {
    familyName: valueAt(resource, "name.familyName"),
    active: valueAt(resource, "active"),
    hidden: false,
  };
}

function answered({ call, answer }: Played<UserCall>): string {
  return `${inWords(call)} → ${answer.response.status}`;
}
