import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hostileRun } from "../test/runs/hostile.ts";
import { smallRun } from "../test/runs/small.ts";
import { consoleReport } from "./console.ts";

const settings = { columns: 80, files: [], colour: false };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe("the report on a terminal", () => {
  it("says what was seen, expected and received, what says so, how to repeat it and who can mend it", () => {
    expect(consoleReport(smallRun(), { ...settings, files: ["out/report.html"] })).toMatchInlineSnapshot(`
      "VIOLATION delete/resource-is-gone
        A deleted resource can no longer be read
        Seen      GET /Users/2819c223-7f76-453a-919d-413861904646 answered 200,
                  expected 404
        Expected  404
        Received  200
        Rule      7644-3.6-02 (RFC 7644 §3.6): Every later operation on the deleted
                  resource gives 404.
        Request
      curl -i \\
      https://scim.example.com/v2/Users/2819c223-7f76-453a-919d-413861904646 -H \\
      'accept: application/scim+json' -H "Authorization: Bearer $SCIMPROOF_TOKEN"
        Repeat
      scimproof run https://scim.example.com/v2 --profile rfc --rule \\
      delete/resource-is-gone --seed 5 --allow-writes
        Fixed by  the service provider's developers (its SCIM endpoint)

      WARNING   delete/gone-is-not-found
        A deleted resource can no longer be read
        Seen      GET /Users/2819c223-7f76-453a-919d-413861904646 answered 200,
                  expected 404
        Expected  404
        Received  200
        Rule      7644-3.6-02 (RFC 7644 §3.6): Every later operation on the deleted
                  resource gives 404.
        Request
      curl -i \\
      https://scim.example.com/v2/Users/2819c223-7f76-453a-919d-413861904646 -H \\
      'accept: application/scim+json' -H "Authorization: Bearer $SCIMPROOF_TOKEN"
        Repeat
      scimproof run https://scim.example.com/v2 --profile rfc --rule \\
      delete/gone-is-not-found --seed 5 --allow-writes
        Fixed by  the service provider's developers (its SCIM endpoint)

      NOT JUDGED create/defaults-are-kept
        Because   POST /Users got no answer: timeout

      delete    0 pass  2 fail  1 skipped
      create    1 pass  1 not judged

      Skipped
          1  needs groups: ResourceTypes says so

      Observed, where several behaviours are permitted
        activeByDefault = true

      Left at the target: 1
        /Users/9  scimproof-5-1@example.com: DELETE answered 405

      NOT CONFORMANT https://scim.example.com/v2, profile rfc: 1 pass, 1 violation, 1
      warning, 0 notes, 1 not judged, 1 skipped (1.2 s, seed 5, exit 1)
      Reports: out/report.html
      "
    `);
  });

  it("tells a law that was broken by a story in sentences, and in lines that a shell takes", () => {
    const run = smallRun();
    const finding = run.results.find(({ rule }) => rule === "delete/resource-is-gone")!.finding!;
    finding.counterexample =
      "1. DELETE Ada\n2. 31 minutes pass\n\ncurl -i -X DELETE https://scim.example.com/v2/Users/$ADA\n# 31 minutes pass";
    const report = consoleReport(run, settings);
    expect(report).toContain(
      "\n  Shrunk to 1. DELETE Ada\n            2. 31 minutes pass\n  In a shell\ncurl -i -X DELETE ",
    );
    expect(report).toContain("/Users/$ADA\n# 31 minutes pass\n");
  });

  it("tells a law that was broken by a value in a few lines", () => {
    const run = smallRun();
    const finding = run.results.find(({ rule }) => rule === "delete/resource-is-gone")!.finding!;
    finding.counterexample = JSON.stringify(Array.from({ length: 200 }, (_, index) => `value ${index}`));
    const report = consoleReport(run, settings).split("\n");
    const first = report.findIndex((line) => line.startsWith("  Shrunk to"));
    expect(report.slice(first + 1).findIndex((line) => !line.startsWith(" ".repeat(12)))).toBe(5);
  });

  it("needs no more than the columns there are", () => {
    for (const run of [smallRun(), hostileRun()])
      for (const columns of [60, 80, 200]) {
        const lines = consoleReport(run, { ...settings, columns }).split("\n");
        expect(lines.filter((line) => line.length > Math.min(columns, 100))).toEqual([]);
      }
  });

  it("lets no target steer the terminal", () => {
    expect(consoleReport(hostileRun(), settings).replaceAll("\n", "")).not.toMatch(OBEYED);
  });

  it("shows some of many findings, and says how many more there are", () => {
    const run = smallRun();
    const failed = run.results[1]!;
    run.results = Array.from({ length: 25 }, () => failed);
    const text = consoleReport(run, settings);
    expect(text.match(/^VIOLATION/gm)).toHaveLength(20);
    expect(text).toContain("… and 5 more failed rules");
  });

  it("uses colours when told to, and for nothing else than words", () => {
    const coloured = consoleReport(smallRun(), { ...settings, colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes are what it is about.
    expect(coloured).toMatch(/\u001b\[31mNOT CONFORMANT\u001b\[39m/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes are what it is about.
    expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).toBe(consoleReport(smallRun(), settings));
  });

  it.each([
    ["without a terminal", {}, false],
    ["with NO_COLOR", { NO_COLOR: "1" }, false],
    ["with FORCE_COLOR", { FORCE_COLOR: "1" }, true],
  ])("decides about colours by itself: %s", (_, env, expected) => {
    const script = `
      const { consoleReport } = await import(${JSON.stringify(join(import.meta.dirname, "console.ts"))});
      const { smallRun } = await import(${JSON.stringify(join(import.meta.dirname, "../test/runs/small.ts"))});
      process.stdout.write(consoleReport(smallRun(), { columns: 80, files: [] }));`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { PATH: process.env["PATH"], ...env },
      encoding: "utf8",
    });
    expect(stdout).toContain("NOT CONFORMANT");
    expect(stdout.includes("\u001b[")).toBe(expected);
  });
});
