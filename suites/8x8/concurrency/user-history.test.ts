import { describe, expect, it } from "vitest";
import { explainingOrder } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import type { Played } from "./at-once.ts";
import { inWords, nextStates, type UserCall, type UserState } from "./user-history.ts";

const CREATED: UserState = { familyName: "Created", active: true, hidden: false };

/** A call between two moments, and its answer. */
function call(wanted: UserCall, [start, end]: [number, number], status: number, body?: object): Played<UserCall> {
  const response = { status, headers: {}, text: "", body, validUtf8: true };
  const request = { method: wanted.method, url: "http://test.example/Users/1", path: "/Users/1", headers: {} };
  const answer: Exchange = { id: 1, step: "probe", startedAt: 0, durationMs: 0, request, response };
  return { call: wanted, answer, start, end };
}

const put = (familyName: string, active: boolean, when: [number, number]): Played<UserCall> =>
  call({ method: "PUT", familyName, active }, when, 200);
const patch = (active: boolean, when: [number, number], status = 200): Played<UserCall> =>
  call({ method: "PATCH", active }, when, status);
const read = (familyName: string, active: boolean): Played<UserCall> =>
  call({ method: "GET" }, [90, 91], 200, { name: { familyName }, active });
const gone = call({ method: "GET" }, [90, 91], 404);

/** The order that explains calls on a user as it was created. */
function order(...calls: Played<UserCall>[]): string[] | undefined {
  return explainingOrder(calls, CREATED, nextStates)?.map((each) => inWords(each.call));
}

describe("parallel calls on one user", () => {
  it("are explained by either order, where either may have been the last", () => {
    const calls = [put("Alpha", true, [0, 3]), patch(false, [1, 2])];
    expect(order(...calls, read("Alpha", true))?.[0]).toBe("PATCH active=false");
    expect(order(...calls, read("Alpha", false))?.[0]).toBe("PUT familyName=Alpha active=true");
  });

  it("are not explained where an update got lost", () => {
    expect(order(put("Alpha", true, [0, 3]), patch(false, [1, 2]), read("Created", false))).toBeUndefined();
  });

  it("are not explained where two updates were mixed", () => {
    const calls = [put("Alpha", true, [0, 3]), put("Bravo", false, [1, 2])];
    expect(order(...calls, read("Bravo", true))).toBeUndefined();
  });

  it("are not explained by an order in which they did not come", () => {
    expect(order(patch(false, [0, 1]), patch(true, [2, 3]), read("Created", false))).toBeUndefined();
  });

  it("change nothing where they are refused", () => {
    const refused = patch(false, [1, 2], 412);
    expect(order(put("Alpha", true, [0, 3]), refused, read("Alpha", true))).toBeDefined();
    expect(order(put("Alpha", true, [0, 3]), refused, read("Alpha", false))).toBeUndefined();
  });

  it("find the user gone only after a DELETE that hides it", () => {
    const removed = call({ method: "DELETE" }, [0, 3], 204);
    const missed = patch(true, [1, 2], 404);
    expect(order(removed, missed, gone)).toEqual(["DELETE", "PATCH active=true", "GET"]);
    expect(order(removed, missed, read("Created", false))).toBeUndefined();
    expect(order(missed, read("Created", true))).toBeUndefined();
  });

  it("bring a hidden user back, or not", () => {
    const calls = [call({ method: "DELETE" }, [0, 1], 204), patch(true, [2, 3])];
    expect(order(...calls, read("Created", true))).toBeDefined();
    expect(order(...calls, gone)).toBeDefined();
  });

  it("let a second DELETE answer 404", () => {
    const calls = [call({ method: "DELETE" }, [0, 3], 204), call({ method: "DELETE" }, [1, 2], 404)];
    expect(order(...calls, read("Created", false))).toEqual(["DELETE", "DELETE", "GET"]);
  });
});
