import { describe, expect, it } from "vitest";
import { judge } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import { suites } from "../suites/index.ts";
import { playingFor, simulated } from "./simulated.ts";

const rules = suites.flatMap((suite) => suite.rules);
const asking = rules.filter(({ answers }) => answers.length > 0);
const options = profiles["8x8"]!.options;

describe("the names of what is observed", () => {
  it("are one word each", () => {
    const names = new Set([...asking.flatMap(({ answers }) => answers), ...Object.keys(options)]);
    expect([...names].filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });

  it("are told apart within a rule", () => {
    expect(asking.filter(({ answers }) => new Set(answers).size !== answers.length).map(({ id }) => id)).toEqual([]);
  });
});

describe.each(asking.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("observes on the conforming service provider what it says it observes", async () => {
    const seen = (await judge(rule, ...simulated(rule))).observed ?? {};
    expect(Object.keys(seen).sort()).toEqual([...rule.answers].sort());
    for (const [name, value] of Object.entries(seen)) {
      const permitted = playingFor(rule).plays.id === "8x8" ? options[name]?.values : undefined;
      if (permitted === undefined) expect(value).toMatch(/^[^\n]{1,100}$/);
      else expect(permitted).toContain(value);
    }
  });
});
