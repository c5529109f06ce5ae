import { curl, isLoopback, quote, type Requirement, type Result, type Run, requirements } from "../engine/index.ts";
import { playing, profileOptions, profiles } from "../profiles/index.ts";
import type { Exchange } from "../scim/index.ts";

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
  /** The generated value that broke a law. */
  counterexample?: string;
  /** Who can mend it. */
  fixedBy: string;
}

/** A value as one line of JSON, or as the sentence it is. */
export function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Explains a failed rule; undefined for one that did not fail. */
export function explain(
  { finding, judges }: Result,
  exchanges: ReadonlyMap<number, Exchange>,
): Explanation | undefined {
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
    ...(finding.counterexample === undefined ? {} : { counterexample: finding.counterexample }),
    fixedBy: judges === "client" ? CLIENT : fixedBy(rows, exchange),
  };
}

/** The command that judges a rule of a run again. */
export function repeat({ rule, finding }: Result, { run }: Run): string {
  const url = URL.canParse(run.target) ? new URL(run.target) : undefined;
  const chosen = run.profiles.flatMap((id) => profiles[id] ?? []);
  // Another simulator than the one that usually plays the profile has to be named.
  const simulated = profiles[/^simulator \(([\w-]+)\)$/.exec(run.target)?.[1] ?? ""];
  const isUsual = chosen.length === 0 || chosen.some(({ id, plays = id }) => plays === simulated?.id);
  const other = isUsual ? undefined : simulated;
  const defaults = Object.assign(
    {},
    other === undefined ? {} : profileOptions(other),
    ...chosen.map((each) => (url === undefined && other === undefined ? playing(each).options : profileOptions(each))),
  );
  const changed = Object.entries(run.options).filter(([name, value]) => defaults[name] !== value);
  return [
    `scimproof run ${url !== undefined ? run.target : other === undefined ? "sim" : `sim:${other.id}`}`,
    // The steps of a pack lean on each other, and are repeated together.
    ...(run.pack === undefined
      ? [`--profile ${run.profiles.join(",")}`, `--rule ${rule}`]
      : [`--pack ${quote(run.pack)}`]),
    ...signInFlags(run.signIn),
    `--seed ${finding?.seed ?? run.seed}`,
    ...changed.map(([name, value]) => `--option ${quote(`${name}=${value}`)}`),
    ...(run.mutants ?? []).map((mutant) => `--mutant ${quote(mutant)}`),
    ...(url === undefined || isLoopback(url) ? [] : ["--allow-writes"]),
  ].join(" ");
}

/** The flags of a SAML sign-in; the files of key and certificate are known to whoever ran it. */
function signInFlags(signIn: Run["run"]["signIn"]): string[] {
  if (signIn === undefined) return [];
  const { acsUrl, audience, issuer, subject, startUrl } = signIn;
  const told = { acs: acsUrl, audience, issuer, subject, start: startUrl };
  return [
    ...Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [`--saml-${name} ${quote(value)}`])),
    "--saml-key KEY.pem --saml-cert CERTIFICATE.pem",
  ];
}

const CLIENT = "the identity provider that sends (its provisioning, or its set-up by the tenant's administrator)";

const ROOM: Record<string, string> = { "sp-admin": "its admin console", "sp-saml": "its SAML sign-in" };

// What a gateway or a guard before the service provider answers is seldom mended in its code.
function fixedBy(rows: Requirement[], exchange: Exchange | undefined): string {
  const room = rows.map(({ actor }) => ROOM[actor]).find((each) => each !== undefined) ?? "its SCIM endpoint";
  const developers = `the service provider's developers (${room})`;
  const status = exchange?.response.status;
  if (status === 403) return `the tenant's administrator, if the token lacks a right (403); else ${developers}`;
  if (status === 429)
    return `whoever operates the service provider: it throttles (429), so judge it with a lower --rate`;
  if (status === 502 || status === 503 || status === 504)
    return `whoever operates the service provider, if a gateway answered (${status}); else ${developers}`;
  return developers;
}

/** The last exchanges of a result up to the one that shows the finding, without the tidying up after it. */
export function relevant(
  { finding, exchanges: numbers }: Result,
  exchanges: ReadonlyMap<number, Exchange>,
  most: number,
): Exchange[] {
  return numbers
    .filter((number) => finding?.exchange === undefined || number <= finding.exchange)
    .flatMap((number) => exchanges.get(number) ?? [])
    .filter(({ step }) => step !== "cleanup")
    .slice(-most);
}

/** The exchanges of a run by number. */
export function byNumber(run: Pick<Run, "exchanges">): Map<number, Exchange> {
  return new Map(run.exchanges.map((exchange) => [exchange.id, exchange]));
}
