import { describe, expect, it } from "vitest";
import { NotApplicable, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { atOnce, type Played, skipUnlessParallel } from "./at-once.ts";

function exchange(path: string, startedAt: number, durationMs: number): Exchange {
  const response = { status: 200, headers: {}, text: "", body: undefined, validUtf8: true };
  const request = { method: "GET", url: `http://test.example${path}`, path, headers: {} };
  return { id: 1, step: "probe", startedAt, durationMs, request, response };
}

describe("clients that send at once", () => {
  it("each send their calls one after the other, and do not wait for each other", async () => {
    const log: string[] = [];
    const played = await atOnce([["a1", "a2"], ["b1"]], async (call) => {
      log.push(`${call} leaves`);
      await Promise.resolve();
      log.push(`${call} returns`);
      return exchange(`/${call}`, 0, 1);
    });
    expect(log.slice(0, 2)).toEqual(["a1 leaves", "b1 leaves"]);
    expect(log.indexOf("a1 returns")).toBeLessThan(log.indexOf("a2 leaves"));
    const [a1, b1, a2] = played as [Played<string>, Played<string>, Played<string>];
    expect([a1.call, b1.call, a2.call]).toEqual(["a1", "b1", "a2"]);
    expect(a1.end).toBeLessThan(a2.start);
    expect(b1.start).toBeLessThan(a1.end);
  });

  it("are all waited for when a call of one gets no answer", async () => {
    let late = false;
    const sent = atOnce([["lost"], ["late"]], async (call) => {
      if (call === "lost") throw new Error("got no answer");
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      late = true;
      return exchange("/late", 0, 1);
    });
    await expect(sent).rejects.toThrow("got no answer");
    expect(late).toBe(true);
  });
});

describe("calls that were to be parallel", () => {
  const trial = {
    skip: (because: string): never => {
      throw new NotApplicable(because);
    },
  } as Trial;
  const played = (...times: [startedAt: number, durationMs: number][]): Played<string>[] =>
    times.map(([startedAt, durationMs], start) => ({
      call: "GET",
      answer: exchange("/Users", startedAt, durationMs),
      start,
      end: start + 1,
    }));

  it("are judged where two of them overlap", () => {
    expect(() => skipUnlessParallel(trial, played([100, 50], [140, 50], [400, 10]))).not.toThrow();
  });

  it("are judged where clocks are too coarse to tell", () => {
    expect(() => skipUnlessParallel(trial, played([100, 0.4], [101, 0.4]))).not.toThrow();
  });

  it("are skipped where a pace let only one out at a time", () => {
    expect(() => skipUnlessParallel(trial, played([100, 10], [140, 10]))).toThrow("--rate");
  });
});
