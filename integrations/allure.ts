import { type Requirement, type Rule, requirements } from "../engine/index.ts";

// Allure is somebody else's choice: its library is only loaded where allure-vitest has set up its runtime.
const atWork = (): boolean => "allureTestRuntime" in globalThis;

const SEVERITY = { MUST: "critical", SHOULD: "normal", MAY: "minor" } as const;
const REMARK = "scimproof.remark";
/** What the message of a rule that could not be judged starts with. */
export const UNJUDGED = "could not be judged: ";

/** What a rule is judged with, as far as its Allure result is about it. */
export interface AllureScene {
  level: Rule["level"];
  /** The topic in words. */
  topic: string;
  /** The name of the target: with the rule it makes the identity of the test, whatever the names that a run invents. */
  target: string;
}

/** Labels, links and the identity of a rule: epic, feature, story, severity, level, rows, the sections that say so. */
export async function describeInAllure(rule: Rule, { level, topic, target }: AllureScene): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  const rows = rule.covers.flatMap((id) => requirements.get(id) ?? []);
  await allure.epic(rule.id.startsWith("8x8/") ? "8x8" : "SCIM 2.0");
  await allure.feature(topic);
  await allure.story(rule.title);
  await allure.severity(SEVERITY[level]);
  await allure.layer("API");
  await allure.tags(level, ...rule.tags);
  await allure.label("level", level);
  await allure.label("rule", rule.id);
  await allure.testCaseId(rule.id);
  await allure.historyId(`${rule.id} @ ${target}`);
  await allure.description(rows.map(({ id, source, statement }) => `**${id}** (${source}): ${statement}`).join("\n\n"));
  for (const row of rows) {
    await allure.label("row", row.id);
    const url = addressOf(row);
    if (url !== undefined) await allure.link(url, `${row.id}: ${row.source}`, "spec");
  }
}

/** Where the section of an RFC can be read; undefined for a row of another source. */
function addressOf({ source }: Requirement): string | undefined {
  const section = /^RFC (\d+) §(\d[\d.]*)$/.exec(source);
  return section === null ? undefined : `https://www.rfc-editor.org/rfc/rfc${section[1]}#section-${section[2]}`;
}

/** Attaches a recorded exchange to the Allure result. */
export async function attachInAllure(name: string, json: string): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  await allure.attachment(name, json, "application/json");
}

/** Notes in the Allure result which of the permitted behaviours was seen; it is no part of the test's identity. */
export async function observeInAllure(observed: Record<string, string>): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  for (const [answer, value] of Object.entries(observed)) await allure.parameter(answer, value, { excluded: true });
}

/** Hands the reason of a skip, or a warning, to the listener below: allure-vitest itself drops it. */
export async function remarkInAllure(remark: string): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  await allure.label(REMARK, remark);
}

/** The part of an Allure result that is touched here. */
interface AllureResult {
  labels: { name: string; value: string }[];
  statusDetails: { message?: string };
}

/** Puts the reason of a skip, or a warning, where Allure shows it. */
function showRemark(result: AllureResult): void {
  const remark = result.labels.find(({ name }) => name === REMARK);
  if (remark === undefined) return;
  result.statusDetails = { ...result.statusDetails, message: remark.value };
  result.labels = result.labels.filter((label) => label !== remark);
}

/** Settings of the allure-vitest reporter. */
export interface AllureSettings {
  resultsDir: string;
  listeners: { beforeTestResultWrite: (result: AllureResult) => void }[];
  environmentInfo: Record<string, string>;
  categories: { name: string; messageRegex: string }[];
}

/**
 * Settings of the allure-vitest reporter under which the results of `scimSuites` carry the reasons of skips, the
 * environment and categories. `environment` is shown with the report: never put a secret there.
 *
 * ```ts
 * reporters: ["default", ["allure-vitest/reporter", allureSettings("allure-results", { target: "staging" })]]
 * ```
 */
export function allureSettings(resultsDir: string, environment: Record<string, string> = {}): AllureSettings {
  return {
    resultsDir,
    listeners: [{ beforeTestResultWrite: showRemark }],
    environmentInfo: { node: process.version, ...environment },
    categories: [{ name: "Could not be judged", messageRegex: `${UNJUDGED}.*` }],
  };
}
