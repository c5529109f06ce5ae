import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Catalogue, Proof, Run } from "../../engine/index.ts";
import { departures, malformedXml } from "./documents.ts";
import { folder, scimproof, simulator } from "./scimproof.ts";

describe.concurrent("scimproof run, on the bundled simulator", () => {
  it.each([
    ["8x8, which is the default", [], ["8x8"]],
    ["rfc", ["--profile", "rfc"], ["rfc"]],
    ["both", ["--profile", "rfc,8x8", "--shard", "1/3"], ["rfc", "8x8"]],
  ])("finds it conformant by profile %s", async (_, flags, profiles) => {
    const { code, stdout } = await scimproof(["run", "--json", "--report", "none", "--seed", "1", ...flags]);
    const run = JSON.parse(stdout) as Run;
    expect(departures("run", run)).toEqual([]);
    expect({ code, exit: run.exit, profiles: run.run.profiles }).toEqual({
      code: 0,
      exit: { code: 0, reasons: [] },
      profiles,
    });
    expect(run.results.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")).toEqual([]);
    expect(run.summary.pass).toBeGreaterThan(100);
    expect(run.leftovers).toEqual([]);
  });

  it("writes the reports that are asked for, each well-formed, and nothing else", async () => {
    const cwd = folder();
    const flags = ["--rule", "patch", "--seed", "1", "--report", "html,json,junit", "--out", "out/of/it"];
    const { code, stdout } = await scimproof(["run", "--mutant", "sp-patch-modifies-title", ...flags], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("Reports: out/of/it/report.html, out/of/it/run.json, out/of/it/junit.xml");
    const out = join(cwd, "out/of/it");
    expect(readdirSync(cwd)).toEqual(["out"]);
    expect(readdirSync(out).sort()).toEqual(["junit.xml", "report.html", "run.json"]);

    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as Run;
    expect(departures("run", run)).toEqual([]);
    const junit = readFileSync(join(out, "junit.xml"), "utf8");
    expect(malformedXml(junit)).toBeUndefined();
    expect(junit.match(/<testcase /g)).toHaveLength(run.results.length);
    expect(junit.match(/<failure /g)).toHaveLength(run.summary.fail);
    const html = readFileSync(join(out, "report.html"), "utf8");
    expect(html).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
    expect(html).toContain("8x8/patch/other-attributes-stay");
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
  });

  it("writes report.html and run.json when nothing is asked for, and nothing with --report none", async () => {
    const [usual, none] = [folder(), folder()];
    const flags = ["run", "--rule", "8x8/group"];
    const [first, second] = await Promise.all([
      scimproof(flags, { cwd: usual }),
      scimproof([...flags, "--report", "none"], { cwd: none }),
    ]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(readdirSync(join(usual, "scimproof-results")).sort()).toEqual(["report.html", "run.json"]);
    expect(readdirSync(none)).toEqual([]);
    expect(second.stdout).not.toContain("Reports:");
  });

  it("sends nothing with --dry-run, and lists what would be judged", async () => {
    const cwd = folder();
    const listed = await scimproof(["run", "http://127.0.0.1:9/scim/v2", "--dry-run", "--rule", "delete"], { cwd });
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(/^(judge {2}delete\/[a-z-]+\n)+$/);
    expect(existsSync(join(cwd, "scimproof-results"))).toBe(false);
  });

  it("judges every rule in one of the shards, and none twice", async () => {
    const whole = await scimproof(["run", "--dry-run", "--json"]);
    const parts = await Promise.all(
      ["1/3", "2/3", "3/3"].map((shard) => scimproof(["run", "--dry-run", "--json", "--shard", shard])),
    );
    const rules = ({ stdout }: { stdout: string }): string[] =>
      (JSON.parse(stdout) as { rules: { rule: string }[] }).rules.map(({ rule }) => rule);
    expect(parts.flatMap(rules).sort()).toEqual(rules(whole).sort());
  });
});

describe.concurrent("the other commands", () => {
  it("rules --json is a catalogue: every rule with rows and mutants, every row with rules or a reason", async () => {
    const { code, stdout } = await scimproof(["rules", "--json"]);
    const listed = JSON.parse(stdout) as Catalogue;
    expect(code).toBe(0);
    expect(departures("rules", listed)).toEqual([]);
    expect(listed.rules.length).toBeGreaterThan(300);
    expect(listed.requirements.filter(({ coveredBy, reason }) => coveredBy.length === 0 && !reason)).toEqual([]);
  });

  it("rules --rule lists what a row or a prefix selects", async () => {
    const { stdout } = await scimproof(["rules", "--json", "--rule", "8X8-PATCH-03"]);
    const { rules } = JSON.parse(stdout) as Catalogue;
    expect(rules.length).toBeGreaterThan(0);
    for (const { covers } of rules) expect(covers).toContain("8X8-PATCH-03");
  });

  it("prove --json tells that no mutant of a topic survives", async () => {
    const { code, stdout } = await scimproof(["prove", "--profile", "rfc", "--rule", "delete", "--json"]);
    const proof = JSON.parse(stdout) as Proof;
    expect(departures("proof", proof)).toEqual([]);
    expect({ code, survived: proof.survived, unsound: proof.unsound }).toEqual({ code: 0, survived: [], unsound: [] });
    expect(proof.killed).toBe(proof.mutants);
    expect(proof.mutants).toBeGreaterThan(20);
  });

  it("simulate --json prints its card in one line", async () => {
    const card = await simulator("--profile", "rfc");
    expect(departures("simulator", card)).toEqual([]);
    const response = await fetch(`${card.url}/Users`, { headers: { authorization: `Bearer ${card.token}` } });
    expect(response.status).toBe(200);
  });

  it("simulate that finds its port taken says so", async () => {
    const { url } = await simulator();
    const { port } = new URL(url);
    const { code, stdout, stderr } = await scimproof(["simulate", "--port", port]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(`cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n  Choose another --port`);
  });
});
