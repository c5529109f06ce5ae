import { describe, expect, it } from "vitest";
import { HOSTILE, hostileRun } from "../../test/runs/hostile.ts";
import { smallRun } from "../../test/runs/small.ts";
import { htmlReport } from "./index.ts";
import { html } from "./markup.ts";

describe("html", () => {
  it("escapes what is put in, and nothing that was built the same way", () => {
    const inner = html`<b>${"<i> & \"'"}</b>`;
    expect(html`<p title="${'"'}">${inner}${[inner, "<"]}</p>`.text).toBe(
      '<p title="&quot;"><b>&lt;i&gt; &amp; &quot;&#39;</b><b>&lt;i&gt; &amp; &quot;&#39;</b>&lt;</p>',
    );
  });

  it("leaves out what is false or undefined, and keeps zero", () => {
    expect(html`${false}${undefined}${0}`.text).toBe("0");
  });
});

describe("the HTML report", () => {
  it("is one file that loads nothing and allows only its own script and style", () => {
    const page = htmlReport(smallRun(), { version: "1.2.3" });
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[\w+/]+=*'; script-src 'sha256-[\w+/]+=*'/);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)|\ssrc=|url\(|@import/);
    expect(page).not.toMatch(/\son\w+=|\sstyle=/);
  });

  it("holds nothing of a target as markup", () => {
    const page = htmlReport(hostileRun(), { version: "1.2.3" });
    for (const text of HOSTILE.filter((each) => /[<>"']/.test(each))) expect(page).not.toContain(text);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it("puts blockers before warnings, and each finding at an address of its own", () => {
    const page = htmlReport(smallRun(), { version: "1.2.3" });
    expect(page.indexOf('id="blockers"')).toBeLessThan(page.indexOf('id="warnings"'));
    for (const { rule } of smallRun().results) expect(page.split(`id="${rule}"`)).toHaveLength(2);
  });

  it("leads to the section of the RFC that says so", () => {
    expect(htmlReport(smallRun(), { version: "1.2.3" })).toContain(
      "https://www.rfc-editor.org/rfc/rfc7644#section-3.6",
    );
  });

  it("grows no further when everything is broken with long answers", () => {
    const run = hostileRun();
    const [failed] = run.results;
    run.results = Array.from({ length: 600 }, (_, place) => ({ ...failed!, rule: `patch/violation-${place}` }));
    expect(htmlReport(run, { version: "1.2.3" }).length).toBeLessThan(2_000_000);
  });
});
