import type { Run } from "../../engine/index.ts";
import { bar } from "./bar.ts";
import { clipped } from "./exchange.ts";
import { html, type Markup } from "./markup.ts";
import { countOutcomes, OUTCOMES, type Outcome } from "./outcome.ts";

const VERDICT: Record<number, { title: string; mood: Outcome }> = {
  0: { title: "Conformant", mood: "pass" },
  1: { title: "Not conformant", mood: "violation" },
  4: { title: "Not judged: scimproof itself broke", mood: "unjudged" },
  130: { title: "Interrupted", mood: "unjudged" },
};

const MOST_TEXT = 500;

/** The verdict of a run in two words. */
export function verdictOf({ exit }: Run): { title: string; mood: Outcome } {
  return VERDICT[exit.code] ?? { title: "Could not be judged", mood: "unjudged" };
}

/** The head of the page: the verdict, why, how much of what, and of which run it is. */
export function header(run: Run, version: string): Markup {
  const { title, mood } = verdictOf(run);
  const counts = countOutcomes(run.results);
  const shown = (Object.keys(OUTCOMES) as Outcome[]).filter((outcome) => counts[outcome] > 0);
  return html`<header class="page">
<p class="brand"><strong>scimproof</strong> SCIM conformance report</p>
<div class="verdict ${mood}">
<h1><span class="mark" aria-hidden="true">${OUTCOMES[mood].mark}</span> ${title}</h1>
<p class="lead">${inOneSentence(run, counts)}</p>
${(run.run.notices ?? []).map((notice) => html`<p class="notice">${clipped(notice, MOST_TEXT)}</p>`)}
${run.exit.reasons.length > 0 && html`<ul class="reasons">${run.exit.reasons.map((reason) => html`<li class="said">${clipped(reason, MOST_TEXT)}</li>`)}</ul>`}
</div>
${shown.length > 0 && bar(counts)}
<ul class="counts">${shown.map(
    (outcome) =>
      html`<li><a class="count ${outcome}" href="#rules?outcome=${outcome}"><b>${counts[outcome]}</b> ${counts[outcome] === 1 ? OUTCOMES[outcome].name : OUTCOMES[outcome].plural}</a></li>`,
  )}</ul>
${facts(run, version)}
</header>`;
}

function inOneSentence({ run, exit, results }: Run, counts: Record<Outcome, number>): Markup {
  const target = html`<bdi class="said">${clipped(run.target, MOST_TEXT)}</bdi>`;
  const judged = results.length - counts.skip - counts.unjudged;
  if (results.length === 0) return html`No rule was judged on ${target}.`;
  if (exit.code === 0 && counts.violation === 0)
    return html`${target} keeps every rule of level MUST that was judged (${judged} of ${results.length} rules).`;
  if (counts.violation > 0)
    return html`${target} breaks ${counts.violation} ${counts.violation === 1 ? "rule" : "rules"} of level MUST (${judged} of ${results.length} rules were judged).`;
  return html`${target}: ${judged} of ${results.length} rules were judged.`;
}

function facts({ run, exit }: Run, version: string): Markup {
  const options = Object.entries(run.options);
  return html`<dl class="facts">
<div><dt>Profile</dt><dd>${clipped(run.profiles.join(", ") || "none", MOST_TEXT)}</dd></div>
<div><dt>Started</dt><dd><time datetime="${run.startedAt}">${human(run.startedAt)}</time></dd></div>
<div><dt>Took</dt><dd>${(run.durationMs / 1000).toFixed(1)} s</dd></div>
<div><dt>Run</dt><dd>${run.id} (seed ${run.seed})</dd></div>
<div><dt>Exit code</dt><dd>${exit.code}</dd></div>
<div><dt>Version</dt><dd>${version}</dd></div>
${run.pack !== undefined && html`<div class="all"><dt>Pack</dt><dd>${clipped(run.pack, MOST_TEXT)}</dd></div>`}
${run.mutants !== undefined && html`<div class="all"><dt>Switched on</dt><dd>${clipped(run.mutants.join(", "), MOST_TEXT)}</dd></div>`}
</dl>
${
  (options.length > 0 || run.capabilities.length > 0) &&
  html`<details class="more"><summary>What was asked for, and what the target offers</summary><dl>
<dt>Offers</dt><dd>${clipped(run.capabilities.join(", ") || "nothing beside users", MOST_TEXT)}</dd>
${options.length > 0 && html`<dt>Options</dt><dd>${options.map(([name, value]) => html`<code>${clipped(`${name}=${value}`, MOST_TEXT)}</code> `)}</dd>`}
</dl></details>`
}`;
}

function human(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return `${day}, ${iso.slice(11, 16)} UTC`;
}
