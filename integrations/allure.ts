import { type Rule, requirements } from "../engine/index.ts";

// Allure is somebody else's choice: its library is only loaded where allure-vitest has set up its runtime.
const atWork = (): boolean => "allureTestRuntime" in globalThis;

const SEVERITY = { MUST: "critical", SHOULD: "normal", MAY: "minor" } as const;
const SKIP_LABEL = "scimproof.skipReason";

/** Labels and links of a rule: epic, feature, level, rows, and the section of the RFC that says so. */
export async function describeInAllure(rule: Rule): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  const topic = rule.id.slice(0, rule.id.lastIndexOf("/"));
  await allure.epic(topic.startsWith("8x8/") ? "8x8" : "SCIM 2.0");
  await allure.feature(topic);
  await allure.story(rule.title);
  await allure.severity(SEVERITY[rule.level]);
  await allure.label("level", rule.level);
  await allure.label("rule", rule.id);
  // The same test at every target, whatever the file and the names of the run.
  await allure.testCaseId(rule.id);
  await allure.historyId(rule.id);
  for (const id of rule.covers) {
    await allure.label("row", id);
    const row = requirements.get(id);
    const section = /^RFC (\d+) §([\d.]+)$/.exec(row?.source ?? "");
    if (section !== null)
      await allure.link(`https://www.rfc-editor.org/rfc/rfc${section[1]}#section-${section[2]}`, id, "spec");
  }
}

/** Attaches a recorded exchange to the Allure result. */
export async function attachInAllure(name: string, json: string): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  await allure.attachment(name, json, "application/json");
}

/** Hands the reason of a skip over to `skipReasons`: allure-vitest itself drops it. */
export async function tellSkipReason(because: string): Promise<void> {
  if (!atWork()) return;
  const allure = await import("allure-js-commons");
  await allure.label(SKIP_LABEL, because);
}

/** The part of an Allure result that is touched here. */
interface AllureResult {
  labels: { name: string; value: string }[];
  statusDetails: { message?: string };
}

/** A listener for the allure-vitest reporter: puts the reason of a skip where Allure shows it. */
export const skipReasons: { beforeTestResultWrite: (result: AllureResult) => void } = {
  beforeTestResultWrite: (result) => {
    const reason = result.labels.find(({ name }) => name === SKIP_LABEL);
    if (reason === undefined) return;
    result.statusDetails = { ...result.statusDetails, message: reason.value };
    result.labels = result.labels.filter((label) => label !== reason);
  },
};
