import { describe, expect, it } from "vitest";
import { exitOf, type Outcome } from "./exit.ts";
import type { Result } from "./result.ts";

const result = (verdict: Result["verdict"], more: Partial<Result> = {}): Result => ({
  ...{ rule: `topic/${verdict}`, title: "", level: "MUST", verdict, covers: [], exchanges: [], durationMs: 0 },
  ...more,
});
const exit = (results: Result[], more: Partial<Outcome> = {}) =>
  exitOf({
    results,
    total: results.length,
    leftovers: [],
    contradictions: [],
    stopped: undefined,
    interrupted: false,
    failOn: "MUST",
    ...more,
  });

const pass = result("pass");
const fail = result("fail");
const unjudged = result("inconclusive");
const defect = result("inconclusive", { defect: "TypeError: …" });

describe("the exit code", () => {
  it("is 1 when an option that was asked for was seen to be otherwise, and says which rules saw it", () => {
    const contradictions = [{ option: "patchScope", asked: "full", observed: "active-only", rules: ["patch/a"] }];
    expect(exit([pass], { contradictions })).toEqual({
      code: 1,
      reasons: ["option patchScope=full was asked for, and active-only was observed (patch/a)"],
    });
  });

  it("is 0 when every rule passed or was skipped", () => {
    expect(exit([pass, result("skip")])).toEqual({ code: 0, reasons: [] });
  });

  it.each([
    ["MUST", "MUST", 1],
    ["SHOULD", "MUST", 0],
    ["SHOULD", "SHOULD", 1],
    ["MAY", "SHOULD", 0],
    ["MAY", "MAY", 1],
  ] as const)("of a failed %s is, with %s as the lowest level that fails, %i", (level, failOn, code) => {
    expect(exit([pass, result("fail", { level })], { failOn }).code).toBe(code);
  });

  it.each<[string, number, Result[], Partial<Outcome>?]>([
    ["interrupted", 130, [defect, fail, unjudged], { interrupted: true }],
    ["our own defect", 4, [defect, fail, unjudged]],
    ["not conformant", 1, [fail, unjudged]],
    ["not judged", 3, [pass, unjudged]],
    ["all skipped", 3, [result("skip")]],
    ["nothing selected", 3, []],
    ["stopped at the first violation", 1, [fail], { stopped: "stopped at the first violation (topic/fail)", total: 9 }],
  ])("says the gravest first: %s is %i", (_, code, results, more) => {
    expect(exit(results, more).code).toBe(code);
  });

  it("comes with every reason, each with the rules it is about", () => {
    const many = Array.from({ length: 7 }, (_, index) => result("fail", { rule: `topic/${index}` }));
    expect(
      exit([...many, unjudged, defect], { leftovers: [{ path: "/Users/1", name: "", because: "" }] }).reasons,
    ).toEqual([
      "1 rule broke by our own defect: topic/inconclusive",
      "7 rules failed at level MUST or above: topic/0, topic/1, topic/2, topic/3, topic/4, and 2 more",
      "1 rule could not be judged: topic/inconclusive",
      expect.stringMatching(/^1 .*left at the target$/),
    ]);
  });

  it("stays 0 when something was left behind, which is said all the same", () => {
    const { code, reasons } = exit([pass], { leftovers: [{ path: "/Users/1", name: "", because: "" }] });
    expect(code).toBe(0);
    expect(reasons).toHaveLength(1);
  });
});
