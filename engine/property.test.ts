import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Inconclusive, NotApplicable, Violation } from "./failure.ts";
import { holdLaw } from "./property.ts";

const numbers = fc.integer({ min: 0, max: 1000 });
const broken = (value: number) => new Violation({ summary: `${value} is too much`, seen: value, expected: "less" });

/** Holds a law and gives what came of it, with every value that was tried. */
async function hold(law: (value: number) => Promise<void> | void, runs = 20) {
  const tried: number[] = [];
  let begun = 0;
  const outcome = await holdLaw(
    numbers,
    async (value) => {
      tried.push(value);
      await law(value);
    },
    {
      seed: 7,
      runs,
      begins: () => {
        begun++;
      },
      evidence: () => [begun],
    },
  ).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { outcome, tried };
}

describe("holdLaw", () => {
  it("tries as many values as it was told, and the same ones for the same seed", async () => {
    const [one, other] = [await hold(() => {}), await hold(() => {})];
    expect(one.outcome).toBeUndefined();
    expect(one.tried).toHaveLength(20);
    expect(other.tried).toEqual(one.tried);
  });

  it("shrinks a violation to the smallest value that shows it, with its exchanges", async () => {
    const { outcome, tried } = await hold((value) => {
      if (value >= 100) throw broken(value);
    });
    expect(outcome).toBeInstanceOf(Violation);
    expect((outcome as Violation).deviation).toMatchObject({
      summary: "100 is too much",
      counterexample: "100",
      exchanges: [tried.lastIndexOf(100) + 1],
    });
  });

  it("shrinks no longer than a target can bear", async () => {
    let evaluations = 0;
    const many = fc.array(fc.string({ minLength: 5 }), { minLength: 100 });
    const law = async () => {
      evaluations++;
      throw broken(0);
    };
    await expect(holdLaw(many, law, { seed: 7, runs: 1, begins: () => {}, evidence: () => [] })).rejects.toThrow(
      Violation,
    );
    expect(evaluations).toBe(61);
  });

  it("takes a scene that cannot be set while shrinking for no counterexample", async () => {
    let evaluations = 0;
    const { outcome, tried } = await hold((value) => {
      if (++evaluations === 1) throw broken(value);
      throw evaluations % 2 === 0 ? new Inconclusive("no scene") : new NotApplicable("no use");
    });
    expect(tried.length).toBeGreaterThan(1);
    expect((outcome as Violation).deviation.counterexample).toBe(String(tried[0]));
  });

  it.each([
    ["cannot be judged", new Inconclusive("no answer")],
    ["does not apply", new NotApplicable("no groups")],
    ["is our own defect", new TypeError("broken rule")],
  ])("passes on what %s, and stops", async (_, cause) => {
    const { outcome, tried } = await hold(() => {
      throw cause;
    });
    expect(outcome).toBe(cause);
    expect(tried).toHaveLength(1);
  });
});
