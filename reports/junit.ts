import type { Result, Run } from "../engine/index.ts";
import type { Exchange } from "../scim/index.ts";
import { byNumber, explain, repeat } from "./explanation.ts";

/**
 * A run as JUnit XML: a suite for each topic, a case for each rule. The identity of a case is the same at every
 * target. A rule that failed below the level that fails the run is a failure all the same, told apart by its `type`;
 * one that could not be judged is an error.
 */
export function junitReport(run: Run): string {
  const exchanges = byNumber(run);
  const suites = Map.groupBy(run.results, ({ rule }) => rule.slice(0, rule.lastIndexOf("/")));
  const body = [...suites].map(([name, results]) => {
    const { tests, failures, errors, skipped, seconds } = count(results);
    const cases = results.map((result) => testCase(result, name, run, exchanges)).join("");
    return `  <testsuite name="${escapeXml(name)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds}" timestamp="${escapeXml(run.run.startedAt)}">\n${suiteProperties(run, results)}${cases}  </testsuite>\n`;
  });
  const { tests, failures, errors, skipped, seconds } = count(run.results);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="scimproof" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds}">\n${body.join("")}</testsuites>\n`;
}

/** What has to be said with the result, and the options that somebody asked for and that rules of the suite saw otherwise. */
function suiteProperties(run: Run, results: Result[]): string {
  const contradicted = run.contradictions
    .filter(({ rules }) => results.some(({ rule }) => rules.includes(rule)))
    .map(({ option, asked, observed }) => [
      `contradiction.${option}`,
      `${asked} was asked for, ${observed} was observed`,
    ]);
  const properties = [...(run.run.notices ?? []).map((notice) => ["notice", notice]), ...contradicted].map(
    ([name, value]) => `      <property name="${escapeXml(name!)}" value="${escapeXml(value!)}"/>\n`,
  );
  return properties.length === 0 ? "" : `    <properties>\n${properties.join("")}    </properties>\n`;
}

function count(results: Result[]) {
  const number = (verdict: Result["verdict"]): number => results.filter((result) => result.verdict === verdict).length;
  return {
    tests: results.length,
    failures: number("fail"),
    errors: number("inconclusive"),
    skipped: number("skip"),
    seconds: (results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000).toFixed(3),
  };
}

function testCase(result: Result, suite: string, run: Run, exchanges: ReadonlyMap<number, Exchange>): string {
  const name = `${result.rule}: ${result.title}`;
  const open = `    <testcase classname="scimproof.${escapeXml(suite.replaceAll("/", "."))}" name="${escapeXml(name)}" time="${(result.durationMs / 1000).toFixed(3)}">\n`;
  const properties = [
    ["level", result.level],
    ...result.covers.map((row) => ["row", row]),
    ...Object.entries(result.observed ?? {}).map(([answer, value]) => [`observed.${answer}`, value]),
  ]
    .map(([key, value]) => `        <property name="${escapeXml(key!)}" value="${escapeXml(value!)}"/>\n`)
    .join("");
  return `${open}      <properties>\n${properties}      </properties>\n${outcome(result, run, exchanges)}    </testcase>\n`;
}

function outcome(result: Result, run: Run, exchanges: ReadonlyMap<number, Exchange>): string {
  const because = escapeXml(result.because ?? "");
  if (result.verdict === "skip") return `      <skipped message="${because}"/>\n`;
  if (result.verdict === "inconclusive")
    return `      <error type="inconclusive" message="${because}">${escapeXml(result.defect ?? "")}</error>\n`;
  const explanation = explain(result, exchanges);
  if (explanation === undefined) return "";
  const text = [
    `expected: ${explanation.expected}`,
    `received: ${explanation.received}`,
    ...explanation.rows.map((row) => `rule: ${row.id} (${row.source}): ${row.statement}`),
    ...(explanation.counterexample === undefined ? [] : [`shrunk to: ${explanation.counterexample}`]),
    `repeat: ${repeat(result, run)}`,
  ].join("\n");
  const out = explanation.curl === undefined ? "" : `      <system-out>${escapeXml(explanation.curl)}</system-out>\n`;
  return `      <failure type="${result.level}" message="${escapeXml(explanation.summary)}">${escapeXml(text)}</failure>\n${out}`;
}

/** Escapes a text for XML 1.0; characters that XML cannot hold become a replacement character. */
function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("\n", "&#10;")
  );
}
