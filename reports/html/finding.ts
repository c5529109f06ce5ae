import type { Requirement, Result, Run } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { type Explanation, explain, relevant, repeat } from "../explanation.ts";
import { badge } from "./bar.ts";
import { clipped, exchange } from "./exchange.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { outcomeOf } from "./outcome.ts";

const MOST_EXCHANGES = 8;
const MOST_VALUE = 1200;
const MOST_SENTENCE = 400;
const MOST_CURL = 3000;
/** What a finding still shows once the page is full. */
const TERSE = 200;

/** How much text the findings of a page may still take: a target that breaks everything makes no endless page. */
export interface Room {
  left: number;
}

/** A failed rule with everything that is needed to understand it, to repeat it and to hand it on. */
export function finding(
  result: Result,
  run: Run,
  exchanges: ReadonlyMap<number, Exchange>,
  { open, room }: { open: boolean; room: Room },
): Markup {
  const told = explain(result, exchanges)!;
  const outcome = outcomeOf(result);
  const full = room.left > 0;
  const shown = relevant(result, exchanges, MOST_EXCHANGES);
  const more = result.finding?.more;
  const card = html`<article class="finding ${outcome}" aria-labelledby="title:${result.rule}"><details class="card" id="${result.rule}"${open && html` open`}>
<summary>${badge(outcome)} <h3 id="title:${result.rule}">${result.title}</h3>
<span class="seen">${clipped(told.summary, full ? MOST_SENTENCE : TERSE)}</span></summary>
<div class="sides">${value("Expected", told.expected, "good", full)}${value("Received", told.received, "bad", full)}</div>
<dl>
${told.attribute !== undefined && fact("Attribute", html`<code>${clipped(told.attribute, TERSE)}</code>`)}
${told.rows.map((row) => fact("Says", requirement(row)))}
${told.counterexample !== undefined && fact("Shrunk to", html`<pre>${clipped(told.counterexample, MOST_VALUE)}</pre>`)}
${more !== undefined && fact("Again", `${more} further ${more === 1 ? "exchange shows" : "exchanges show"} the same`)}
${fact("Fixed by", told.fixedBy)}
${told.curl !== undefined && fact("Request", request(told, run, full ? MOST_CURL : TERSE))}
${fact("Judge again", copyable(repeat(result, run)))}
${fact("Rule", html`<a href="#${result.rule}"><code>${result.rule}</code></a> <span class="soft">level ${result.level}</span>`)}
</dl>
${full && shown.length > 0 && html`<h4>Exchanges</h4>${shown.map((each) => exchange(each, each.id === told.exchange?.id))}`}
${!full && html`<p class="soft">The exchanges ${result.exchanges.join(", ")} are in the JSON report.</p>`}
</details></article>
`;
  room.left -= card.text.length;
  return card;
}

function value(label: string, text: string, mood: string, full: boolean): Markup {
  return html`<div class="value ${mood}"><h4>${label}</h4><pre>${clipped(text, full ? MOST_VALUE : TERSE)}</pre></div>`;
}

function fact(label: string, part: Part): Markup {
  return html`<dt>${label}</dt><dd>${part}</dd>
`;
}

function request({ curl }: Explanation, { run }: Run, most: number): Markup {
  if (curl!.length > most)
    return html`<span class="soft">The request has ${curl!.length} characters: it stands in the JSON report.</span>`;
  if (URL.canParse(run.target)) return copyable(curl!);
  return html`${copyable(curl!)}<span class="soft">The simulator answered within the process; <code>scimproof simulate</code> serves it on a port.</span>`;
}

function copyable(line: string): Markup {
  return html`<div class="copy"><pre>${line}</pre><button type="button" data-copy>Copy</button></div>`;
}

/** A row of a matrix with its source; a section of an RFC can be read from there. */
function requirement({ id, source, statement }: Requirement): Markup {
  const section = /^RFC (\d+) §(\d[\d.]*)$/.exec(source);
  const place =
    section === null
      ? source
      : html`<a href="https://www.rfc-editor.org/rfc/rfc${section[1]}#section-${section[2]}" rel="noreferrer">${source}</a>`;
  return html`${statement} <span class="soft">${place}, row ${id}</span>`;
}
