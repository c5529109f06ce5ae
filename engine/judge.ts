import { type Exchange, isObject } from "../scim/index.ts";
import { beginningOf } from "./beginning.ts";
import { bodyOf } from "./body.ts";
import { type Browser, type Client, createCookieJar, handlerOf } from "./client/index.ts";
import { type Connection, type ConnectionSettings, connect, currentStep, within } from "./connection.ts";
import { guardDriver } from "./driver.ts";
import { exercise } from "./exercise.ts";
import { expect } from "./expect.ts";
import { Inconclusive, NotApplicable, Violation } from "./failure.ts";
import { createFootprint } from "./footprint.ts";
import { leavingBy } from "./mutant.ts";
import { DEFAULT_RUNS, holdLaw } from "./property.ts";
import type { Finding, Leftover, Result } from "./result.ts";
import { type Capability, isActive, type Level, type Rule, type Target } from "./rule.ts";
import { seedFor, word } from "./seed.ts";
import { takenName } from "./taken-name.ts";
import type { Trial } from "./trial.ts";

/** A judged rule, and what it could not remove. */
export interface Judged {
  result: Result;
  leftovers: Leftover[];
}

/** What a profile changes about the judging of a rule. */
export interface JudgeSettings {
  level?: Level | undefined;
  /** Capabilities whose absence is a failure rather than a reason to skip. */
  required?: Capability[];
}

/** Judges one rule against a target of its own connection: what tests and `prove` use. */
export async function judge(rule: Rule, target: Target, settings: Partial<ConnectionSettings> = {}): Promise<Result> {
  const connection = connect(target, { seed: 1, ...settings });
  try {
    if (!isActive(rule)) await exercise(connection);
    return (await judgeOn(rule, connection)).result;
  } finally {
    await connection.close();
  }
}

/** Judges one rule on an open connection; a passive rule looks at every exchange the connection has seen. */
export async function judgeOn(rule: Rule, connection: Connection, settings: JudgeSettings = {}): Promise<Judged> {
  const clock = performance.now();
  const first = connection.exchanges.length;
  const observed: Record<string, string> = {};
  const outcome = { leftovers: [] as Leftover[] };
  const base = {
    rule: rule.id,
    title: rule.title,
    level: settings.level ?? rule.level,
    ...(rule.judges === "client" ? { judges: rule.judges } : {}),
    covers: rule.covers,
  };
  const finish = ({ verdict, ...part }: Pick<Result, "verdict"> & Partial<Result>): Judged => ({
    result: {
      ...base,
      verdict,
      // A simulated product is handed what came as it came, and its administrator may read the token in it.
      ...connection.redactor.known({ ...part, ...(Object.keys(observed).length > 0 ? { observed } : {}) }),
      exchanges: part.exchanges ?? numbers(connection, first, rule.id),
      durationMs: Math.round((performance.now() - clock) * 1000) / 1000,
    },
    leftovers: outcome.leftovers,
  });

  try {
    await holdNeeds(rule, connection, settings.required ?? []);
    const talks = rule.probe ?? rule.scene;
    if (talks !== undefined) await probe(rule, talks, connection, observed, outcome);
    return finish(
      rule.probe === undefined ? inspectAll(rule, concerning(rule, connection), connection.seed) : { verdict: "pass" },
    );
  } catch (cause) {
    if (cause instanceof Violation) {
      const because = await takenName(cause.deviation, connection, rule.id);
      if (because !== undefined) return finish({ verdict: "inconclusive", because });
      return finish({ verdict: "fail", finding: findingOf(cause, rule, connection.seed) });
    }
    if (connection.signal?.aborted) return finish({ verdict: "inconclusive", because: "interrupted" });
    if (cause instanceof NotApplicable) return finish({ verdict: "skip", because: cause.message });
    if (cause instanceof Inconclusive) return finish({ verdict: "inconclusive", because: cause.message });
    const defect = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return finish({ verdict: "inconclusive", because: `the rule itself broke: ${firstLine(defect)}`, defect });
  }
}

async function probe(
  rule: Rule,
  talks: (trial: Trial) => Promise<void>,
  connection: Connection,
  observed: Record<string, string>,
  outcome: { leftovers: Leftover[] },
): Promise<void> {
  const footprint = connection.footprint ?? createFootprint(connection);
  const { operator } = connection.target;
  const admin = guardDriver({
    target: connection.target,
    needs: rule.needs,
    waitMs: connection.driverWaitMs,
    signal: connection.signal,
    redact: connection.redactor.text,
  });
  const client = connection.client({
    rule: rule.id,
    step: currentStep,
    guard: (method, path, body) => {
      if (rule.reads && method !== "GET" && method !== "HEAD")
        throw new Error(`${rule.id} says it only reads, and sends ${method}`);
      const unknown = operator?.unknown(path);
      if (unknown !== undefined) throw new Inconclusive(unknown);
      footprint.leaving(method, path, body);
    },
    seen: footprint.seen,
  });
  const seed = seedFor(connection.seed, rule.id);
  const { createGiven } = await import("./given.ts");
  const given = createGiven({
    client,
    namespace: `${connection.namespace}-${word(seedFor(0, rule.id) % 36 ** 5)}`,
    domain: connection.domain,
    seed,
    // Who looks into the console sees more of a user than a PUT can set: only rules that stay outside share users.
    reuse:
      connection.roster?.isKept() && !rule.needs.some((need) => need.startsWith("admin."))
        ? async (sent) => {
            const found = await connection.roster!.reuse(client, sent);
            if (found !== undefined) footprint.taken(found.path, String(sent["userName"]));
            return found;
          }
        : undefined,
    within: (work) => within("given", work),
  });
  let laws = 0;
  let evaluation = 0;
  const trial: Trial = {
    client,
    provider: leavingBy(connection.clientChanges, handlerOf(client)),
    clientChanges: connection.clientChanges,
    given,
    expect,
    identityProvider: connection.target.identityProvider,
    browser: (url) => browserFor(url, rule, connection),
    admin: admin.driver,
    options: connection.options,
    observe: (answer, value) => {
      if (!rule.answers.includes(answer)) throw new Error(`${rule.id} observes "${answer}" and does not declare it`);
      observed[answer] = value;
    },
    skip: (because) => {
      throw new NotApplicable(because);
    },
    inconclusive: (because) => {
      throw new Inconclusive(because);
    },
    property: (values, law, law_) =>
      holdLaw(values, law, {
        seed: seedFor(seed, `law ${++laws}`),
        runs: Math.min(law_?.runs ?? DEFAULT_RUNS, connection.mostRuns),
        begins: () => {
          evaluation = connection.exchanges.length;
        },
        evidence: () => numbers(connection, evaluation, rule.id),
      }),
  };
  operator?.begins((userName) => within("given", () => idNamed(client, userName)));
  try {
    const outcomeOf = (cause?: unknown): unknown => {
      const doubt = cause === undefined || cause instanceof Violation ? operator?.doubt() : undefined;
      // Whatever the rule made of it: what follows from a driver's failure is not the target's.
      return admin.failure() ?? (doubt === undefined ? cause : new Inconclusive(doubt));
    };
    await talks(trial).catch((cause: unknown) => {
      throw outcomeOf(cause);
    });
    const reason = outcomeOf();
    if (reason !== undefined) throw reason;
  } finally {
    if (!connection.disposable) {
      const tidy = connection.client({
        rule: rule.id,
        step: () => "cleanup",
        seen: footprint.seen,
        uninterrupted: true,
      });
      const left = connection.footprint === undefined ? await footprint.remove(tidy) : [];
      outcome.leftovers = [...left, ...admin.leftovers()];
    }
  }
}

/** Sites of the target are that of SCIM and those that somebody named; no other one is called. */
function browserFor(url: string, rule: Rule, connection: Connection): Browser {
  const { baseUrl, identityProvider } = connection.target;
  const sites = [baseUrl, identityProvider?.acsUrl, identityProvider?.startUrl].flatMap((each) => each ?? []);
  const { origin } = new URL(url);
  if (!sites.some((site) => new URL(site).origin === origin))
    throw new Inconclusive(`the target points to another host, which is not called: ${connection.redactor.text(url)}`);
  const jar = createCookieJar();
  const guard = (method: string): void => {
    if (rule.reads && method !== "GET" && method !== "HEAD")
      throw new Error(`${rule.id} says it only reads, and sends ${method}`);
  };
  const client = connection.client({ rule: rule.id, step: currentStep, guard, site: { origin, jar } });
  return { ...client, cookies: jar.names };
}

const PAGE = 100;

/**
 * The id of a user by a look at the first and the last page: to filter by the login ID is what an identity provider
 * does to take a user over, and would change what is asked about.
 */
async function idNamed(client: Client, userName: string): Promise<string | undefined> {
  let startIndex = 1;
  for (let page = 1; page <= 2; page++) {
    const { Resources: users, totalResults } = bodyOf(await client.list("/Users", { startIndex, count: PAGE }));
    const found = Array.isArray(users) ? users.filter(isObject).filter((user) => user["userName"] === userName) : [];
    if (found.length === 1 && typeof found[0]!["id"] === "string") return found[0]!["id"];
    if (typeof totalResults !== "number" || totalResults <= PAGE) return undefined;
    startIndex = totalResults - PAGE + 1;
  }
  return undefined;
}

async function holdNeeds(rule: Rule, connection: Connection, required: Capability[]): Promise<void> {
  if (rule.needs.length === 0) return;
  const offer = await connection.offer();
  for (const need of rule.needs) {
    if (offer.has(need)) continue;
    if (required.includes(need))
      throw new Violation({
        summary: `the profile requires ${need}, and the target does not offer it: ${offer.evidence(need)}`,
        seen: offer.evidence(need),
        expected: `${need} is offered`,
      });
    throw new NotApplicable(`needs ${need}: ${offer.evidence(need)}`);
  }
}

/** What a passive rule looks at: all that was exchanged, or what it has made for itself. */
function concerning({ id, scene }: Rule, { exchanges }: Connection): Exchange[] {
  return scene === undefined ? exchanges : exchanges.filter(({ rule, step }) => rule === id && step === "probe");
}

/** Judges a passive rule by exchanges that were recorded, whoever made them. */
export function inspectAll(rule: Rule, exchanges: Exchange[], seed: number): Pick<Result, "verdict"> & Partial<Result> {
  const looked = exchanges.filter((exchange) => exchange.response.cut === undefined && rule.applies!(exchange));
  if (looked.length === 0)
    return { verdict: "skip", because: "no exchange of the run is of the kind it looks at", exchanges: [] };
  const violations: Violation[] = [];
  for (const exchange of looked) {
    try {
      rule.inspect!(exchange, expect);
    } catch (cause) {
      if (!(cause instanceof Violation)) throw cause;
      violations.push(new Violation({ exchange: exchange.id, ...cause.deviation }));
    }
  }
  const [violation, ...more] = violations;
  if (violation === undefined) return { verdict: "pass", exchanges: [] };
  const finding = findingOf(violation, rule, seed);
  return {
    verdict: "fail",
    finding: more.length === 0 ? finding : { ...finding, more: more.length },
    exchanges: violations.slice(0, 10).map(({ deviation }) => deviation.exchange!),
  };
}

function findingOf({ deviation }: Violation, rule: Rule, seed: number): Finding {
  const { summary, seen, expected, attribute, exchange, counterexample, exchanges } = deviation;
  return {
    summary,
    seen: shortened(seen ?? null),
    expected: expected ?? null,
    ...(attribute === undefined ? {} : { attribute }),
    rows: rule.covers,
    ...(exchange === undefined ? {} : { exchange }),
    ...(counterexample === undefined ? {} : { counterexample }),
    ...(exchanges === undefined ? {} : { exchanges }),
    seed,
  };
}

/** A value that is too long to be read, and might be of megabytes, as the beginning of its JSON. */
function shortened(value: unknown): unknown {
  const json = JSON.stringify(value);
  return json !== undefined && json.length > MOST_SEEN ? `${beginningOf(json, MOST_SEEN)}…` : value;
}

const MOST_SEEN = 20_000;

function numbers(connection: Connection, first: number, rule: string): number[] {
  return connection.exchanges
    .slice(first)
    .filter((exchange) => exchange.rule === rule)
    .map(({ id }) => id);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
