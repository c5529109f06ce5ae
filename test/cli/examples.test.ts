import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demo } from "../../cli/commands/demo.ts";
import { prove } from "../../cli/commands/prove.ts";
import { rules } from "../../cli/commands/rules.ts";
import { run } from "../../cli/commands/run.ts";
import { simulate } from "../../cli/commands/simulate.ts";
import { sync } from "../../cli/commands/sync.ts";
import type { Run } from "../../engine/index.ts";
import { departures } from "./documents.ts";
import { atTheEnd, folder, MAIN, type Outcome, scimproof, simulator, start } from "./scimproof.ts";

const COMMANDS = [run, prove, simulate, sync, rules, demo];

/** The examples of a help text, one a line, without what stands behind them. */
function examplesOf(help: string): string[] {
  const [, after = ""] = help.split("Examples\n");
  return after
    .split("\n\n")[0]!
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}.*$/, ""));
}

/** An example as it can be run here: a place of its own to listen, a target on this machine, nobody who is asked. */
async function runnable(example: string): Promise<{ args: string[]; env: Record<string, string>; cwd: string }> {
  const [, ...args] = example.replace(/^npx /, "").split(" ");
  const env: Record<string, string> = {};
  const at = args.findIndex((word) => /^https?:/.test(word));
  if (at >= 0) {
    const profile = args.includes("8x8") || args[0] === "sync" ? "8x8" : "rfc";
    const { url, token } = await simulator("--profile", profile);
    args[at] = url;
    env[args.includes("--token-env") ? "SCIM_TOKEN" : "SCIMPROOF_TOKEN"] = token;
  }
  if (args[0] === "simulate") args.push("--port", "0");
  // The whole matrix takes minutes; that it is proven is held by test/mutants.test.ts.
  if (args[0] === "prove" && !args.includes("--rule")) args.push("--profile", "rfc", "--rule", "delete/no-content");
  if (args.includes("ask")) args.push("--dry-run");
  // A part of the rules shows as well that the line works; whole runs are in conformant.test.ts.
  else if (args[0] === "run" && !args.includes("--rule")) args.push("--shard", "1/8");
  const cwd = folder();
  writeFileSync(join(cwd, "people.csv"), "login,first name,last name,email\nanna,Anna,Ortiz,anna@contoso.example\n");
  writeFileSync(join(cwd, "story.yaml"), "- block: anna\n- cycle\n");
  return { args, env, cwd };
}

async function outcomeOf(example: string): Promise<Outcome> {
  const { args, ...circumstances } = await runnable(example);
  if (args[0] !== "simulate") return scimproof(args, circumstances);
  const running = start(process.execPath, [MAIN, ...args], circumstances);
  atTheEnd(() => running.process.kill("SIGKILL"));
  await expect.poll(() => running.printed.stdout, { timeout: 20_000 }).toContain("Stop it with Ctrl-C.");
  running.process.kill("SIGINT");
  return running.ended;
}

describe.concurrent("the help", () => {
  it("shows every example in one line", async () => {
    for (const { name, examples } of COMMANDS) {
      const { stdout } = await scimproof(["help", name]);
      expect(examplesOf(stdout)).toEqual(examples);
    }
    const { stdout } = await scimproof([]);
    expect(examplesOf(stdout).length).toBeGreaterThan(3);
    for (const example of examplesOf(stdout)) expect(example).toMatch(/^npx scimproof \w+/);
  });

  it.each(COMMANDS.filter((command) => command !== demo).flatMap(({ examples }) => examples))(
    "has an example that works: %s",
    async (example) => {
      const { code, stderr } = await outcomeOf(example);
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    },
  );

  it("promises a first minute with three faults, and demo shows them", async () => {
    const { code, stdout } = await scimproof(["demo", "--json"]);
    const run = JSON.parse(stdout) as Run;
    expect([code, departures("run", run)]).toEqual([0, []]);
    const failed = run.results.filter(({ verdict }) => verdict === "fail").flatMap(({ covers }) => covers);
    for (const row of ["8X8-PATCH-03", "8X8-DELETE-04", "8X8-SITE-02"]) expect(failed).toContain(row);
  });

  it("has examples on its first page that work", async () => {
    const { stdout } = await scimproof([]);
    const known = new Set(COMMANDS.flatMap(({ examples }) => examples));
    for (const example of examplesOf(stdout).filter((each) => !known.has(each.replace(/^npx /, ""))))
      expect({ example, ...(await outcomeOf(example)) }).toMatchObject({ code: 0 });
  });
});
