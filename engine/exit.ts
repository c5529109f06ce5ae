import type { Contradiction, ExitCode, Leftover, Result } from "./result.ts";
import type { Level } from "./rule.ts";

/** What decides how a run ends. */
export interface Outcome {
  results: Result[];
  /** How many rules were selected. */
  total: number;
  leftovers: Leftover[];
  /** Options that were asked for, and that the target was seen to have otherwise. */
  contradictions: Contradiction[];
  /** Why the run stopped before the last rule. */
  stopped: string | undefined;
  interrupted: boolean;
  /** The lowest level whose failure makes the run fail. */
  failOn: Level;
}

const WEIGHT: Record<Level, number> = { MAY: 0, SHOULD: 1, MUST: 2 };

/**
 * The exit code with every reason. Interrupted (130) comes before our own defect (4), that before not conformant (1),
 * that before could not be judged (3).
 */
export function exitOf({ results, total, leftovers, contradictions, stopped, interrupted, failOn }: Outcome): {
  code: ExitCode;
  reasons: string[];
} {
  const reasons: [ExitCode, string][] = [];
  if (interrupted) reasons.push([130, `interrupted after ${results.length} of ${total} rules`]);
  const broken = results.filter(({ defect }) => defect !== undefined);
  if (broken.length > 0) reasons.push([4, `${count(broken, "rule")} broke by our own defect: ${names(broken)}`]);
  const failed = results.filter(({ verdict, level }) => verdict === "fail" && WEIGHT[level] >= WEIGHT[failOn]);
  if (failed.length > 0)
    reasons.push([1, `${count(failed, "rule")} failed at level ${failOn} or above: ${names(failed)}`]);
  for (const { option, asked, observed, rules } of contradictions)
    reasons.push([1, `option ${option}=${asked} was asked for, and ${observed} was observed (${rules.join(", ")})`]);
  const unsettled = results.filter(({ verdict, defect }) => verdict === "inconclusive" && defect === undefined);
  if (unsettled.length > 0) reasons.push([3, `${count(unsettled, "rule")} could not be judged: ${names(unsettled)}`]);
  if (!interrupted && stopped !== undefined) reasons.push([1, stopped]);
  if (!interrupted && results.length > 0 && results.every(({ verdict }) => verdict === "skip"))
    reasons.push([3, "no rule could be judged: all were skipped"]);
  if (total === 0) reasons.push([3, "no rule was selected"]);
  const code = ([130, 4, 1, 3] as const).find((each) => reasons.some(([reason]) => reason === each)) ?? 0;
  const texts = reasons.map(([, text]) => text);
  if (leftovers.length > 0) texts.push(`${count(leftovers, "resource")} left at the target`);
  return { code, reasons: texts };
}

function count(list: unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
}

function names(results: Result[]): string {
  const first = results.slice(0, 5).map(({ rule }) => rule);
  return first.join(", ") + (results.length > 5 ? `, and ${results.length - 5} more` : "");
}
