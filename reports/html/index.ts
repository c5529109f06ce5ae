import { createHash } from "node:crypto";
import type { Result, Run } from "../../engine/index.ts";
import { byNumber } from "../explanation.ts";
import { finding } from "./finding.ts";
import { html, Markup } from "./markup.ts";
import { script } from "./script.ts";
import { allRules, matrix, observed, remainder } from "./sections.ts";
import { style } from "./style.ts";

/** What the report says of itself. */
export interface HtmlSettings {
  /** The version of scimproof. */
  version: string;
}

const VERDICT: Record<number, [string, string]> = {
  0: ["Conformant", "pass"],
  1: ["Not conformant", "fail"],
  130: ["Interrupted", "warn"],
};
const ORDER = { MUST: 0, SHOULD: 1, MAY: 2 };

/** A run as one HTML file that needs nothing beside it and opens from disk: verdict, blockers, matrix, every rule. */
export function htmlReport(run: Run, { version }: HtmlSettings): string {
  const exchanges = byNumber(run);
  const failed = run.results
    .filter(({ verdict }) => verdict === "fail")
    .sort((one, other) => ORDER[one.level] - ORDER[other.level]);
  const of = (level: Result["level"]): Result[] => failed.filter((result) => result.level === level);
  const [verdict, mood] = VERDICT[run.exit.code] ?? ["Could not be judged", "warn"];
  const { summary } = run;
  const findings = (title: string, id: string, results: Result[]): Markup =>
    results.length === 0
      ? html``
      : html`<section id="${id}"><h2>${title} (${results.length})</h2>${results.map((result) => finding(result, run, exchanges))}</section>`;

  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'">
<title>${verdict}: ${run.run.target}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<h1>SCIM conformance report</h1>
<p class="verdict ${mood}">${verdict}</p>
<p><strong>${run.run.target}</strong>, profile ${run.run.profiles.join(", ")}</p>
<p>${summary.pass} rules pass, <span class="fail">${summary.violations} violations</span>, <span class="warn">${summary.warnings} warnings</span>, <span class="note">${summary.notes} notes</span>, ${summary.inconclusive} not judged, ${summary.skip} skipped</p>
<p class="facts">${run.run.startedAt} · ${(run.run.durationMs / 1000).toFixed(1)} s · seed ${run.run.seed} · run ${run.run.id} · scimproof ${version} · exit code ${run.exit.code}</p>
${run.exit.reasons.length > 0 && html`<ul>${run.exit.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}
<nav aria-label="Sections">${failed.length > 0 && html`<a href="#${of("MUST").length > 0 ? "blockers" : of("SHOULD").length > 0 ? "warnings" : "notes"}">Findings</a>`}<a href="#matrix">By topic</a><a href="#rules">All rules</a></nav>
</header>
<main>
${findings("Blockers", "blockers", of("MUST"))}
${findings("Warnings", "warnings", of("SHOULD"))}
${findings("Notes", "notes", of("MAY"))}
${remainder(run)}
${matrix(run.results)}
${observed(run)}
${allRules(run)}
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
