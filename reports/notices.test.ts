import { describe, expect, it } from "vitest";
import type { Run } from "../engine/index.ts";
import { smallRun } from "../test/runs/small.ts";
import { consoleReport, htmlReport, jsonReport, junitReport } from "./index.ts";

const NOTICE = 'This is a rehearsal of "A & B", not the <vendor>\'s result.';

function withNotice(): Run {
  const run = smallRun();
  return { ...run, run: { ...run.run, notices: [NOTICE], pack: "packs/a pack.json" } };
}

describe("what has to be said with a result", () => {
  it("stands on the terminal, right before the verdict", () => {
    const text = consoleReport(withNotice(), { columns: 100, files: [], colour: false });
    expect(text).toMatch(/\n\nNOTICE {2}This is a rehearsal of "A & B", not the <vendor>'s result\.\n\nNOT CONFORMANT/);
  });

  it("stands on the page, with the verdict", () => {
    const page = htmlReport(withNotice(), { version: "1.2.3" });
    const notice = page.indexOf("This is a rehearsal of &quot;A &amp; B&quot;, not the &lt;vendor&gt;&#39;s result.");
    expect(notice).toBeGreaterThan(page.indexOf("<h1>"));
    expect(notice).toBeLessThan(page.indexOf("</header>"));
  });

  it("stands in every suite of the JUnit report", () => {
    const xml = junitReport(withNotice());
    const property =
      '<property name="notice" value="This is a rehearsal of &quot;A &amp; B&quot;, not the &lt;vendor&gt;';
    expect(xml.split(property)).toHaveLength(xml.split("<testsuite ").length);
  });

  it("stands in the document", () => {
    expect((JSON.parse(jsonReport(withNotice())) as Run).run.notices).toEqual([NOTICE]);
  });

  it("is nowhere where there is none", () => {
    const run = smallRun();
    const settings = { columns: 100, files: [], colour: false };
    expect(consoleReport(run, settings)).not.toContain("NOTICE");
    expect(htmlReport(run, { version: "1.2.3" })).not.toContain('class="notice"');
    expect(junitReport(run)).not.toContain('name="notice"');
  });
});

describe("a finding of a pack", () => {
  it("is repeated with the pack, since its steps lean on each other", () => {
    const text = consoleReport(withNotice(), { columns: 100, files: [], colour: false });
    expect(text.replaceAll(" \\\n", " ")).toContain(
      "scimproof run https://scim.example.com/v2 --pack 'packs/a pack.json' --seed 5 --allow-writes",
    );
    expect(text).not.toContain("--rule");
  });
});
