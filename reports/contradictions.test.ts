import { describe, expect, it } from "vitest";
import type { Run } from "../engine/index.ts";
import { smallRun } from "../test/runs/small.ts";
import { consoleReport } from "./console.ts";
import { htmlReport } from "./html/index.ts";
import { junitReport } from "./junit.ts";

/** A run that asked for another behaviour than a rule saw. */
function contradictedRun(): Run {
  const rules = ["create/user-answers-201"];
  return {
    ...smallRun(),
    contradictions: [{ option: "activeByDefault", asked: "false", observed: 'true | "<b>"', rules }],
  };
}

describe("an option that the target has otherwise than it was asked for", () => {
  it("is told on the console with what was asked for, what was observed, and by which rule", () => {
    const text = consoleReport(contradictedRun(), { columns: 80, files: [], colour: false });
    expect(text).toContain("OPTION    activeByDefault\n  Asked for false\n  Observed");
    expect(text).toMatch(/Observed +true \| "<b>" \(create\/user-answers-201\)/);
  });

  it("has a section in the HTML report, whose rules lead to their results", () => {
    const page = htmlReport(contradictedRun(), { version: "1.0.0" });
    expect(page).toContain('<a href="#contradictions">Otherwise than asked for</a>');
    expect(page).toContain("true | &quot;&lt;b&gt;&quot;");
    expect(page).toContain('<a href="#create/user-answers-201">create/user-answers-201</a>');
  });

  it("is a property of the JUnit suite that saw it, and of no other", () => {
    const suites = junitReport(contradictedRun()).split("<testsuite ").slice(1);
    const property =
      '<property name="contradiction.activeByDefault" value="false was asked for, true | &quot;&lt;b&gt;&quot; was observed"/>';
    expect(
      suites.filter((suite) => suite.includes(property)).map((suite) => /name="([^"]+)"/.exec(suite)?.[1]),
    ).toEqual(["create"]);
  });

  it("leaves no trace where there is none", () => {
    const run = smallRun();
    expect(consoleReport(run, { columns: 80, files: [], colour: false })).not.toContain("OPTION");
    expect(htmlReport(run, { version: "1.0.0" })).not.toContain('id="contradictions"');
    expect(junitReport(run)).not.toContain("contradiction.");
  });
});
