import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Run, type RunSettings, run, select } from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import { consoleReport, htmlReport, jsonReport, junitReport } from "../../reports/index.ts";
import { type SimulatedProfile, serviceProvider } from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";
import { type Breakage, breakages, broken } from "./breakages.ts";
import { departures, malformedXml } from "./documents.ts";

/** The first requests ask whether there is anything to judge, and what it offers. */
const FIRST = 5;
/** What the rules are tried on alone; all breakages come mixed as well. */
const ALONE = {
  rfc: [
    "JSON that breaks off",
    "empty bodies",
    "null for a body",
    "an empty object for a body",
    "arrays in the place of objects",
    "lists without Resources",
    "Resources: null",
    "Resources: a number",
    "Resources: a text",
    "Resources: all sorts of things",
    "no id",
    "ids that are numbers",
    "ids that are no part of a path",
    "meta as a text",
    "nonsense in meta",
    "schemas as a text",
    "null for every value",
    "every value in a list",
    "a null in every list",
    "objects in the place of lists",
    "texts in the place of objects",
    "another content type",
    "no headers",
    "nonsense in headers",
    "200 for everything",
    "500 for everything",
    "10,000 levels of JSON",
    "10,000 levels in a member",
  ],
  // The 8x8 guides are silent on media types and headers.
  "8x8": [
    "JSON that breaks off",
    "null for a body",
    "lists without Resources",
    "Resources: all sorts of things",
    "no id",
    "null for every value",
    "a null in every list",
    "200 for everything",
    "500 for everything",
  ],
};

type Spoils = Parameters<typeof broken>[0]["spoils"];

/** Judges the simulator of a profile with the answers that `spoils` picks spoiled. */
function judged(
  id: SimulatedProfile,
  spoils: Spoils,
  { prefixes = [], ...settings }: Partial<RunSettings> & { prefixes?: string[] } = {},
): Promise<Run> {
  const profile = profiles[id]!;
  const provider = serviceProvider({ profile: id });
  const target = { ...provider, handler: broken({ handler: provider.handler, spoils }) };
  const rules = select(suites, { profiles: [profile], rules: prefixes });
  const legs = [{ target, profiles: [profile], rules, options: profileOptions(profile) }];
  // Two values of each law are enough for a target that is broken in everything.
  return run({ legs, seed: 1, timeoutMs: 5000, mostRuns: 2, ...settings });
}

/** Whatever a target answers, a rule comes to a verdict, and every report can be written. */
function expectJudged(finished: Run): void {
  const defects = finished.results.flatMap(({ rule, defect }) => (defect === undefined ? [] : [`${rule}: ${defect}`]));
  expect(defects).toEqual([]);
  expect(finished.results.length).toBeGreaterThan(50);
  expect([0, 1, 3]).toContain(finished.exit.code);
}

// A random number for each request, the same in each run (Mulberry32).
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.each(["rfc", "8x8"] as const)("a target of profile %s", (profile) => {
  it.each(ALONE[profile])("is found wrong that answers with %s", async (name) => {
    const finished = await judged(profile, (_, number) => (number > FIRST ? breakages[name] : undefined));
    expectJudged(finished);
    expect(finished.exit.code).toBe(1);
    expect(finished.summary.violations).toBeGreaterThan(0);
  });

  it.each([1, 2, 3])("is judged that answers now with this, now with that (%i)", async (seed) => {
    const chance = chances(seed);
    const all = Object.values(breakages);
    const finished = await judged(profile, (_, number): Breakage | undefined => {
      const [whether, which] = [chance(), chance()];
      return number > FIRST && whether < seed / 10 ? all[Math.floor(which * all.length)] : undefined;
    });
    expectJudged(finished);
    expect(finished.exit.code).toBe(1);
  });
});

describe("a target of profile rfc", () => {
  it.each(["null for a body", "JSON that breaks off", "a null in every list", "objects in the place of lists"])(
    "is judged by what it lets see that answers reads with %s",
    async (name) => {
      const finished = await judged("rfc", ({ method }, number) =>
        number > FIRST && method === "GET" ? breakages[name] : undefined,
      );
      expectJudged(finished);
      expect(finished.exit.code).toBe(1);
    },
  );

  it.each(["null for every value", "every value in a list", "a null in every list", "texts in the place of objects"])(
    "is judged whose discovery documents have %s",
    async (name) => {
      const finished = await judged("rfc", ({ url }) =>
        /ServiceProviderConfig|ResourceTypes|Schemas/.test(url) ? breakages[name] : undefined,
      );
      expectJudged(finished);
      expect(finished.exit.code).toBe(1);
    },
  );

  it("does not fill the memory that answers with bodies of 9 MB", async () => {
    const blanks = Buffer.alloc(9 * 1024 * 1024, " ");
    const huge: Breakage = (response) => new Response(blanks, response);
    const spoils: Spoils = ({ method }, number) => (number > FIRST && method === "GET" ? huge : undefined);
    const finished = await judged("rfc", spoils, { prefixes: ["list", "paging"] });
    expect(finished.results.filter(({ defect }) => defect !== undefined)).toEqual([]);
    const because = finished.results.flatMap((result) => result.because ?? []);
    expect(because.some((text) => text.includes("the body is longer than 8388608 bytes"))).toBe(true);
  });

  it("costs a bounded time whose bodies never end", async () => {
    const endless = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        async pull(controller) {
          await wait(5);
          controller.enqueue(Buffer.from(" "));
        },
      });
    const clock = performance.now();
    const finished = await judged(
      "rfc",
      (_, number) => (number > FIRST ? ({ status }) => answered(status, endless()) : undefined),
      { timeoutMs: 50, concurrency: 32 },
    );
    expectJudged(finished);
    expect(finished.exit.code).toBe(3);
    expect(performance.now() - clock).toBeLessThan(30_000);
  });

  it("costs a bounded time that never answers at all", async () => {
    const silent: Breakage = () => {
      throw new Error("socket hang up");
    };
    const finished = await judged("rfc", (_, number) => (number > FIRST ? silent : undefined));
    expectJudged(finished);
    expect(finished.exit.code).toBe(3);
    expect(finished.exit.reasons.join()).toContain("could not be judged");
  });

  it("can be reported on, whatever it said", async () => {
    const all = Object.values(breakages);
    const finished = await judged("rfc", (_, number) => (number > FIRST ? all[number % all.length] : undefined));
    expect(departures("run", JSON.parse(jsonReport(finished)))).toEqual([]);
    expect(malformedXml(junitReport(finished))).toBeUndefined();
    expect(htmlReport(finished, { version: "0.0.0" })).toMatch(/<\/html>\s*$/);
    const shown = consoleReport(finished, { columns: 80, files: [] });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f]/);
  });
});

function answered(status: number, body: ReadableStream<Uint8Array>): Response {
  return new Response(status === 204 ? null : body, { status, headers: { "content-type": "application/scim+json" } });
}
