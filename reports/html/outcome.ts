import type { Result } from "../../engine/index.ts";

/** What a person calls the outcome of a rule: level and verdict joined. */
export type Outcome = "pass" | "violation" | "warning" | "note" | "unjudged" | "skip";

/** The outcomes in the order of their weight, each with its name, its plural and its mark, which needs no colour. */
export const OUTCOMES: Record<Outcome, { name: string; plural: string; mark: string }> = {
  violation: { name: "violation", plural: "violations", mark: "✗" },
  warning: { name: "warning", plural: "warnings", mark: "!" },
  note: { name: "note", plural: "notes", mark: "i" },
  unjudged: { name: "not judged", plural: "not judged", mark: "?" },
  skip: { name: "skipped", plural: "skipped", mark: "–" },
  pass: { name: "pass", plural: "pass", mark: "✓" },
};

const FAILED = { MUST: "violation", SHOULD: "warning", MAY: "note" } as const;

/** The outcome of a result. */
export function outcomeOf({ verdict, level }: Result): Outcome {
  if (verdict === "fail") return FAILED[level];
  return verdict === "inconclusive" ? "unjudged" : verdict;
}

/** How many results had which outcome. */
export function countOutcomes(results: Result[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { violation: 0, warning: 0, note: 0, unjudged: 0, skip: 0, pass: 0 };
  for (const result of results) counts[outcomeOf(result)]++;
  return counts;
}
