import { createHash } from "node:crypto";
import type { Run } from "../../engine/index.ts";
import { byNumber } from "../explanation.ts";
import { finding } from "./finding.ts";
import { header, verdictOf } from "./header.ts";
import { html, Markup } from "./markup.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { rules } from "./rules.ts";
import { script } from "./script.ts";
import { contradicted, leftovers, observed, topics, unjudged } from "./sections.ts";
import { style } from "./style.ts";

/** What the report says of itself. */
export interface HtmlSettings {
  /** The version of scimproof. */
  version: string;
}

/** So many characters the findings take together; beyond, each is shown without its exchanges. */
const ROOM = 800_000;
/** So many findings of a kind stand open; more would bury the list of them. */
const MOST_OPEN = 3;

const GROUPS: { outcome: Outcome; id: string; title: string; lead: string }[] = [
  {
    outcome: "violation",
    id: "blockers",
    title: "Blockers",
    lead: "Rules of level MUST, or documented behaviour, that the target breaks.",
  },
  {
    outcome: "warning",
    id: "warnings",
    title: "Warnings",
    lead: "Rules of level SHOULD: there may be a reason, and it should be a known one.",
  },
  { outcome: "note", id: "notes", title: "Notes", lead: "Rules of level MAY: permitted, and good to know." },
];

/** A run as one HTML file that needs nothing beside it and opens from disk: verdict, blockers, topics, every rule. */
export function htmlReport(run: Run, { version }: HtmlSettings): string {
  const exchanges = byNumber(run);
  const room = { left: ROOM };
  const groups = GROUPS.map((group) => ({
    ...group,
    results: run.results.filter((result) => outcomeOf(result) === group.outcome),
  })).filter(({ results }) => results.length > 0);
  const sections = [
    ...groups.map(({ id, title, lead, results }, place) => ({
      id,
      title: `${title} (${results.length})`,
      body: html`<section id="${id}" aria-labelledby="${id}-title"><div class="head"><h2 id="${id}-title">${title} (${results.length})</h2>
<button type="button" data-toggle="${id}">Open all</button></div><p class="soft">${lead}</p>
${results.map((result, index) => finding(result, run, exchanges, { open: place === 0 && index < MOST_OPEN, room }))}</section>`,
    })),
    { id: "contradictions", title: "Otherwise than asked for", body: contradicted(run) },
    { id: "not-judged", title: "Not judged", body: unjudged(run, exchanges, room) },
    { id: "leftovers", title: "Left at the target", body: leftovers(run) },
    ...(run.results.length === 0
      ? []
      : [
          { id: "topics", title: "By topic", body: topics(run.results) },
          { id: "observed", title: "Observed", body: observed(run) },
          { id: "rules", title: "All rules", body: rules(run) },
        ]),
  ].filter(({ body }) => body.text !== "");
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${verdictOf(run).title}: ${run.run.target.slice(0, 100)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip-link" href="#content">Skip to the findings</a>
${header(run, version)}
${sections.length > 0 && html`<nav class="page" aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>`}
<main id="content" tabindex="-1">
${sections.map(({ body }) => body)}
${sections.length === 0 && html`<p>There is nothing to show: no rule was judged.</p>`}
</main>
<footer class="page soft">Written by scimproof ${version}. Tokens, passwords and cookies were masked before anything was stored. The report of a run is no certificate of anybody's.</footer>
<div id="told" class="unseen" role="status" aria-live="polite"></div>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
