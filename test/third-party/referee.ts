import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { type Run, run, select } from "../../engine/index.ts";
import { profiles } from "../../profiles/index.ts";
import schema from "../../schemas/results/run.json" with { type: "json" };
import { suites } from "../../suites/index.ts";

/** A service provider that was not written here, listening on loopback. */
export interface ThirdParty {
  baseUrl: string;
  token: string;
  /** Everything it keeps, as JSON: to see whether a run left what it found as it was. */
  snapshot(): { users: string[]; groups: string[] };
  close(): Promise<void>;
}

/** Why a rule does not pass, as it was found by hand: what the service provider does, and what the RFCs say otherwise. */
export interface Held {
  /** How the rule ends; `fail` when left out. */
  verdict?: "fail" | "inconclusive";
  reason: string;
}

/** By what a service provider is judged. */
export interface Measure {
  /** Id of the profile. */
  profile: string;
  /** What every reason has to name: who says otherwise, and where. */
  source: RegExp;
  /** So many rules pass at least. */
  passes: number;
}

const RFCS: Measure = { profile: "rfc", source: /RFC \d{4}( §[\d.]+)?/, passes: 200 };

/**
 * Judges a service provider that was not written here by the rules of the RFCs, or of a vendor, and holds what they find
 * against what was found by hand: so that nobody but the sources has the last word on the rules and on the simulator.
 */
export function referee(
  name: string,
  start: () => Promise<ThirdParty>,
  expected: Record<string, Held>,
  { profile: id, source, passes }: Measure = RFCS,
): void {
  const profile = profiles[id]!;
  describe(`${name}, judged by ${id}`, () => {
    let judged: Run;
    let before: ReturnType<ThirdParty["snapshot"]>;
    let after: ReturnType<ThirdParty["snapshot"]>;

    beforeAll(async () => {
      const server = await start();
      before = server.snapshot();
      const target = { name, baseUrl: server.baseUrl, token: server.token };
      const rules = select(suites, { profiles: [profile] });
      judged = await run({ legs: [{ target, profiles: [profile], rules }], seed: 1 });
      after = server.snapshot();
      await server.close();
    }, 120_000);

    it("fails the rules that were found by hand to be broken, and no other", () => {
      const found = judged.results.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive");
      const news = found
        .filter(({ rule, verdict }) => (expected[rule]?.verdict ?? "fail") !== verdict || expected[rule] === undefined)
        .map(({ rule, verdict, finding, because }) => ({ rule, verdict, because: finding?.summary ?? because }));
      const gone = Object.keys(expected).filter((id) => !found.some(({ rule }) => rule === id));
      expect({ news, gone }).toEqual({ news: [], gone: [] });
    });

    it("gives a reason for each of them, and who says otherwise", () => {
      const without = Object.entries(expected).filter(([, { reason }]) => !source.test(reason));
      expect(without).toEqual([]);
    });

    it("is judged by whole rules", () => {
      expect(judged.results.filter(({ defect }) => defect !== undefined)).toEqual([]);
      expect(judged.summary.pass).toBeGreaterThanOrEqual(passes);
    });

    it("is left as it was found", () => {
      expect(before.users.length).toBeGreaterThan(0);
      expect(before.groups.length).toBeGreaterThan(0);
      expect(after).toEqual(before);
      expect(judged.leftovers).toEqual([]);
    });

    it("is reported by a run that keeps to its schema", () => {
      const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
      addFormats.default(ajv);
      const follows = ajv.compile(schema);
      follows(JSON.parse(JSON.stringify(judged)));
      expect(follows.errors).toBeNull();
    });
  });
}
