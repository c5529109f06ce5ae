import type { Result, Run } from "../../engine/index.ts";
import { badge } from "./bar.ts";
import { clipped } from "./exchange.ts";
import { html, type Markup } from "./markup.ts";
import { OUTCOMES, type Outcome, outcomeOf } from "./outcome.ts";

const MOST_REASON = 300;

/** Every rule of the run, with filters that live in the address. */
export function rules({ results }: Run): Markup {
  const topics = [...new Set(results.map(topicOf))];
  const outcomes = (Object.keys(OUTCOMES) as Outcome[]).filter((each) =>
    results.some((result) => outcomeOf(result) === each),
  );
  return html`<section id="rules" aria-labelledby="rules-title"><h2 id="rules-title">All rules</h2>
<form class="filters" role="search" aria-label="Filter the rules">
<label>Outcome <select name="outcome"><option value="">any</option>${outcomes.map((each) => html`<option value="${each}">${OUTCOMES[each].name}</option>`)}</select></label>
<label>Level <select name="level"><option value="">any</option><option>MUST</option><option>SHOULD</option><option>MAY</option></select></label>
<label>Topic <select name="topic"><option value="">any</option>${topics.map((topic) => html`<option>${topic}</option>`)}</select></label>
<label class="grow">Text <input name="text" type="search" placeholder="in title, id, row or reason" autocomplete="off"></label>
<button type="reset">Clear</button>
<output role="status">${results.length} of ${results.length} rules</output>
</form>
<table class="rules">
<thead><tr><th scope="col">Outcome</th><th scope="col">Rule</th><th scope="col">Level</th><th scope="col">Rows</th></tr></thead>
<tbody>${results.map(row)}</tbody></table></section>`;
}

function topicOf({ rule }: Result): string {
  return rule.slice(0, rule.lastIndexOf("/"));
}

// A failed rule has its finding at its address; any other rule has this row there.
function row(result: Result): Markup {
  const outcome = outcomeOf(result);
  const id = result.verdict === "fail" ? html`` : html` id="${result.rule}"`;
  return html`<tr${id} data-outcome="${outcome}" data-level="${result.level}" data-topic="${topicOf(result)}"><td>${badge(outcome)}</td>
<td>${result.title}<div class="id"><a href="#${result.rule}">${result.rule}</a></div>${
    result.because !== undefined && html`<div class="soft said">${clipped(result.because, MOST_REASON)}</div>`
  }</td><td>${result.level}</td><td class="id">${result.covers.join(" ")}</td></tr>
`;
}
