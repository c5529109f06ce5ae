import type { Result, Run } from "../../engine/index.ts";
import { profiles } from "../../profiles/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { relevant } from "../explanation.ts";
import { bar } from "./bar.ts";
import { clipped, exchange } from "./exchange.ts";
import type { Room } from "./finding.ts";
import { html, type Markup } from "./markup.ts";
import { countOutcomes, OUTCOMES, type Outcome } from "./outcome.ts";

const MOST_REASON = 600;
const MOST_EXCHANGES = 3;
/** So many rules that were not judged are shown with their exchanges; most often they share one cause. */
const MOST_SHOWN = 40;
/** A longer list of rules with the same reason is closed at first. */
const MOST_OPEN = 5;

/** How many rules of each topic had which outcome, each number leading to its rules. */
export function topics(results: Result[]): Markup {
  const groups = Map.groupBy(results, ({ rule }) => rule.slice(0, rule.lastIndexOf("/")));
  const total = countOutcomes(results);
  const columns = (Object.keys(OUTCOMES) as Outcome[]).filter((outcome) => total[outcome] > 0);
  return html`<section id="topics" aria-labelledby="topics-title"><h2 id="topics-title">By topic</h2>
<div class="wide" role="region" aria-labelledby="topics-title" tabindex="0"><table class="topics">
<thead><tr><th scope="col">Topic</th><th scope="col" class="share"><span class="unseen">Share</span></th>${columns.map((outcome) => html`<th scope="col" class="n">${OUTCOMES[outcome].plural}</th>`)}</tr></thead>
<tbody>${[...groups].map(([topic, members]) => {
    const counts = countOutcomes(members);
    return html`<tr><th scope="row"><a href="#rules?topic=${topic}">${topic}</a></th><td class="share">${bar(counts)}</td>${columns.map(
      (outcome) =>
        html`<td class="n">${counts[outcome] > 0 && html`<a class="${outcome}" href="#rules?topic=${topic}&outcome=${outcome}" aria-label="${topic}: ${counts[outcome]} ${OUTCOMES[outcome].plural}">${counts[outcome]}</a>`}</td>`,
    )}</tr>
`;
  })}</tbody></table></div></section>`;
}

/** Which of the permitted behaviours the target was seen to have. */
export function observed(run: Run): Markup {
  const answers = Object.entries(run.observed);
  if (answers.length === 0) return html``;
  const options = Object.assign({}, ...run.run.profiles.map((id) => profiles[id]?.options));
  return html`<section id="observed" aria-labelledby="observed-title"><h2 id="observed-title">Observed, where several behaviours are permitted</h2>
<p class="soft">Nothing here is right or wrong: the sources leave it open, and this is what the target does.</p>
<div class="wide" role="region" aria-labelledby="observed-title" tabindex="0"><table>
<thead><tr><th scope="col">Question</th><th scope="col">Answer</th></tr></thead>
<tbody>${answers.map(
    ([answer, value]) =>
      html`<tr><th scope="row"><code>${answer}</code>${options[answer] !== undefined && html`<div class="soft">${options[answer].title}</div>`}</th><td><span class="said">${clipped(value, MOST_REASON)}</span></td></tr>
`,
  )}</tbody></table></div></section>`;
}

/** The options that somebody asked for, and that the target was seen to have otherwise. */
export function contradicted({ contradictions }: Run): Markup {
  if (contradictions.length === 0) return html``;
  return html`<section id="contradictions" aria-labelledby="contradictions-title"><h2 id="contradictions-title">Otherwise than asked for (${contradictions.length})</h2>
<p class="soft">These behaviours are permitted, and others were asked for. Ask for what the target does, or change it.</p>
<div class="wide" role="region" aria-labelledby="contradictions-title" tabindex="0"><table>
<thead><tr><th scope="col">Option</th><th scope="col">Asked for</th><th scope="col">Observed</th><th scope="col">By</th></tr></thead>
<tbody>${contradictions.map(
    ({ option, asked, observed: seen, rules }) =>
      html`<tr><th scope="row"><code>${clipped(option, MOST_REASON)}</code></th><td>${clipped(asked, MOST_REASON)}</td><td><span class="said">${clipped(seen, MOST_REASON)}</span></td><td>${rules.map((rule) => html`<a href="#${rule}">${rule}</a> `)}</td></tr>
`,
  )}</tbody></table></div></section>`;
}

/** The rules that could not be judged, with the reason and what was exchanged last. */
export function unjudged(run: Run, exchanges: ReadonlyMap<number, Exchange>, room: Room): Markup {
  const results = run.results.filter(({ verdict }) => verdict === "inconclusive");
  if (results.length === 0) return html``;
  const groups = [...Map.groupBy(results, ({ because = "" }) => because)];
  return html`<section id="not-judged" aria-labelledby="not-judged-title"><h2 id="not-judged-title">Not judged (${results.length})</h2>
<p class="soft">A step before the judged one failed, or no answer arrived. This is neither a pass nor a violation.</p>
${groups.slice(0, MOST_SHOWN).map(([because, members]) => reason(because, members, exchanges, room))}
${groups.length > MOST_SHOWN && html`<p>… and ${groups.length - MOST_SHOWN} further reasons; the list of all rules below has them.</p>`}</section>`;
}

function reason(because: string, members: Result[], exchanges: ReadonlyMap<number, Exchange>, room: Room): Markup {
  const [first] = members;
  const shown = room.left > 0 ? relevant(first!, exchanges, MOST_EXCHANGES).map((each) => exchange(each, false)) : [];
  for (const { text } of shown) room.left -= text.length;
  return html`<article class="finding unjudged"><h3 class="said">${clipped(because, MOST_REASON)}</h3>
<details${members.length <= MOST_OPEN && html` open`}><summary>${members.length} ${members.length === 1 ? "rule" : "rules"}</summary><ul class="rules">${members.map(({ rule, title }) => html`<li><a href="#${rule}">${title}</a></li>`)}</ul></details>
${first!.defect !== undefined && html`<p>This is a defect of scimproof and not of the target; please report it.</p><pre>${clipped(first!.defect, MOST_REASON)}</pre>`}
${shown.length > 0 && html`<h4>The last exchanges of the first one</h4>${shown}`}</article>
`;
}

/** What the run could not remove from the target. */
export function leftovers({ leftovers: left }: Run): Markup {
  if (left.length === 0) return html``;
  return html`<section id="leftovers" aria-labelledby="leftovers-title"><h2 id="leftovers-title">Left at the target (${left.length})</h2>
<p class="soft">The run made these and could not remove them. They are safe to delete by hand.</p>
<div class="wide" role="region" aria-labelledby="leftovers-title" tabindex="0"><table>
<thead><tr><th scope="col">Resource</th><th scope="col">Name</th><th scope="col">Why</th></tr></thead>
<tbody>${left.map(
    ({
      path,
      name,
      because,
    }) => html`<tr><th scope="row"><code>${clipped(path, MOST_REASON)}</code></th><td><span class="said">${clipped(name, MOST_REASON)}</span></td><td>${clipped(because, MOST_REASON)}</td></tr>
`,
  )}</tbody></table></div></section>`;
}
