import type { Result, Run } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { explain, repeat } from "../explanation.ts";
import { html, type Markup } from "./markup.ts";

/** So much of one body is shown: the report stays small, and the JSON report has it all. */
const MOST_BODY = 4000;
const MOST_EXCHANGES = 12;
const EDGE = { MUST: "", SHOULD: "warn-edge", MAY: "note-edge" };

/** A failed rule with everything that is needed to understand and to repeat it. */
export function finding(result: Result, run: Run, exchanges: ReadonlyMap<number, Exchange>): Markup {
  const explanation = explain(result, exchanges)!;
  const shown = relevant(result, exchanges);
  return html`<article class="finding ${EDGE[result.level]}" id="${result.rule}">
<h3>${result.title}</h3>
<div class="id"><a href="#${result.rule}">${result.rule}</a> · ${result.level} · ${result.covers.join(" ")}</div>
<dl>
<dt>Seen</dt><dd>${explanation.summary}</dd>
<dt>Expected</dt><dd><code>${explanation.expected}</code></dd>
<dt>Received</dt><dd><code>${explanation.received}</code></dd>
${explanation.attribute !== undefined && html`<dt>Attribute</dt><dd><code>${explanation.attribute}</code></dd>`}
${explanation.rows.map((row) => html`<dt>Rule</dt><dd><strong>${row.id}</strong> ${row.source}<br>${row.statement}</dd>`)}
${explanation.counterexample !== undefined && html`<dt>Shrunk to</dt><dd><pre>${explanation.counterexample}</pre></dd>`}
${result.finding?.more !== undefined && html`<dt>Again</dt><dd>${result.finding.more} further exchanges show the same</dd>`}
${explanation.curl !== undefined && html`<dt>Request</dt><dd><pre>${explanation.curl}</pre><button type="button" data-copy>copy</button></dd>`}
<dt>Repeat</dt><dd><code>${repeat(result, run)}</code></dd>
<dt>Fixed by</dt><dd>${explanation.fixedBy}</dd>
</dl>
<details><summary>${shown.length} exchanges</summary>${shown.map(exchange)}</details>
</article>`;
}

/** The last exchanges up to the one that shows it, and that one itself. */
function relevant(
  { finding: found, exchanges: numbers }: Result,
  exchanges: ReadonlyMap<number, Exchange>,
): Exchange[] {
  const upTo = numbers
    .filter((number) => found?.exchange === undefined || number <= found.exchange)
    .slice(-MOST_EXCHANGES);
  return upTo.flatMap((number) => exchanges.get(number) ?? []);
}

function exchange({ id, step, request, response, durationMs }: Exchange): Markup {
  return html`<h4>${id}. ${request.method} ${request.path} → ${response.status} <span class="skip">(${step}, ${durationMs.toFixed(1)} ms)</span></h4>
<pre>${headersOf(request.headers)}${
    request.text !== undefined &&
    html`
${clipped(request.text)}`
  }</pre>
<pre>${headersOf(response.headers)}${
    response.text !== "" &&
    html`
${clipped(response.text)}`
  }</pre>`;
}

function headersOf(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
}

function clipped(text: string): string {
  let shown = text;
  if (text.length <= MOST_BODY)
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // No JSON: shown as it came.
    }
  return shown.length > MOST_BODY ? `${shown.slice(0, MOST_BODY)}… (${shown.length} characters)` : shown;
}
