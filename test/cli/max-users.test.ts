import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { simulatorDriver } from "../../simulators/index.ts";
import { scimproof, simulator } from "./scimproof.ts";

/** Judges a fresh simulator, and counts who is in its console afterwards. */
async function judged(...flags: string[]): Promise<{ code: number | null; run: Run; users: number; active: number }> {
  const { url, adminToken } = await simulator("--profile", "8x8");
  const driver = simulatorDriver({ origin: new URL(url).origin, adminToken: adminToken! });
  const before = (await driver.user.list()).length;
  const { code, stdout } = await scimproof(["run", url, "--seed", "5", "--report", "none", "--json", ...flags]);
  const after = await driver.user.list();
  const active = after.filter((user) => user.active).length;
  return { code, run: JSON.parse(stdout) as Run, users: after.length - before, active };
}

const verdicts = ({ results }: Run): Map<string, string> =>
  new Map(results.map(({ rule, verdict }) => [rule, verdict]));
const lacksUsers = ({ because = "" }: { because?: string }): boolean => because.startsWith("needs a fresh user");

describe("scimproof run against an 8x8 that nobody can delete users from", () => {
  it("makes 25 users at most, leaves them inactive and lists them, and comes to the same verdicts", async () => {
    const own = verdicts((await judged()).run);
    const { code, run, users, active } = await judged("--driver", "none");
    expect(users).toBeLessThanOrEqual(25);
    expect(active).toBe(0);
    expect(run.leftovers).toHaveLength(users);
    // Skipped is what needs the console, and nothing for want of users.
    const could = run.results.filter(({ verdict }) => verdict !== "skip");
    expect(could.length).toBeGreaterThan(50);
    expect(could.map(({ rule, verdict }) => `${verdict} ${rule}`)).toEqual(
      could.map(({ rule }) => `${own.get(rule)} ${rule}`),
    );
    expect(run.results.filter(lacksUsers)).toEqual([]);
    expect(code).toBe(0);
  });

  it("says of each rule that a smaller bound keeps from being judged", async () => {
    const { run, users } = await judged("--driver", "none", "--max-users", "3");
    expect(users).toBeLessThanOrEqual(3);
    const lacking = run.results.filter(lacksUsers);
    expect(lacking.length).toBeGreaterThan(5);
    expect(lacking.every(({ verdict }) => verdict === "skip")).toBe(true);
    expect(run.summary).toMatchObject({ fail: 0, inconclusive: 0 });
  });
});
