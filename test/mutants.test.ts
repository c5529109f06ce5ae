import { describe, expect, it } from "vitest";
import { judge, mutantsOf, type Rule, type Target } from "../engine/index.ts";
import { profileOptions, profiles } from "../profiles/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";

const rules = suites.flatMap((suite) => suite.rules);
const profileOf = (rule: Rule): "rfc" | "8x8" => (rule.id.startsWith("8x8/") ? "8x8" : "rfc");
const options = { rfc: {}, "8x8": profileOptions(profiles["8x8"]!) };
const simulator = (rule: Rule, mutant?: Rule["mutants"][string]): Target =>
  serviceProvider({ profile: profileOf(rule), mutants: mutant === undefined ? [] : [mutant] });

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("passes on the conforming service provider", async () => {
    const { verdict, finding, because } = await judge(rule, simulator(rule), { options: options[profileOf(rule)] });
    expect({ verdict, finding, because }).toEqual({ verdict: "pass" });
  });

  it.each(Object.entries(rule.mutants))("catches one: %s", async (_name, mutant) => {
    const { verdict, finding, because } = await judge(rule, simulator(rule, mutant), {
      options: options[profileOf(rule)],
    });
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
