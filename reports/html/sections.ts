import type { Result, Run, Verdict } from "../../engine/index.ts";
import { html, type Markup } from "./markup.ts";

/** How many rules of each topic had which verdict. */
export function matrix(results: Result[]): Markup {
  const topics = Map.groupBy(results, ({ rule }) => rule.slice(0, rule.lastIndexOf("/")));
  const cell = (members: Result[], verdict: Verdict, mood: string): Markup => {
    const count = members.filter((result) => result.verdict === verdict).length;
    return html`<td class="n ${count > 0 && mood}">${count === 0 ? "" : count}</td>`;
  };
  return html`<section id="matrix"><h2>By topic</h2><div class="wide"><table>
<thead><tr><th scope="col">Topic</th><th scope="col">Pass</th><th scope="col">Fail</th><th scope="col">Not judged</th><th scope="col">Skipped</th></tr></thead>
<tbody>${[...topics].map(
    ([topic, members]) =>
      html`<tr><th scope="row">${topic}</th>${cell(members, "pass", "pass")}${cell(members, "fail", "fail")}${cell(members, "inconclusive", "warn")}${cell(members, "skip", "skip")}</tr>
`,
  )}</tbody></table></div></section>`;
}

/** Which of the permitted behaviours the target was seen to have. */
export function observed(run: Run): Markup {
  const answers = Object.entries(run.observed);
  if (answers.length === 0) return html``;
  return html`<section id="observed"><h2>Observed, where several behaviours are permitted</h2><div class="wide"><table>
<thead><tr><th scope="col">Question</th><th scope="col">Answer</th></tr></thead>
<tbody>${answers.map(([answer, value]) => html`<tr><th scope="row"><code>${answer}</code></th><td>${value}</td></tr>`)}</tbody></table></div></section>`;
}

/** What was not judged, and what was left behind. */
export function remainder(run: Run): Markup {
  const unsettled = run.results.filter(({ verdict }) => verdict === "inconclusive");
  return html`${
    unsettled.length > 0 &&
    html`<section id="not-judged"><h2>Not judged (${unsettled.length})</h2><ul>${unsettled.map(
      ({ rule, because }) => html`<li><code>${rule}</code>: ${because}</li>`,
    )}</ul></section>`
  }${
    run.leftovers.length > 0 &&
    html`<section id="leftovers"><h2>Left at the target (${run.leftovers.length})</h2><ul>${run.leftovers.map(
      ({ path, name, because }) => html`<li><code>${path}</code> ${name}: ${because}</li>`,
    )}</ul></section>`
  }`;
}

const MARK: Record<Verdict, string> = { pass: "pass", fail: "fail", skip: "skipped", inconclusive: "not judged" };
const MOOD: Record<Verdict, string> = { pass: "pass", fail: "fail", skip: "skip", inconclusive: "warn" };

/** Every rule of the run, with filters. */
export function allRules(run: Run): Markup {
  return html`<section id="rules"><h2>All rules</h2>
<div class="filters">
<label>Verdict<select id="verdict"><option value="">any</option><option value="fail">fail</option><option value="inconclusive">not judged</option><option value="skip">skipped</option><option value="pass">pass</option></select></label>
<label>Level<select id="level"><option value="">any</option><option>MUST</option><option>SHOULD</option><option>MAY</option></select></label>
<label>Text<input id="text" type="search"></label>
<span id="shown" role="status" aria-live="polite"></span>
</div>
<div class="wide"><table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Rule</th><th scope="col">Level</th><th scope="col">Rows</th></tr></thead>
<tbody>${run.results.map(
    (
      result,
    ) => html`<tr data-verdict="${result.verdict}" data-level="${result.level}"><td class="${MOOD[result.verdict]}">${MARK[result.verdict]}</td>
<td>${result.title}<div class="id">${result.verdict === "fail" ? html`<a href="#${result.rule}">${result.rule}</a>` : result.rule}</div>${
      result.because !== undefined && html`<div class="skip">${result.because}</div>`
    }</td><td>${result.level}</td><td class="id">${result.covers.join(" ")}</td></tr>
`,
  )}</tbody></table></div></section>`;
}
