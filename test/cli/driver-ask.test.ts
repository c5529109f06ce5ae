import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { simulatorDriver } from "../../simulators/index.ts";
import { folder, MAIN, scimproof, simulator } from "./scimproof.ts";
import { operated } from "./scripted-operator.ts";

/** Rules whose scene a person can set: sites, locks and Federation IDs. */
const RULES = [
  "8x8/site/former-name-is-unknown",
  "8x8/site/new-name-recovers",
  "8x8/site/console-moves-nobody",
  "8x8/own/activation-is-locked",
  "8x8/fedid/create-sets-it",
  "8x8/fedid/entered-by-an-administrator",
  "8x8/login/taken-in-the-console",
];

async function scene(...flags: string[]) {
  const card = await simulator("--profile", "8x8", ...flags);
  const driver = simulatorDriver({ origin: new URL(card.url).origin, adminToken: card.adminToken! });
  return { card, driver };
}

const verdicts = (run: Run) => run.results.map(({ rule, verdict }) => `${verdict} ${rule}`);
const args = (url: string, ...more: string[]) => [
  "run",
  url,
  "--profile",
  "8x8",
  "--seed",
  "5",
  "--report",
  "none",
  ...more,
];
const rules = RULES.flatMap((rule) => ["--rule", rule]);
const hasScript = spawnSync("script", ["--version"]).status === 0;

describe("scimproof run --driver ask", () => {
  it("ends with the verdicts of the simulator's own driver", async () => {
    const { card, driver } = await scene();
    const own = await scimproof(args(card.url, "--json", ...rules));
    const { card: another, driver: byHand } = await scene();
    const asked = await operated(
      process.execPath,
      [MAIN, ...args(another.url, "--json", "--driver", "ask", ...rules)],
      byHand,
    );
    console.log(
      asked.asked,
      verdicts(JSON.parse(own.stdout)),
      JSON.parse(asked.stdout).results.map((r: any) => [r.rule, r.verdict, r.because]),
    );
    void driver;
    expect(verdicts(JSON.parse(asked.stdout))).toEqual(verdicts(JSON.parse(own.stdout)));
  });
});
