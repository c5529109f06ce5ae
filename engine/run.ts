import type { Exchange } from "../scim/index.ts";
import { type ConnectionSettings, connect } from "./connection.ts";
import { SetupError } from "./failure.ts";
import { type Judged, judgeOn, type JudgeSettings } from "./judge.ts";
import { exitOf } from "./exit.ts";
import { preflight } from "./preflight.ts";
import type { Profile } from "./profile.ts";
import { type Leftover, type Result, type Run, summarise } from "./result.ts";
import type { Level, Rule, Target } from "./rule.ts";
import { sweep } from "./sweep.ts";
import { word } from "./seed.ts";

/** What a run is made of. */
export interface RunSettings extends Omit<ConnectionSettings, "onExchange"> {
  target: Target;
  profiles: Profile[];
  /** The rules to judge, in this order; see `select`. */
  rules: Rule[];
  /** Only rules that read are judged; the reason is what the others are skipped with. */
  readOnly?: string | undefined;
  /** Rules judged at a time (default 1). */
  concurrency?: number;
  /** Stop after the first violation. */
  bail?: boolean;
  /** The lowest level whose failure makes the run fail (default MUST). */
  failOn?: Level | undefined;
  /** Called when a rule is judged. */
  onResult?: ((result: Result, done: number, total: number) => void) | undefined;
  onExchange?: ((exchange: Exchange) => void) | undefined;
  /** ISO 8601; the moment the run began. */
  startedAt?: string;
}

/**
 * Judges a target by the rules given. Resolves with the run, also when it was interrupted through the signal: what was
 * made is removed, and what was judged so far is in it. Throws SetupError when nothing can be judged at all.
 */
export async function run(settings: RunSettings): Promise<Run> {
  const { target, rules, profiles, readOnly, concurrency = 1, bail = false } = settings;
  const clock = performance.now();
  const startedAt = settings.startedAt ?? new Date().toISOString();
  const connection = connect(target, settings);
  const results = new Map<Rule, Result>();
  const leftovers: Leftover[] = [];
  let stopped: string | undefined;

  const settle = (rule: Rule, { result, leftovers: left }: Judged): void => {
    results.set(rule, result);
    leftovers.push(...left);
    if (bail && result.verdict === "fail" && result.level === "MUST") stopped ??= `stopped at the first violation (${rule.id})`;
    settings.onResult?.(result, results.size, rules.length);
  };
  const judgeOne = async (rule: Rule): Promise<void> => {
    if (readOnly !== undefined && rule.probe !== undefined && !rule.reads) settle(rule, skipped(rule, readOnly));
    else settle(rule, await judgeOn(rule, connection, settingsFor(rule, profiles)));
  };

  try {
    try {
      await preflight(connection);
      connection.journal({ event: "run", run: word(connection.seed), target: connection.redactor.text(target.baseUrl), startedAt });
      const stops = (): boolean => stopped !== undefined || settings.signal?.aborted === true;
      await inLanes(rules.filter((rule) => rule.probe !== undefined), concurrency, stops, judgeOne);
      // Passive rules come last: they look at what the others have exchanged.
      for (const rule of rules.filter((each) => each.probe === undefined)) if (!stops()) await judgeOne(rule);
    } catch (cause) {
      if (cause instanceof SetupError || !settings.signal?.aborted) throw cause;
    }
    leftovers.push(...(await sweep(connection, leftovers)));
  } finally {
    await connection.close();
  }
  const judged = rules.flatMap((rule) => results.get(rule) ?? []);
  const interrupted = settings.signal?.aborted === true;
  return {
    schemaVersion: 1,
    exit: exitOf({ results: judged, total: rules.length, leftovers, stopped, interrupted, failOn: settings.failOn ?? "MUST" }),
    run: {
      id: word(connection.seed),
      seed: connection.seed,
      startedAt,
      durationMs: Math.round(performance.now() - clock),
      target: connection.redactor.text(target.name),
      profiles: profiles.map(({ id }) => id),
      options: connection.options,
      capabilities: interrupted ? [] : (await connection.offer()).list(),
    },
    summary: summarise(judged),
    results: judged,
    observed: observedIn(judged),
    leftovers,
    exchanges: connection.exchanges,
  };
}

/** Judges rules in as many lanes as told; a rule that wants to be alone waits for the others and they for it. */
async function inLanes(
  rules: Rule[],
  lanes: number,
  stops: () => boolean,
  judgeOne: (rule: Rule) => Promise<void>,
): Promise<void> {
  const together = lanes === 1 ? rules : rules.filter(({ alone }) => !alone);
  const alone = lanes === 1 ? [] : rules.filter((rule) => rule.alone);
  const waiting = together[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const rule of waiting) {
      if (stops()) return;
      await judgeOne(rule);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const rule of alone) {
    if (stops()) return;
    await judgeOne(rule);
  }
}

function settingsFor(rule: Rule, profiles: Profile[]): JudgeSettings {
  return {
    level: profiles.map(({ levels }) => levels?.[rule.id]).find((level) => level !== undefined),
    required: profiles.flatMap(({ needs }) => needs),
  };
}

function skipped(rule: Rule, because: string): Judged {
  const { id, title, level, covers } = rule;
  return { result: { rule: id, title, level, verdict: "skip", covers, because, exchanges: [], durationMs: 0 }, leftovers: [] };
}

function observedIn(results: Result[]): Record<string, string> {
  const seen = new Map<string, Set<string>>();
  for (const { observed } of results)
    for (const [answer, value] of Object.entries(observed ?? {})) seen.set(answer, (seen.get(answer) ?? new Set()).add(value));
  return Object.fromEntries([...seen].map(([answer, values]) => [answer, [...values].join(" | ")]));
}

