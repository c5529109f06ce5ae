import { styleText } from "node:util";
import type { Result, Run } from "../engine/index.ts";
import type { Exchange } from "../scim/index.ts";
import { byNumber, explain, repeat } from "./explanation.ts";
import { foldCommand } from "./fold-command.ts";
import { clip, plain, wrap } from "./text.ts";

/** How wide the terminal is, and which files were written beside it. */
export interface ConsoleSettings {
  columns: number;
  files: string[];
  /** Whether colours are used; left out, standard output and its environment decide (NO_COLOR, FORCE_COLOR). */
  colour?: boolean;
}

type Colour = "red" | "yellow" | "cyan" | "green";
type Paint = (colour: Colour, text: string) => string;

const MOST_WIDTH = 100;
/** A narrower terminal breaks the lines itself; a pseudo-terminal may say that it has no columns at all. */
const LEAST_WIDTH = 40;
const MOST_FINDINGS = 20;
const MOST_LEFTOVERS = 5;
/** A longer command is taken from a report file. */
const MOST_COMMAND_LINES = 12;
/** So much of a story is told; the report files have it whole. */
const MOST_SENTENCES = 15;
const MOST_SHELL_LINES = 40;
const LABEL = 12;

/** Writes a run for a terminal: findings first, then what was seen by topic, the verdict last. */
export function consoleReport(run: Run, { columns, files, colour }: ConsoleSettings): string {
  const width = Math.max(Math.min(columns, MOST_WIDTH), LEAST_WIDTH);
  const paint: Paint = (name, text) =>
    colour === undefined ? styleText(name, text) : colour ? styleText(name, text, { validateStream: false }) : text;
  const parts = [
    ...findings(run, width, paint),
    unsettled(run, width, paint),
    topics(run.results, width, paint),
    skips(run.results, width),
    observed(run, width),
    contradictions(run, width, paint),
    leftovers(run, width),
    notices(run, width, paint),
    [...headline(run, width, paint), ...(files.length > 0 ? [`Reports: ${files.join(", ")}`] : [])],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const ORDER = { MUST: 0, SHOULD: 1, MAY: 2 };
const NAME = { MUST: "VIOLATION", SHOULD: "WARNING", MAY: "NOTE" } as const;
const COLOUR = { MUST: "red", SHOULD: "yellow", MAY: "cyan" } as const;

function findings(run: Run, width: number, paint: Paint): string[][] {
  const exchanges = byNumber(run);
  const failed = run.results.filter(({ verdict }) => verdict === "fail");
  failed.sort((one, other) => ORDER[one.level] - ORDER[other.level]);
  const shown = failed.slice(0, MOST_FINDINGS).map((result) => finding(result, run, exchanges, width, paint));
  const more = failed.length - shown.length;
  return more > 0 ? [...shown, [`… and ${more} more failed rules; the report file has them all.`]] : shown;
}

function finding(
  result: Result,
  run: Run,
  exchanges: ReadonlyMap<number, Exchange>,
  width: number,
  paint: Paint,
): string[] {
  const told = explain(result, exchanges)!;
  const { level } = result;
  return [
    `${paint(COLOUR[level], NAME[level].padEnd(9))} ${result.rule}`,
    ...wrap(result.title, width - 2).map((line) => `  ${line}`),
    ...labelled("Seen", told.summary, width, 8),
    ...labelled("Expected", told.expected, width, 3),
    ...labelled("Received", told.received, width, 6),
    ...(told.attribute === undefined ? [] : labelled("Attribute", told.attribute, width)),
    ...told.rows.slice(0, 2).flatMap((row) => labelled("Rule", `${row.id} (${row.source}): ${row.statement}`, width)),
    ...(told.counterexample === undefined ? [] : counterexample(told.counterexample, width)),
    ...(told.curl === undefined ? [] : command("Request", told.curl, width)),
    ...command("Repeat", repeat(result, run), width),
    ...labelled("Fixed by", told.fixedBy, width),
  ];
}

function labelled(label: string, text: string, width: number, most = 4): string[] {
  const room = width - LABEL;
  const lines = wrap(plain(text), room);
  const shown = lines.length > most ? [...lines.slice(0, most - 1), clip(`${lines[most - 1]} …`, room)] : lines;
  return shown.map((line, place) => (place === 0 ? `  ${label}` : "").padEnd(LABEL) + line);
}

/** A command that can be copied: beside its label where it fits, else below, broken by backslashes and not indented. */
function command(label: string, text: string, width: number): string[] {
  const line = plain(text);
  if (line.length <= width - LABEL) return [`  ${label}`.padEnd(LABEL) + line];
  const lines = foldCommand(line, width);
  if (lines.length > MOST_COMMAND_LINES)
    return labelled(label, `${line.length} characters long; the JSON report has it`, width);
  return [`  ${label}`, ...lines];
}

/** What a law was shrunk to: a value, or a story of sentences and below it the lines of a shell that tell it again. */
function counterexample(text: string, width: number): string[] {
  const [told = "", shell] = plain(text).split("\n\n", 2);
  const sentences = told.split("\n").slice(0, MOST_SENTENCES);
  const lines = sentences.flatMap((sentence, place) => labelled(place === 0 ? "Shrunk to" : "", sentence, width, 6));
  if (shell === undefined) return lines;
  // A remark is no command: it ends where the line does.
  const commands = shell
    .split("\n")
    .flatMap((line) => (line.startsWith("#") ? [clip(line, width)] : foldCommand(line, width)));
  if (commands.length > MOST_SHELL_LINES)
    return [...lines, ...labelled("In a shell", `${commands.length} lines long; the JSON report has it`, width)];
  return [...lines, "  In a shell", ...commands];
}

function unsettled({ results }: Run, width: number, paint: Paint): string[] {
  const found = results.filter(({ verdict }) => verdict === "inconclusive");
  const more = found.length - MOST_FINDINGS;
  return [
    ...found
      .slice(0, MOST_FINDINGS)
      .flatMap(({ rule, because = "" }) => [
        `${paint("yellow", "NOT JUDGED")} ${rule}`,
        ...labelled("Because", because, width),
      ]),
    ...(more > 0 ? [`… and ${more} more that could not be judged.`] : []),
  ];
}

function topics(results: Result[], width: number, paint: Paint): string[] {
  const groups = Map.groupBy(results, ({ rule }) => rule.slice(0, rule.lastIndexOf("/")));
  const column = Math.max(...[...groups.keys()].map((topic) => topic.length), 5) + 2;
  return [...groups].map(([topic, members]) => {
    const count = (verdict: Result["verdict"]): number => members.filter((result) => result.verdict === verdict).length;
    const parts: [string, Colour?][] = [[`${String(count("pass")).padStart(3)} pass`]];
    if (count("fail") > 0) parts.push([`${count("fail")} fail`, "red"]);
    if (count("inconclusive") > 0) parts.push([`${count("inconclusive")} not judged`, "yellow"]);
    if (count("skip") > 0) parts.push([`${count("skip")} skipped`]);
    const line = topic.padEnd(column) + parts.map(([text]) => text).join("  ");
    if (line.length > width) return clip(line, width);
    return (
      topic.padEnd(column) + parts.map(([text, name]) => (name === undefined ? text : paint(name, text))).join("  ")
    );
  });
}

function skips(results: Result[], width: number): string[] {
  const groups = Map.groupBy(
    results.filter(({ verdict }) => verdict === "skip"),
    ({ because }) => plain(because ?? ""),
  );
  if (groups.size === 0) return [];
  return [
    "Skipped",
    ...[...groups].map(([because, { length }]) => clip(`  ${String(length).padStart(3)}  ${because}`, width)),
  ];
}

function observed(run: Run, width: number): string[] {
  const answers = Object.entries(run.observed).map(([answer, value]) => plain(`${answer} = ${value}`));
  if (answers.length === 0) return [];
  const lines = wrap(answers.join(" · "), width - 2);
  return ["Observed, where several behaviours are permitted", ...lines.map((line) => `  ${line}`)];
}

function contradictions(run: Run, width: number, paint: Paint): string[] {
  return run.contradictions.flatMap(({ option, asked, observed: seen, rules }) => [
    `${paint("red", "OPTION")}    ${clip(plain(option), width - 10)}`,
    ...labelled("Asked for", asked, width),
    ...labelled("Observed", `${seen} (${rules.join(", ")})`, width),
  ]);
}

function leftovers({ leftovers: left }: Run, width: number): string[] {
  if (left.length === 0) return [];
  const shown = left.slice(0, MOST_LEFTOVERS);
  return [
    `Left at the target: ${left.length}`,
    ...shown.map(({ path, name, because }) => clip(plain(`  ${path}  ${name}: ${because}`), width)),
    ...(left.length > shown.length
      ? [`  … and ${left.length - shown.length} more; the report file has them all.`]
      : []),
  ];
}

function notices({ run }: Run, width: number, paint: Paint): string[] {
  return (run.notices ?? []).flatMap((notice) =>
    wrap(plain(notice), width - 8).map((line, place) =>
      place === 0 ? `${paint("cyan", "NOTICE")}  ${line}` : `${" ".repeat(8)}${line}`,
    ),
  );
}

const VERDICT: Record<number, [string, Colour]> = {
  0: ["CONFORMANT", "green"],
  1: ["NOT CONFORMANT", "red"],
  130: ["INTERRUPTED", "yellow"],
};

function headline({ exit, run, summary }: Run, width: number, paint: Paint): string[] {
  const [verdict, colour] = VERDICT[exit.code] ?? ["NOT JUDGED", "yellow"];
  const counts = [
    `${summary.pass} pass`,
    counted(summary.violations, "violation"),
    counted(summary.warnings, "warning"),
    counted(summary.notes, "note"),
    `${summary.inconclusive} not judged`,
    `${summary.skip} skipped`,
  ];
  const seconds = (run.durationMs / 1000).toFixed(1);
  const [first = "", ...more] = wrap(
    plain(
      `${verdict}  ${run.target}, profile ${run.profiles.join(", ")}: ${counts.join(", ")} (${seconds} s, seed ${run.seed}, exit ${exit.code})`,
    ),
    width,
  );
  return [first.replace(verdict, paint(colour, verdict)), ...more];
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
