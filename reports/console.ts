import { styleText } from "node:util";
import type { Result, Run } from "../engine/index.ts";
import { byNumber, explain, repeat } from "./explanation.ts";
import { clip, wrap } from "./text.ts";

/** How wide the terminal is, and which files were written beside it. */
export interface ConsoleSettings {
  columns: number;
  files: string[];
}

const MOST_FINDINGS = 20;
const LABEL = 12;

/** Writes a run for a terminal: findings first, then what was seen by topic, the verdict last. */
export function consoleReport(run: Run, { columns, files }: ConsoleSettings): string {
  const width = Math.min(columns, 100);
  const exchanges = byNumber(run);
  const out: string[] = [];
  const line = (text = ""): void => {
    out.push(text);
  };
  const labelled = (label: string, text: string, most = 4): void => {
    const lines = wrap(text, width - LABEL);
    const shown =
      lines.length > most ? [...lines.slice(0, most - 1), clip(`${lines[most - 1]} …`, width - LABEL)] : lines;
    for (const [index, part] of shown.entries()) line((index === 0 ? `  ${label}` : "").padEnd(LABEL) + part);
  };

  const failed = run.results.filter(({ verdict }) => verdict === "fail");
  failed.sort((one, other) => ORDER[one.level] - ORDER[other.level]);
  for (const result of failed.slice(0, MOST_FINDINGS)) {
    const explanation = explain(result, exchanges)!;
    line(`${paint(result)} ${result.rule}`);
    for (const part of wrap(result.title, width - 2)) line(`  ${part}`);
    labelled("Seen", explanation.summary);
    labelled("Expected", explanation.expected, 3);
    labelled("Received", explanation.received, 3);
    if (explanation.attribute !== undefined) labelled("Attribute", explanation.attribute);
    for (const row of explanation.rows.slice(0, 2)) labelled("Rule", `${row.id} (${row.source}): ${row.statement}`, 4);
    if (explanation.counterexample !== undefined) labelled("Shrunk to", explanation.counterexample, 6);
    if (explanation.curl !== undefined) labelled("Request", explanation.curl, 6);
    labelled("Repeat", repeat(result, run));
    labelled("Fixed by", explanation.fixedBy);
    line();
  }
  if (failed.length > MOST_FINDINGS)
    line(`… and ${failed.length - MOST_FINDINGS} more failed rules; the report file has them all.\n`);

  const unsettled = run.results.filter(({ verdict }) => verdict === "inconclusive");
  for (const { rule, because } of unsettled.slice(0, MOST_FINDINGS)) {
    line(`${styleText("yellow", "could not be judged")}  ${rule}`);
    labelled("", because ?? "");
  }
  if (unsettled.length > 0) line();

  for (const text of topics(run.results, width)) line(text);
  const skips = Map.groupBy(
    run.results.filter(({ verdict }) => verdict === "skip"),
    ({ because }) => because ?? "",
  );
  if (skips.size > 0) {
    line();
    line("Skipped");
    for (const [because, results] of skips) line(clip(`  ${String(results.length).padStart(3)}  ${because}`, width));
  }
  const observed = Object.entries(run.observed);
  if (observed.length > 0) {
    line();
    line("Observed, where several behaviours are permitted");
    for (const part of wrap(observed.map(([answer, value]) => `${answer} = ${value}`).join(" · "), width - 2))
      line(`  ${part}`);
  }
  if (run.leftovers.length > 0) {
    line();
    line(`Left at the target: ${run.leftovers.length}`);
    for (const { path, name, because } of run.leftovers.slice(0, 5))
      line(clip(`  ${path}  ${name}: ${because}`, width));
  }
  line();
  for (const part of wrap(headline(run), width)) line(part);
  if (files.length > 0) line(`Reports: ${files.join(", ")}`);
  return `${out.join("\n")}\n`;
}

const ORDER = { MUST: 0, SHOULD: 1, MAY: 2 };
const NAME = { MUST: "violation", SHOULD: "warning", MAY: "note" } as const;

function paint({ level }: Result): string {
  const name = NAME[level].toUpperCase().padEnd(9);
  return styleText(level === "MUST" ? "red" : level === "SHOULD" ? "yellow" : "cyan", name);
}

function topics(results: Result[], width: number): string[] {
  const groups = Map.groupBy(results, ({ rule }) => rule.slice(0, rule.lastIndexOf("/")));
  const column = Math.max(...[...groups.keys()].map((topic) => topic.length), 5) + 2;
  return [...groups].map(([topic, members]) => {
    const count = (verdict: Result["verdict"]): number => members.filter((result) => result.verdict === verdict).length;
    const parts = [`${String(count("pass")).padStart(3)} pass`];
    if (count("fail") > 0) parts.push(styleText("red", `${count("fail")} fail`));
    if (count("inconclusive") > 0) parts.push(styleText("yellow", `${count("inconclusive")} not judged`));
    if (count("skip") > 0) parts.push(`${count("skip")} skipped`);
    return clip(`${topic.padEnd(column)}${parts.join("  ")}`, width + 20);
  });
}

function headline({ exit, run, summary }: Run): string {
  const verdict =
    exit.code === 0
      ? styleText("green", "CONFORMANT")
      : exit.code === 1
        ? styleText("red", "NOT CONFORMANT")
        : styleText("yellow", exit.code === 130 ? "INTERRUPTED" : "NOT JUDGED");
  const counts = [
    `${summary.pass} pass`,
    `${summary.violations} violations`,
    `${summary.warnings} warnings`,
    `${summary.notes} notes`,
    `${summary.inconclusive} not judged`,
    `${summary.skip} skipped`,
  ];
  const seconds = (run.durationMs / 1000).toFixed(1);
  return `${verdict}  ${run.target}, profile ${run.profiles.join(", ")}: ${counts.join(", ")} (${seconds} s, seed ${run.seed}, exit ${exit.code})`;
}
