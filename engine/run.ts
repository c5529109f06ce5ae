import type { Exchange } from "../scim/index.ts";
import { type Connection, type ConnectionSettings, connect } from "./connection.ts";
import { contradictions } from "./contradiction.ts";
import { exitOf } from "./exit.ts";
import { SetupError } from "./failure.ts";
import { createFootprint } from "./footprint.ts";
import { announce } from "./journal.ts";
import { type Judged, type JudgeSettings, judgeOn } from "./judge.ts";
import { preflight } from "./preflight.ts";
import type { Profile } from "./profile.ts";
import { type Contradiction, type Leftover, type Result, type Run, summarise } from "./result.ts";
import { createRoster, type Roster } from "./roster.ts";
import { isActive, type Level, type Rule, type Target } from "./rule.ts";
import { word } from "./seed.ts";
import { sweep } from "./sweep.ts";

/** A target with what it is judged by. Most runs have one; the bundled simulator has one for each profile. */
export interface Leg {
  target: Target;
  profiles: Profile[];
  /** The rules to judge, in this order; see `select`. */
  rules: Rule[];
  /** Resolved options of the profiles. */
  options?: Record<string, string>;
  /** Those of them that somebody asked for: the target has to behave so. */
  asked?: Record<string, string>;
  /** True where the rules are the steps of one story: what a rule made stays for the next, and goes after the last. */
  chained?: boolean;
}

/** What a run is made of. */
export interface RunSettings extends Omit<ConnectionSettings, "options" | "numbering" | "roster"> {
  legs: Leg[];
  /** Only rules that read are judged; the others are skipped with this reason. */
  readOnly?: string | undefined;
  /** Rules judged at a time (default 1). */
  concurrency?: number | undefined;
  /** Ids of the mutants that are switched on in the target, to be told in the report. */
  mutants?: string[] | undefined;
  /** The file that the rules came from, to be told in the report. */
  pack?: string | undefined;
  /** At most so many users are made where the target keeps them (default 25); rules share them. */
  maxUsers?: number | undefined;
  /** Stop after the first violation. */
  bail?: boolean | undefined;
  /** The lowest level whose failure makes the run fail (default MUST). */
  failOn?: Level | undefined;
  /** Called when a rule is judged. */
  onResult?: ((result: Result, done: number, total: number) => void) | undefined;
}

/** What the legs of a run share. */
interface Progress {
  results: Result[];
  leftovers: Leftover[];
  contradictions: Contradiction[];
  exchanges: Exchange[];
  capabilities: Set<string>;
  total: number;
  stopped: string | undefined;
}

/**
 * Judges targets by the rules given. Resolves with the run, also when it was interrupted through the signal: what was
 * made is removed, and what was judged so far is in it. Throws SetupError, which holds a run without results, when
 * nothing can be judged at all.
 */
export async function run(settings: RunSettings): Promise<Run> {
  const { legs, seed } = settings;
  const clock = performance.now();
  const startedAt = new Date().toISOString();
  let last = 0;
  const progress: Progress = {
    results: [],
    leftovers: [],
    contradictions: [],
    exchanges: [],
    capabilities: new Set(),
    total: legs.reduce((sum, { rules }) => sum + rules.length, 0),
    stopped: undefined,
  };
  const targets: string[] = [];
  const notices = [...new Set(legs.flatMap(({ profiles }) => profiles.flatMap(({ notice }) => notice ?? [])))];
  const written = (exit: Run["exit"]): Run => ({
    schemaVersion: 1,
    exit,
    run: {
      id: word(seed),
      seed,
      startedAt,
      durationMs: Math.round(performance.now() - clock),
      target: targets.join(" + "),
      profiles: legs.flatMap(({ profiles }) => profiles.map(({ id }) => id)),
      options: Object.assign({}, ...legs.map(({ options }) => options)),
      ...(settings.mutants === undefined || settings.mutants.length === 0 ? {} : { mutants: settings.mutants }),
      ...(notices.length === 0 ? {} : { notices }),
      ...(settings.pack === undefined ? {} : { pack: settings.pack }),
      ...signInAt(legs),
      capabilities: [...progress.capabilities],
    },
    summary: summarise(progress.results),
    results: progress.results,
    observed: observedIn(progress.results),
    contradictions: progress.contradictions,
    leftovers: progress.leftovers,
    exchanges: progress.exchanges,
  });
  for (const leg of legs) {
    const connection = connect(leg.target, {
      ...settings,
      options: leg.options ?? {},
      numbering: () => ++last,
      roster: rosterFor(leg, settings),
    });
    targets.push(connection.redactor.text(leg.target.name));
    announce(connection, startedAt);
    try {
      await runLeg(leg, connection, settings, progress);
    } catch (cause) {
      if (!(cause instanceof SetupError)) throw cause;
      progress.exchanges.push(...connection.exchanges);
      throw new SetupError(
        cause.message,
        cause.advice,
        written({ code: 3, reasons: [cause.message, ...cause.advice] }),
      );
    } finally {
      await connection.close();
    }
    progress.exchanges.push(...connection.exchanges);
  }
  const { results, leftovers, contradictions: contradicted, stopped, total } = progress;
  const interrupted = settings.signal?.aborted === true;
  return written(
    exitOf({
      results,
      total,
      leftovers,
      contradictions: contradicted,
      stopped,
      interrupted,
      failOn: settings.failOn ?? "MUST",
    }),
  );
}

const MOST_USERS = 25;

/** Users need no bound where the console removes them; there is none to be asked of a person. */
function rosterFor({ target, profiles }: Leg, { maxUsers = MOST_USERS }: RunSettings): Roster | undefined {
  const removes = target.operator === undefined && target.driver?.["user"]?.["delete"] !== undefined;
  return removes
    ? undefined
    : createRoster(
        maxUsers,
        profiles.some(({ keepsUsers }) => keepsUsers),
      );
}

async function runLeg(leg: Leg, connection: Connection, settings: RunSettings, progress: Progress): Promise<void> {
  const { rules, profiles } = leg;
  const { readOnly, concurrency = 1, bail = false, signal } = settings;
  const judged = new Map<Rule, Judged>();
  const stops = (): boolean => progress.stopped !== undefined || signal?.aborted === true;
  const judgeOne = async (rule: Rule): Promise<void> => {
    const outcome =
      readOnly !== undefined && isActive(rule) && !rule.reads
        ? skipped(rule, readOnly)
        : await judgeOn(rule, connection, settingsFor(rule, profiles));
    judged.set(rule, outcome);
    const { result } = outcome;
    if (bail && result.verdict === "fail" && result.level === "MUST")
      progress.stopped ??= `stopped at the first violation (${rule.id})`;
    settings.onResult?.(result, progress.results.length + judged.size, progress.total);
  };
  if (leg.chained) connection.footprint = createFootprint(connection);
  try {
    if (stops()) return;
    // Who signs in with SAML alone need not know SCIM at all.
    const speaksScim = rules.length === 0 || !rules.every((rule) => signsInOnly(rule, leg.target));
    if (speaksScim) await preflight(connection);
    for (const capability of (await connection.offer()).list()) progress.capabilities.add(capability);
    await inLanes(rules.filter(isActive), concurrency, stops, judgeOne);
    // Passive rules come last: they look at what the others have exchanged.
    for (const rule of rules.filter((each) => !isActive(each))) if (!stops()) await judgeOne(rule);
  } catch (cause) {
    // An interruption comes out of whatever was under way; it is no error of its own.
    if (cause instanceof SetupError || signal?.aborted !== true) throw cause;
  } finally {
    const outcomes = rules.flatMap((rule) => judged.get(rule) ?? []);
    const results = outcomes.map(({ result }) => result);
    progress.results.push(...results);
    progress.contradictions.push(...contradictions(leg.asked ?? {}, results));
    const left = outcomes.flatMap(({ leftovers }) => leftovers);
    const { roster, footprint } = connection;
    const tidy = connection.client({ step: () => "cleanup", uninterrupted: true });
    if (footprint !== undefined && !connection.disposable) left.push(...(await footprint.remove(tidy)));
    if (roster?.isKept()) left.push(...(await roster.dismiss(tidy)));
    progress.leftovers.push(...left, ...(await sweep(connection, left)));
  }
}

/** Judges rules in as many lanes as told; a rule that wants to be alone waits for the others and they for it. */
async function inLanes(
  rules: Rule[],
  lanes: number,
  stops: () => boolean,
  judgeOne: (rule: Rule) => Promise<void>,
): Promise<void> {
  const together = lanes === 1 ? rules : rules.filter(({ alone }) => !alone);
  const waiting = together[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const rule of waiting) {
      if (stops()) return;
      await judgeOne(rule);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (lanes > 1)
    for (const rule of rules) {
      if (stops()) return;
      if (rule.alone) await judgeOne(rule);
    }
}

/** What a report may tell of the sign-in. */
function signInAt(legs: Leg[]): Pick<Run["run"], "signIn"> {
  const trusted = legs.map(({ target }) => target.identityProvider).find((each) => each !== undefined);
  if (trusted === undefined) return {};
  const { privateKey: _key, certificate: _certificate, ...told } = trusted;
  return { signIn: told };
}

function signsInOnly({ needs }: Rule, { identityProvider, driver }: Target): boolean {
  const skipped = driver === undefined && needs.some((need) => need.startsWith("admin."));
  return identityProvider?.subject !== undefined && (skipped || needs.includes("saml"));
}

function settingsFor(rule: Rule, profiles: Profile[]): JudgeSettings {
  return {
    level: profiles.map(({ levels }) => levels?.[rule.id]).find((level) => level !== undefined),
    required: profiles.flatMap(({ needs }) => needs),
  };
}

function skipped(rule: Rule, because: string): Judged {
  const { id, title, level, covers } = rule;
  return {
    result: { rule: id, title, level, verdict: "skip", covers, because, exchanges: [], durationMs: 0 },
    leftovers: [],
  };
}

function observedIn(results: Result[]): Record<string, string> {
  const seen = new Map<string, Set<string>>();
  for (const { observed } of results)
    for (const [answer, value] of Object.entries(observed ?? {}))
      seen.set(answer, (seen.get(answer) ?? new Set()).add(value));
  return Object.fromEntries([...seen].map(([answer, values]) => [answer, [...values].join(" | ")]));
}
