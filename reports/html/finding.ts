import type { Requirement, Result, Run } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { type Explanation, explain, relevant, repeat } from "../explanation.ts";
import { badge } from "./bar.ts";
import { clipped, exchange } from "./exchange.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { outcomeOf } from "./outcome.ts";

const MOST_EXCHANGES = 8;
const MOST_VALUE = 1200;
/** A story with the lines of a shell that tell it again. */
const MOST_STORY = 6000;
const MOST_SENTENCE = 1200;
const MOST_COMMAND = 3000;
/** What is left of a text once the page is full. */
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
  const sides = (most: number): Markup =>
    html`<div class="sides">${value("Expected", told.expected, "good", most)}${value("Received", told.received, "bad", most)}</div>`;
  const card = html`<article class="finding ${outcome}" aria-labelledby="title:${result.rule}"><details class="card" id="${result.rule}"${open && html` open`}>
<summary>${badge(outcome)} <h3 id="title:${result.rule}">${result.title}</h3>
<span class="seen">${clipped(told.summary, full ? MOST_SENTENCE : TERSE)}</span></summary>
${
  full
    ? html`${sides(MOST_VALUE)}${facts(result, run, told)}${history(result, told, exchanges)}`
    : html`${sides(TERSE)}<p class="soft">${address(result)}: the page is full, and the JSON report has the rest.</p>`
}
</details></article>
`;
  room.left -= card.text.length;
  return card;
}

function facts(result: Result, run: Run, told: Explanation): Markup {
  const more = result.finding?.more;
  return html`<dl>
${told.attribute !== undefined && fact("Attribute", html`<code>${clipped(told.attribute, TERSE)}</code>`)}
${told.rows.map((row) => fact("Says", requirement(row)))}
${told.counterexample !== undefined && fact("Shrunk to", html`<pre>${clipped(told.counterexample, MOST_STORY)}</pre>`)}
${more !== undefined && fact("Again", `${more} further ${more === 1 ? "exchange shows" : "exchanges show"} the same`)}
${fact("Fixed by", told.fixedBy)}
${told.curl !== undefined && fact("Request", request(told.curl, run))}
${fact("Judge again", copyable(repeat(result, run)))}
${fact("Rule", address(result))}
</dl>
`;
}

function history(result: Result, told: Explanation, exchanges: ReadonlyMap<number, Exchange>): Markup {
  const shown = relevant(result, exchanges, MOST_EXCHANGES);
  if (shown.length === 0) return html``;
  return html`<h4>Exchanges</h4>${shown.map((each) => exchange(each, each.id === told.exchange?.id))}`;
}

function address({ rule, level }: Result): Markup {
  return html`<a href="#${rule}"><code>${rule}</code></a> <span class="soft">level ${level}</span>`;
}

function value(label: string, text: string, mood: string, most: number): Markup {
  return html`<div class="value ${mood}"><h4>${label}</h4><pre>${clipped(text, most)}</pre></div>`;
}

function fact(label: string, part: Part): Markup {
  return html`<dt>${label}</dt><dd>${part}</dd>
`;
}

function request(curl: string, { run }: Run): Markup {
  if (URL.canParse(run.target)) return copyable(curl);
  return html`${copyable(curl)}<span class="soft">The simulator answered within the process; <code>scimproof simulate</code> serves it on a port.</span>`;
}

function copyable(line: string): Markup {
  if (line.length > MOST_COMMAND)
    return html`<span class="soft">${line.length} characters long: take it from the exchanges of the JSON report.</span>`;
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
