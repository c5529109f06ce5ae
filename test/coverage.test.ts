import { describe, expect, it } from "vitest";
import { catalogue, type Level, reasonOf, requirements } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import uncovered from "../requirements/uncovered.json" with { type: "json" };
import { suites } from "../suites/index.ts";

const rules = suites.flatMap((suite) => suite.rules);
const whole = catalogue(suites, Object.values(profiles));

/** What a row weighs, by the policy of requirements/README.md. */
const WEIGHT: Record<string, Level> = {
  MUST: "MUST",
  "MUST NOT": "MUST",
  REQUIRED: "MUST",
  DESCRIPTIVE: "MUST",
  must: "MUST",
  SHOULD: "SHOULD",
  "SHOULD NOT": "SHOULD",
  should: "SHOULD",
  MAY: "MAY",
  info: "MAY",
};
const ORDER: Level[] = ["MAY", "SHOULD", "MUST"];

describe("the coverage of the matrices", () => {
  it("names only rows that exist", () => {
    const unknown = rules.flatMap((rule) =>
      rule.covers.filter((row) => !requirements.has(row)).map((row) => `${rule.id}: ${row}`),
    );
    expect(unknown).toEqual([]);
  });

  it("covers every row, or says why not", () => {
    const silent = whole.requirements.filter(({ coveredBy, reason }) => coveredBy.length === 0 && reason === undefined);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it("gives no reason for a row that is covered", () => {
    const stale = whole.requirements.filter(({ id, coveredBy }) => coveredBy.length > 0 && reasonByName(id));
    expect(stale.map(({ id }) => id)).toEqual([]);
  });

  it("has no reason that no row needs", () => {
    const open = whole.requirements.filter(({ coveredBy }) => coveredBy.length === 0);
    const used = new Set(open.map(({ id }) => reasonOf(id)));
    expect(uncovered.filter(({ reason }) => !used.has(reason)).map(({ reason }) => reason)).toEqual([]);
  });

  it("never weighs a rule more than the rows it covers", () => {
    const heavier = rules.filter((rule) => {
      const weights = rule.covers.map((row) => ORDER.indexOf(WEIGHT[requirements.get(row)!.level]!));
      return ORDER.indexOf(rule.level) > Math.max(...weights);
    });
    expect(heavier.map(({ id }) => id)).toEqual([]);
  });

  it("has every named fault of a covered row of the contract", () => {
    const known = new Set(rules.flatMap(({ mutants }) => Object.keys(mutants)));
    const missing = [...requirements.values()].filter(
      ({ id, fault }) =>
        fault !== undefined &&
        whole.requirements.some((row) => row.id === id && row.coveredBy.length > 0) &&
        !known.has(fault.name),
    );
    expect(missing.map(({ id, fault }) => `${id} ${fault?.name}`)).toEqual([]);
  });
});

function reasonByName(id: string): boolean {
  return (uncovered as { rows?: string[] }[]).some(({ rows }) => rows?.includes(id));
}
