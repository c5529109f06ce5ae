import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { simulatorDriver } from "../../simulators/index.ts";
import { folder, MAIN, scimproof, simulator } from "./scimproof.ts";
import { type Instead, operated } from "./scripted-operator.ts";

const hasScript = spawnSync("script", ["--version"]).status === 0;

/** A simulator, its own driver for the hands of the operator, and how a run against it is called. */
async function scene(flags: string[], rules: string[]) {
  const { url, adminToken } = await simulator("--profile", "8x8", ...flags);
  return {
    driver: simulatorDriver({ origin: new URL(url).origin, adminToken: adminToken! }),
    args: ["run", url, "--profile", "8x8", "--seed", "5", ...rules.flatMap((rule) => ["--rule", rule])],
  };
}

const inJson = ["--json", "--report", "none"];
const verdicts = (text: string) => (JSON.parse(text) as Run).results.map(({ rule, verdict }) => `${verdict} ${rule}`);

/** A run whose console a person operates, told by JSON. */
async function asked(flags: string[], rules: string[], instead?: Instead) {
  const { driver, args } = await scene(flags, rules);
  return operated(process.execPath, [MAIN, ...args, "--driver", "ask", ...inJson], driver, instead);
}

describe("scimproof run --driver ask", () => {
  const rules = [
    "8x8/site/former-name-is-unknown",
    "8x8/site/new-name-recovers",
    "8x8/site/console-moves-nobody",
    "8x8/own/activation-is-locked",
    "8x8/fedid/create-sets-it",
    "8x8/fedid/entered-by-an-administrator",
    "8x8/login/taken-in-the-console",
  ];

  it.each<[string, string[]]>([
    ["a conforming target", []],
    ["one that still takes the former name of a site", ["--mutant", "sp-old-site-name-still-accepted"]],
  ])("ends with the verdicts of the simulator's own driver: %s", async (_which, flags) => {
    const options = [...flags, "--option", "fedIdVisible=yes"];
    const own = await scene(options, rules);
    const told = await scimproof([...own.args, ...inJson]);
    const byHand = await asked(options, rules);
    expect(verdicts(byHand.stdout)).toEqual(verdicts(told.stdout));
    expect(byHand.code).toBe(told.code);
    expect(new Set(byHand.asked)).toContain("user.get");
    expect(verdicts(byHand.stdout).every((verdict) => /^(pass|fail)/.test(verdict))).toBe(true);
    // Nobody is asked to tidy up; what is left is told of.
    expect(byHand.asked).not.toContain("user.delete");
    expect((JSON.parse(byHand.stdout) as Run).leftovers.length).toBeGreaterThan(0);
  });

  it.skipIf(!hasScript)("can be driven through a pseudo-terminal to the end", async () => {
    const { driver, args } = await scene([], rules.slice(0, 4));
    const out = folder();
    const command = [process.execPath, MAIN, ...args, "--driver", "ask", "--report", "json", "--out", out];
    const { code, stdout } = await operated(
      "script",
      ["-qec", command.map((each) => `'${each}'`).join(" "), "/dev/null"],
      driver,
    );
    expect(code).toBe(0);
    expect(verdicts(readFileSync(join(out, "run.json"), "utf8"))).toEqual(
      rules.slice(0, 4).map((rule) => expect.stringContaining(`pass ${rule}`)),
    );
    // Whatever is asked starts on a line of its own, and no bar is left standing before it.
    for (const line of stdout.split("\n").filter((each) => each.includes("In the console")))
      expect(line).not.toContain("█");
  });

  it("skips the rule whose step the operator skips, and no other", async () => {
    const { stdout } = await asked([], rules.slice(0, 2), (operation, number) =>
      operation === "site.rename" && number === 2 ? "skip" : undefined,
    );
    const [first, second] = (JSON.parse(stdout) as Run).results;
    expect(first).toMatchObject({ verdict: "skip", because: "the operator skipped site.rename" });
    expect(second).toMatchObject({ verdict: "pass" });
  });

  it("skips what needs an operation that cannot be done, and asks for it once", async () => {
    const { stdout, asked: operations } = await asked([], rules.slice(0, 2), (operation) =>
      operation === "site.rename" ? "cannot" : undefined,
    );
    const [first, second] = (JSON.parse(stdout) as Run).results;
    expect(first).toMatchObject({ verdict: "skip", because: "the operator says that site.rename cannot be done" });
    expect(second).toMatchObject({
      verdict: "skip",
      because: "needs admin.site.rename: the operator says that site.rename cannot be done",
    });
    expect(operations.filter((each) => each === "site.rename")).toHaveLength(1);
  });

  it("stops as Ctrl-C does when the operator quits", async () => {
    const { code, stdout } = await asked([], rules.slice(0, 4), (_operation, number) =>
      number === 3 ? "quit" : undefined,
    );
    expect(code).toBe(130);
    const { results } = JSON.parse(stdout) as Run;
    expect(results.map(({ verdict }) => verdict)).toEqual(["pass", "inconclusive"]);
    expect(results[1]?.because).toBe("interrupted");
  });

  it("asks again when an answer cannot be", async () => {
    const { driver, args } = await scene([], ["8x8/site/former-name-is-unknown"]);
    const { stdout, stderr } = await operated(
      process.execPath,
      [MAIN, ...args, "--driver", "ask", ...inJson],
      driver,
      (_operation, number) => (number === 1 ? "what?" : undefined),
    );
    expect(stderr).toContain('"what?" is no answer here.\n  Enter when it is done; or refused, skip, cannot or quit');
    expect(verdicts(stdout)).toEqual(["pass 8x8/site/former-name-is-unknown"]);
  });

  it("stops when the answers end", async () => {
    const { args } = await scene([], ["8x8/site/former-name-is-unknown"]);
    const { code, stderr } = await scimproof([...args, "--driver", "ask", ...inJson], { input: "what?\n" });
    expect(code).toBe(130);
    expect(stderr).toContain("nobody answers any more");
  });

  it.each<[string, string[], string]>([
    ["nobody is there", [], "needs somebody to answer"],
    ["two rules would ask at a time", ["--concurrency", "2"], "leave --concurrency out"],
    ["the token comes the same way", ["--token-stdin"], "use --token-env"],
  ])("refuses where %s", async (_what, flags, said) => {
    const { args } = await scene([], ["8x8/site"]);
    const { code, stderr } = await scimproof([...args, "--driver", "ask", ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
