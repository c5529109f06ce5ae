import type { Exchange, Step } from "../../scim/index.ts";
import { html, type Markup } from "./markup.ts";

/** So much of one body is shown: the report stays small, and the JSON report has it all. */
const MOST_BODY = 3000;
const MOST_URL = 400;

const STEP: Record<Step, string> = {
  preflight: "before the first rule",
  given: "sets the scene",
  probe: "judged",
  cleanup: "tidies up",
};

/** A recorded exchange that opens: what was sent, and what came back. */
export function exchange({ id, step, request, response, durationMs }: Exchange, shows: boolean): Markup {
  const failed = response.status >= 400 ? "bad" : "good";
  return html`<details class="exchange"><summary><span class="id">${id}</span> <b>${request.method}</b> <code>${clipped(request.path, MOST_URL)}</code> <span class="status ${failed}">→ ${response.status}</span> <span class="soft">${shows ? "this one shows it" : STEP[step]}, ${durationMs.toFixed(1)} ms</span></summary>
<div class="sides"><div><h5>Sent</h5><pre>${headersOf(request.headers)}${request.text !== undefined && `\n${pretty(request.text)}`}</pre></div>
<div><h5>Received</h5><pre>${headersOf(response.headers)}${response.text !== "" && `\n${pretty(response.text)}`}</pre></div></div></details>`;
}

/** A text cut where it becomes too long for the page, saying how long it was. */
export function clipped(text: string, most: number): string {
  return text.length > most
    ? `${text.slice(0, most)}… (${text.length} characters; the JSON report has them all)`
    : text;
}

function headersOf(headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${clipped(value, MOST_URL)}`);
  return lines.length === 0 ? "(no headers)\n" : `${lines.join("\n")}\n`;
}

function pretty(text: string): string {
  if (text.length > MOST_BODY) return clipped(text, MOST_BODY);
  try {
    return clipped(JSON.stringify(JSON.parse(text), null, 2), MOST_BODY);
  } catch {
    // No JSON: shown as it came.
    return text;
  }
}
