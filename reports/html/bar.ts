import { html, type Markup } from "./markup.ts";
import { OUTCOMES, type Outcome } from "./outcome.ts";

const ORDER: Outcome[] = ["pass", "violation", "warning", "note", "unjudged", "skip"];
/** Less than this of the width would not be seen. */
const LEAST = 6;
const WIDTH = 1000;

/** The shares of the outcomes as one bar; for the eye alone, as the numbers stand beside it. */
export function bar(counts: Record<Outcome, number>): Markup {
  const present = ORDER.filter((outcome) => counts[outcome] > 0);
  const total = present.reduce((sum, outcome) => sum + counts[outcome], 0);
  const spare = WIDTH - present.length * LEAST;
  let x = 0;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${present.map(
    (outcome) => {
      const width = LEAST + (counts[outcome] / total) * spare;
      const rect = html`<rect class="${outcome}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
      x += width;
      return rect;
    },
  )}</svg>`;
}

/** An outcome as a word with its mark. */
export function badge(outcome: Outcome): Markup {
  const { name, mark } = OUTCOMES[outcome];
  return html`<span class="badge ${outcome}"><span aria-hidden="true">${mark}</span> ${name}</span>`;
}
