import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result, Run } from "../../engine/index.ts";
import { departures } from "./documents.ts";
import { type Circumstances, folder, scimproof, simulator } from "./scimproof.ts";

const FLAGS = ["--rule", "8x8/patch/other-attributes-stay", "--json", "--report", "none"];

/** Judges a target and gives the rules that failed. */
async function failures(args: string[], circumstances?: Circumstances): Promise<Result[]> {
  const { code, stdout, stderr } = await scimproof(["run", ...args], circumstances);
  expect({ code, stderr: code === 1 ? "" : stderr }).toEqual({ code: 1, stderr: "" });
  const run = JSON.parse(stdout) as Run;
  expect(departures("run", run)).toEqual([]);
  return run.results.filter(({ verdict }) => verdict === "fail");
}

describe.concurrent("a simulator that misbehaves, judged over HTTP", () => {
  it("is found out, with the row and the attribute, without a word about token and profile", async () => {
    const { url } = await simulator("--mutant", "sp-patch-modifies-title");
    const [failure] = await failures([url, "--json", "--report", "none", "--seed", "1"]);
    expect(failure).toMatchObject({
      rule: "8x8/patch/other-attributes-stay",
      level: "MUST",
      finding: { attribute: "title", rows: expect.arrayContaining(["8X8-PATCH-03"]) },
    });
  });

  it("is found out by the other name of this machine, and with a slash at the end", async () => {
    const { url } = await simulator("--mutant", "sp-patch-modifies-title");
    const other = `${url.replace("127.0.0.1", "localhost")}/`;
    expect(await failures([other, ...FLAGS])).toHaveLength(1);
  });

  it("is found out with its token given in any of the ways", async () => {
    const { url, token } = await simulator("--mutant", "sp-patch-modifies-title");
    const cwd = folder();
    writeFileSync(join(cwd, "token.txt"), `${token}\n`);
    const judged = await Promise.all([
      failures([url, ...FLAGS, "--token", token]),
      failures([url, ...FLAGS, "--token-env", "A_NAME"], { env: { A_NAME: token } }),
      failures([url, ...FLAGS, "--token-file", "token.txt"], { cwd }),
      failures([url, ...FLAGS, "--token-stdin"], { input: `${token}\n` }),
      failures([url, ...FLAGS], { env: { SCIMPROOF_TOKEN: token } }),
      failures(FLAGS, { env: { SCIMPROOF_TARGET: url } }),
    ]);
    expect(judged.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("is not judged with a token that is not its own", async () => {
    const { url } = await simulator("--mutant", "sp-patch-modifies-title");
    const { code, stderr } = await scimproof(["run", url, "--token", "not-the-token"]);
    expect(code).toBe(3);
    expect(stderr).toContain("refuses the token");
  });

  it("tells a person all that is needed to see it again", async () => {
    const { url } = await simulator("--mutant", "sp-patch-modifies-title");
    const { code, stdout, stderr } = await scimproof(["run", url, "--rule", "8X8-PATCH-03", "--seed", "7"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^VIOLATION 8x8\/patch\/other-attributes-stay$/m);
    for (const label of ["Expected", "Received", "Attribute", "Rule", "Request", "Repeat", "Fixed by"])
      expect(stdout).toMatch(new RegExp(`^  ${label}( |$)`, "m"));
    expect(stdout).toContain("8X8-PATCH-03");
    expect(stdout).toContain("$SCIMPROOF_TOKEN");
    expect(stdout).toContain("NOT CONFORMANT");
    expect(stderr).toContain("fail 8x8/patch/other-attributes-stay (MUST)");
  });

  it("stops at the first violation with --bail", async () => {
    const args = ["run", "--mutant", "sp-patch-modifies-title", "--bail", "--json", "--report", "none"];
    const { code, stdout } = await scimproof(args);
    const { exit, results, summary } = JSON.parse(stdout) as Run;
    expect(code).toBe(1);
    expect(exit.reasons).toContain("stopped at the first violation (8x8/patch/other-attributes-stay)");
    expect(results.at(-1)?.rule).toBe("8x8/patch/other-attributes-stay");
    expect(summary.violations).toBe(1);
  });

  it("fails the run for a warning only when told so", async () => {
    const rule = "create/read-only-attributes-are-not-refused";
    const args = ["run", "--profile", "rfc", "--rule", rule, "--json", "--report", "none"];
    const mutant = ["--mutant", `${rule}: refuses a create with an id`];
    const [usual, strict] = await Promise.all([
      scimproof([...args, ...mutant]),
      scimproof([...args, ...mutant, "--level", "should"]),
    ]);
    expect([usual.code, strict.code]).toEqual([0, 1]);
    expect((JSON.parse(usual.stdout) as Run).summary).toMatchObject({ violations: 0, warnings: 1 });
  });
});
