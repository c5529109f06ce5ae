import { describe, expect, it } from "vitest";
import { judge, mutantsOf } from "../engine/index.ts";
import { suites } from "../suites/index.ts";
import { simulated } from "./simulated.ts";

const rules = suites.flatMap((suite) => suite.rules);

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("passes on the conforming simulator", async () => {
    const { verdict, finding, because } = await judge(rule, ...simulated(rule));
    expect({ verdict, finding, because }).toEqual({ verdict: "pass" });
  });

  it.each(Object.entries(rule.mutants))("catches one: %s", async (_name, mutant) => {
    const { verdict, finding, because } = await judge(rule, ...simulated(rule, [mutant]));
    expect({ verdict, because }).toEqual({ verdict: "fail" });
    expect(finding?.summary).toMatch(/\S/);
    expect(finding?.rows).toEqual(rule.covers);
  });
});

describe("the catalogue", () => {
  it("has a mutant for every rule", () => {
    expect(rules.filter(({ mutants }) => Object.keys(mutants).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("tells its rules and its mutants apart", () => {
    const ids = rules.map(({ id }) => id);
    const mutants = mutantsOf(rules).map(({ id }) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
    expect(mutants.filter((id, place) => mutants.indexOf(id) !== place)).toEqual([]);
  });
});
