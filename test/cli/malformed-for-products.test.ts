import { describe, expect, it } from "vitest";
import { run, select } from "../../engine/index.ts";
import { playing, profiles } from "../../profiles/index.ts";
import { htmlReport } from "../../reports/index.ts";
import { serviceProvider } from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";
import { breakages, broken } from "./breakages.ts";

/** The first requests ask whether there is anything to judge, and what it offers. */
const FIRST = 5;
const NAMES = ["entra", "okta", "jumpcloud", "okta-crud", "entra-gallery", "jumpcloud-activation", "okta-manual"];

// Every way at once would take minutes: each profile meets each breakage in some of its rules.
describe.each(NAMES)("a simulated product that provisions into a broken target (%s)", (id) => {
  it.each(Object.keys(breakages))("comes to verdicts where answers have %s", async (name) => {
    const profile = profiles[id]!;
    const provider = serviceProvider({ profile: "rfc" });
    const spoils = (_: unknown, number: number) => (number > FIRST ? breakages[name] : undefined);
    const target = { ...provider, handler: broken({ handler: provider.handler, spoils }) };
    const place = Object.keys(breakages).indexOf(name);
    const rules = select(suites, { profiles: [profile], shard: { index: 1 + (place % 3), count: 3 } });
    const legs = [{ target, profiles: [profile], rules, options: playing(profile).options }];
    const finished = await run({ legs, seed: 1, timeoutMs: 5000, mostRuns: 2 });
    expect(
      finished.results.flatMap(({ rule, defect }) => (defect === undefined ? [] : [`${rule}: ${defect}`])),
    ).toEqual([]);
    expect(htmlReport(finished, { version: "0.0.0" })).toContain("</html>");
  });
});
