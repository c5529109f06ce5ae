import { type Requirement, type Result, type Run, requirements } from "../engine/index.ts";
import type { Exchange } from "../scim/index.ts";
import { curl } from "./curl.ts";

/** The answers to what a person asks of a failed rule. */
export interface Explanation {
  summary: string;
  expected: string;
  received: string;
  attribute?: string;
  /** The rows that say so, with source and statement. */
  rows: Requirement[];
  /** The exchange that shows it. */
  exchange?: Exchange;
  /** Repeats the request. */
  curl?: string;
  /** Repeats the rule. */
  command: string;
  /** The generated value that broke a law. */
  counterexample?: string;
  /** Who can mend it. */
  fixedBy: string;
}

/** A value as one line of JSON, or as the sentence it is. */
export function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Explains a failed rule of a run; undefined for one that did not fail. */
export function explain(result: Result, run: Run, exchanges: ReadonlyMap<number, Exchange>): Explanation | undefined {
  const { finding } = result;
  if (finding === undefined) return undefined;
  const exchange = finding.exchange === undefined ? undefined : exchanges.get(finding.exchange);
  const rows = finding.rows.flatMap((id) => requirements.get(id) ?? []);
  return {
    summary: finding.summary,
    expected: inWords(finding.expected),
    received: inWords(finding.seen),
    ...(finding.attribute === undefined ? {} : { attribute: finding.attribute }),
    rows,
    ...(exchange === undefined ? {} : { exchange, curl: curl(exchange) }),
    command: `scimproof run ${targetOf(run)} --profile ${run.run.profiles.join(",")} --rule ${result.rule} --seed ${finding.seed}`,
    ...(finding.counterexample === undefined ? {} : { counterexample: finding.counterexample }),
    fixedBy: rows.some(({ actor }) => actor === "sp-admin")
      ? "the service provider's developers (its admin console)"
      : "the service provider's developers (its SCIM endpoint)",
  };
}

function targetOf({ run }: Run): string {
  return /^https?:/.test(run.target) ? run.target : "sim";
}

/** The exchanges of a run by number. */
export function byNumber(run: Run): Map<number, Exchange> {
  return new Map(run.exchanges.map((exchange) => [exchange.id, exchange]));
}
