import { describe, expect, it } from "vitest";
import { contradictions } from "./contradiction.ts";
import type { Result } from "./result.ts";

function saw(rule: string, observed?: Record<string, string>): Result {
  const base = { title: rule, level: "MUST", verdict: "pass", covers: [], exchanges: [], durationMs: 0 } as const;
  return { ...base, covers: [], exchanges: [], rule, ...(observed === undefined ? {} : { observed }) };
}

describe("what an option that was asked for contradicts", () => {
  it("is nothing where the target behaves as asked for", () => {
    expect(contradictions({ colour: "red" }, [saw("t/a", { colour: "red" }), saw("t/b")])).toEqual([]);
  });

  it("is nothing where no rule could see it", () => {
    expect(contradictions({ colour: "red" }, [saw("t/a", { shape: "round" })])).toEqual([]);
  });

  it("is nothing where nobody asked", () => {
    expect(contradictions({}, [saw("t/a", { colour: "blue" })])).toEqual([]);
  });

  it("names the rules that saw another value, and what they saw", () => {
    const results = [
      saw("t/a", { colour: "blue" }),
      saw("t/b", { colour: "red" }),
      saw("t/c", { colour: "green" }),
      saw("t/d", { colour: "blue" }),
    ];
    expect(contradictions({ colour: "red", shape: "round" }, results)).toEqual([
      { option: "colour", asked: "red", observed: "blue | green", rules: ["t/a", "t/c", "t/d"] },
    ]);
  });
});
