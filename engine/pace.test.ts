import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exchange } from "../scim/index.ts";
import { createPace } from "./pace.ts";

const waits: number[] = [];
let now = 0;

// Waiting takes no time here: the clock goes on by as much.
vi.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number) => {
    waits.push(Math.round(ms));
    now += ms;
  },
}));

beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.spyOn(Date, "now").mockReturnValue(Date.UTC(2030, 0, 1));
});
afterEach(() => {
  vi.restoreAllMocks();
  waits.length = 0;
});

const answered = (status: number, retryAfter?: string): Exchange =>
  ({
    response: { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } },
  }) as unknown as Exchange;

describe("the pace of a run", () => {
  it("spaces requests evenly, and the first one does not wait", async () => {
    const pace = createPace(4);
    for (let sent = 0; sent < 3; sent++) await pace.next();
    expect(waits).toEqual([250, 250]);
  });

  it("does not make up for time in which nothing was sent", async () => {
    const pace = createPace(4);
    await pace.next();
    now += 10_000;
    await pace.next();
    await pace.next();
    expect(waits).toEqual([250]);
  });

  it("holds nothing back when no rate is given", async () => {
    const pace = createPace(undefined);
    for (let sent = 0; sent < 100; sent++) await pace.next();
    expect(waits).toEqual([]);
  });

  it.each([
    ["seconds", answered(429, "7"), [7000]],
    ["a date", answered(503, "Tue, 01 Jan 2030 00:00:30 GMT"), [30_000]],
    ["more than anybody waits", answered(429, "86400"), [60_000]],
    ["a date in the past", answered(429, "Mon, 01 Jan 2001 00:00:00 GMT"), []],
    ["what is neither", answered(429, "soon"), []],
    ["an answer that only looks like it", answered(200, "7"), []],
    ["no word of when", answered(429), []],
  ])("keeps Retry-After: %s", async (_, exchange, expected) => {
    const pace = createPace(undefined);
    pace.seen(exchange);
    await pace.next();
    expect(waits).toEqual(expected);
  });
});
