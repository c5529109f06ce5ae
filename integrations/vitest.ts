import { afterAll, beforeAll, describe, type TestContext, test } from "vitest";
import {
  type Connection,
  connect,
  judgeOn,
  preflight,
  type Result,
  type Rule,
  select,
  type Target,
} from "../engine/index.ts";
import { profileOptions, profiles } from "../profiles/index.ts";
import { curl } from "../reports/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";
import { attachInAllure, describeInAllure, tellSkipReason } from "./allure.ts";

/** What to judge, and by what. */
export interface SuitesOptions {
  /** A target; left out, the bundled simulator that plays the first profile. */
  target?: Target;
  /** Ids of profiles: `rfc` (the default), `8x8`. */
  profiles?: string[];
  preset?: string;
  options?: Record<string, string>;
  /** Prefixes of rule ids, or rows; empty for all. */
  rules?: string[];
  /** Everything that is generated follows from it (default 1). */
  seed?: number;
  /** Only rules that read, because a target that is not yours must not be changed. */
  readOnly?: boolean;
  rate?: number;
}

/**
 * Declares every selected rule as a vitest test: a violation fails it, a warning or a note is annotated, a rule that
 * does not apply is skipped with its reason, one that could not be judged fails with the reason. Exchanges are attached;
 * where allure-vitest is at work, level, rows and topics become labels and links.
 *
 * ```ts
 * // scim.test.ts
 * import { scimSuites } from "scimproof/vitest";
 * scimSuites({ target: { name: "staging", baseUrl: "https://…/scim/v2", token: process.env.SCIM_TOKEN } });
 * ```
 */
export function scimSuites(wanted: SuitesOptions = {}): void {
  const chosen = (wanted.profiles ?? ["rfc"]).map((id) => {
    const profile = profiles[id];
    if (profile === undefined)
      throw new Error(`there is no profile "${id}"; profiles: ${Object.keys(profiles).join(", ")}`);
    return profile;
  });
  const options = Object.assign(
    {},
    ...chosen
      .filter((profile) => Object.keys(profile.options).length > 0)
      .map((profile) => profileOptions(profile, wanted.preset, wanted.options)),
  );
  const selected = new Set(select(suites, { profiles: chosen, rules: wanted.rules ?? [] }));
  const target = wanted.target ?? serviceProvider({ profile: chosen[0]!.id as "rfc" | "8x8", options });
  const required = chosen.flatMap(({ needs }) => needs);
  let connection: Connection;

  beforeAll(async () => {
    connection = connect(target, { seed: wanted.seed ?? 1, options, rate: wanted.rate });
    await preflight(connection);
  });
  afterAll(() => connection?.close());

  const declare = (rule: Rule): void => {
    test(rule.title, {
      tags: [rule.level, rule.id.slice(0, rule.id.lastIndexOf("/")), ...rule.tags],
      meta: { rule: rule.id, level: rule.level, rows: rule.covers },
    }, async (context) => {
      await describeInAllure(rule);
      if (wanted.readOnly && rule.probe !== undefined && !rule.reads)
        return skip(context, "read only: this rule writes");
      const level = chosen.map(({ levels }) => levels?.[rule.id]).find((each) => each !== undefined);
      const { result } = await judgeOn(rule, connection, { level, required });
      context.task.meta.observed = result.observed;
      await attach(context, result, connection);
      await report(context, result);
    });
  };
  for (const suite of suites) {
    const active = suite.rules.filter((rule) => selected.has(rule) && rule.probe !== undefined);
    if (active.length > 0) describe(suite.id, () => active.forEach(declare));
  }
  // Passive rules come last: they look at what the others have exchanged.
  const passive = [...selected].filter(({ probe }) => probe === undefined);
  if (passive.length > 0) describe("every exchange", () => passive.forEach(declare));
}

/** What `scimSuites` writes into the metadata of a test, for reporters. */
declare module "vitest" {
  interface TaskMeta {
    rule?: string;
    level?: string;
    rows?: string[];
    observed?: Record<string, string> | undefined;
  }
}

async function report(context: TestContext, result: Result): Promise<void> {
  const { verdict, finding, because = "", level } = result;
  if (verdict === "skip") await skip(context, because);
  if (verdict === "inconclusive")
    throw new Error(`could not be judged: ${because}${result.defect === undefined ? "" : `\n${result.defect}`}`);
  if (finding === undefined) return;
  const text = `${finding.summary} (${finding.rows.join(", ")})`;
  if (level !== "MUST") {
    await context.annotate(text, level === "SHOULD" ? "warning" : "notice");
    return;
  }
  throw Object.assign(new Error(text), { actual: finding.seen, expected: finding.expected });
}

async function skip(context: TestContext, because: string): Promise<never> {
  await tellSkipReason(because);
  return context.skip(because) as never;
}

async function attach(context: TestContext, result: Result, connection: Connection): Promise<void> {
  if (result.verdict === "pass" || result.verdict === "skip") return;
  const exchanges = connection.exchanges.filter(({ id }) => result.exchanges.includes(id)).slice(-20);
  for (const exchange of exchanges) {
    const { request, response } = exchange;
    const name = `${exchange.id}. ${request.method} ${request.path} → ${response.status}`;
    const body = JSON.stringify({ curl: curl(exchange), request, response }, null, 2);
    await context.annotate(name, "exchange", { contentType: "application/json", body, bodyEncoding: "utf-8" });
    await attachInAllure(name, body);
  }
}
