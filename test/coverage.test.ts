import { describe, expect, it } from "vitest";
import { catalogue, type Level, reasonOf, requirements } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import ambiguities from "../requirements/ambiguities.json" with { type: "json" };
import uncovered from "../requirements/uncovered.json" with { type: "json" };
import { suites } from "../suites/index.ts";

const rules = suites.flatMap((suite) => suite.rules);
const whole = catalogue(suites, Object.values(profiles));
const covered = whole.requirements.filter(({ coveredBy }) => coveredBy.length > 0);
const open = whole.requirements.filter(({ coveredBy }) => coveredBy.length === 0);

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
const weightOf = (row: string): Level => WEIGHT[requirements.get(row)!.level]!;

/** Rows that weigh MUST and are judged by no rule of that level, and why that is enough. */
const LIGHTER: Record<string, string> = {
  "7643-5-10": "the row asks for advice: schemes that came later are no fault of the service provider",
  "7643-6-09": "the row asks for advice: where a description is applicable is left to the service provider",
  "7644-3.4.2.2-31": "AMB-38: accepting a nested value path is a warning",
  "7644-3.4.2.4-09": "AMB-29: another number than that of the items shown is a warning",
  "9110-11.1-01": "the row asks for advice: every client of note writes Bearer",
};

/** Rules of 8x8 that weigh less than a row they cover, because the row leaves this part of it open. */
const OPEN_PARTS: Record<string, string> = {
  "8x8/login/conflict-is-named": "8X8-LOGIN-01: the refusal is demanded, its words are advice",
  "8x8/login/letter-case": "8X8-LOGIN-03: whether letter case counts is not documented",
  "8x8/saml/weak-algorithm": "8X8-CERT-04: how weak a signature may be is not documented",
  "8x8/saml/document-type": "8X8-CERT-04: a document type that does no harm is not documented to be refused",
  "8x8/saml/too-large": "8X8-CERT-04: how large a response may be is not documented",
  "8x8/saml/too-deep": "8X8-CERT-04: how deep a response may be is not documented",
  "8x8/saml/refusals-tell-nothing": "8X8-SAML-08: the refusal is demanded, its words are advice",
};

describe("the coverage of the matrices", () => {
  it("names only rows that exist", () => {
    const unknown = rules.flatMap((rule) =>
      rule.covers.filter((row) => !requirements.has(row)).map((row) => `${rule.id}: ${row}`),
    );
    expect(unknown).toEqual([]);
  });

  it("covers every row, or says why not", () => {
    expect(open.filter(({ reason }) => reason === undefined).map(({ id }) => id)).toEqual([]);
  });

  it("gives no reason for a row that is covered", () => {
    expect(covered.filter(({ id }) => reasonOf(id) !== undefined).map(({ id }) => id)).toEqual([]);
  });

  it("has no reason that no row needs", () => {
    const used = new Set(open.map(({ id }) => reasonOf(id)));
    expect(uncovered.filter(({ reason }) => !used.has(reason)).map(({ reason }) => reason)).toEqual([]);
    const named = uncovered.flatMap((entry) => ("rows" in entry && entry.rows) || []);
    expect(named.filter((id, place) => !requirements.has(id) || named.indexOf(id) !== place)).toEqual([]);
  });

  it("names only ambiguities that exist", () => {
    const known = new Set(ambiguities.map(({ id }) => id));
    const unknown = [...requirements.values()].filter(
      ({ id, ambiguity }) => !id.startsWith("8X8-") && ambiguity !== undefined && !known.has(ambiguity),
    );
    expect(unknown.map(({ id, ambiguity }) => `${id} ${ambiguity}`)).toEqual([]);
  });

  it("has every named fault of a covered row of the contract, of a service provider or of an identity provider", () => {
    const known = new Set(rules.flatMap(({ mutants }) => Object.keys(mutants)));
    const missing = covered
      .map(({ id }) => requirements.get(id)!)
      .filter(({ fault }) => fault !== undefined && /^(?:sp|idp)-/.test(fault.name) && !known.has(fault.name));
    expect(missing.map(({ id, fault }) => `${id} ${fault?.name}`)).toEqual([]);
  });
});

describe("the profiles", () => {
  it("count suites that exist, and every suite counts for one", () => {
    const counted = new Set(Object.values(profiles).flatMap((profile) => profile.suites));
    expect([...counted].sort()).toEqual(suites.map(({ id }) => id).sort());
  });
});

describe("the levels of the rules", () => {
  it("never exceed the rows they cover, unless an ambiguity decides each of those", () => {
    const heavier = rules
      .filter(({ id }) => !id.startsWith("8x8/"))
      .filter(({ level, covers }) => covers.every((row) => ORDER.indexOf(level) > ORDER.indexOf(weightOf(row))))
      .filter(({ covers }) => covers.some((row) => requirements.get(row)!.ambiguity === undefined));
    expect(heavier.map(({ id }) => id)).toEqual([]);
  });

  it("are those of the rows for 8x8, but where a row leaves a part open", () => {
    const other = rules
      .filter(({ id, tags }) => id.startsWith("8x8/") && !tags.includes("story"))
      .filter(({ level, covers }) => covers.some((row) => weightOf(row) !== level));
    expect(other.map(({ id }) => id)).toEqual(Object.keys(OPEN_PARTS));
  });

  it("are for a story that of the lightest row it judges; what is left open it only observes", () => {
    const other = rules
      .filter(({ tags }) => tags.includes("story"))
      .filter(({ level, covers }) => {
        const judged = covers.map(weightOf).filter((weight) => weight !== "MAY");
        return level !== (judged.includes("SHOULD") ? "SHOULD" : "MUST");
      });
    expect(other.map(({ id }) => id)).toEqual([]);
  });

  it("reach MUST wherever a row does, but for those that say why not", () => {
    const must = new Set(rules.filter(({ level }) => level === "MUST").flatMap(({ covers }) => covers));
    const lighter = covered.filter(({ id }) => weightOf(id) === "MUST" && !must.has(id));
    expect(lighter.map(({ id }) => id).sort()).toEqual(Object.keys(LIGHTER));
  });

  it("reach SHOULD wherever a row does", () => {
    const should = new Set(rules.filter(({ level }) => level !== "MAY").flatMap(({ covers }) => covers));
    const lighter = covered.filter(({ id }) => weightOf(id) === "SHOULD" && !should.has(id));
    expect(lighter.map(({ id }) => id)).toEqual([]);
  });
});
