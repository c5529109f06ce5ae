import { mutantsOf, type NamedMutant } from "./catalogue.ts";
import { type ConnectionSettings, connect } from "./connection.ts";
import { exercise } from "./exercise.ts";
import { judge, judgeOn } from "./judge.ts";
import { clientChangesOf, type Mutant } from "./mutant.ts";
import { listening, meets, type Reach } from "./reach.ts";
import type { Result } from "./result.ts";
import { isActive, type Rule, type Target } from "./rule.ts";

/** What a proof found out: which rules were seen to fail, and on what. */
export interface Proof {
  /** How many mutants there are. */
  mutants: number;
  /** How many their own rule caught. */
  killed: number;
  /** Mutants that their own rule did not catch, with the verdict it gave. */
  survived: { mutant: string; rule: string; verdict: string; because?: string }[];
  /** Rules that do not pass on the conforming simulator: a proof of nothing until they do. */
  unsound: { rule: string; verdict: string; because?: string }[];
  /** By mutant: the other rules that fail on it. */
  trips: Record<string, string[]>;
  durationMs: number;
}

/** What is proven, and with which simulators. */
export interface ProofSettings {
  rules: Rule[];
  /** A fresh simulator, misbehaving as told. */
  simulator: (mutants: Mutant[]) => Target;
  /** The rules that are tried on every mutant beside its own; none to leave `trips` empty. */
  others: Rule[];
  seed?: number;
  /** Only every `count`-th rule and mutant, from the `index`-th (from 1) on: for several threads. */
  part?: { index: number; count: number };
  /** Resolved options of the profile. */
  options?: Record<string, string>;
  onMutant?: ((mutant: NamedMutant, result: Result) => void) | undefined;
}

/** In the search for other rules that fail on a mutant, a law is held for so many values only. */
const RUNS_OF_OTHERS = 1;

/** Judges every rule on the conforming simulator and on each of its mutants. */
export async function prove(settings: ProofSettings): Promise<Proof> {
  const { rules, simulator, others, seed = 1, part, options = {}, onMutant } = settings;
  const clock = performance.now();
  const proof: Proof = { mutants: 0, killed: 0, survived: [], unsound: [], trips: {}, durationMs: 0 };
  const mine = <Item>(items: Item[]): Item[] =>
    part === undefined ? items : items.filter((_, place) => place % part.count === part.index - 1);
  const connected = { seed, options, disposable: true };
  for (const rule of mine(rules)) {
    const result = await judge(rule, simulator([]), connected);
    if (result.verdict !== "pass") proof.unsound.push({ rule: rule.id, verdict: result.verdict, ...because(result) });
  }
  const reaches = await reachOf(others, simulator, connected);
  const mutants = mine(mutantsOf(rules));
  for (const named of mutants) {
    const { rule, id, mutant } = named;
    const misbehaving = { ...connected, clientChanges: clientChangesOf([mutant]) };
    const result = await judge(rule, simulator([mutant]), misbehaving);
    proof.mutants++;
    if (result.verdict === "fail") proof.killed++;
    else proof.survived.push({ mutant: id, rule: rule.id, verdict: result.verdict, ...because(result) });
    const near = others.filter(
      (other) =>
        other !== rule &&
        // Decisions of a product are its own, whatever those of another one are called.
        (mutant.client === undefined || suiteOf(other) === suiteOf(rule)) &&
        meets(reaches.get(other)!, mutant),
    );
    proof.trips[id] = await tripped(near, simulator([mutant]), misbehaving);
    onMutant?.(named, result);
  }
  proof.durationMs = Math.round(performance.now() - clock);
  return proof;
}

function suiteOf({ id }: Rule): string {
  return id.slice(0, id.lastIndexOf("/"));
}

type Connected = Pick<ConnectionSettings, "seed" | "options" | "disposable" | "clientChanges">;

/** What each rule sends to the conforming simulator and which decisions answer it. */
async function reachOf(
  rules: Rule[],
  simulator: ProofSettings["simulator"],
  settings: Connected,
): Promise<Map<Rule, Reach>> {
  const reaches = new Map<Rule, Reach>();
  for (const rule of rules) {
    const decisions = new Set<string>();
    const listener = listening(decisions);
    const connection = connect(simulator([listener]), {
      ...settings,
      clientChanges: clientChangesOf([listener]),
      mostRuns: RUNS_OF_OTHERS,
    });
    if (!isActive(rule)) await exercise(connection);
    await judgeOn(rule, connection);
    reaches.set(rule, {
      requests: connection.exchanges.map(({ request: { method, url } }) => ({ method, url })),
      decisions,
    });
    await connection.close();
  }
  return reaches;
}

/** Joins the proofs of several parts. */
export function joinProofs(proofs: Proof[]): Proof {
  return {
    mutants: proofs.reduce((sum, { mutants }) => sum + mutants, 0),
    killed: proofs.reduce((sum, { killed }) => sum + killed, 0),
    survived: proofs.flatMap(({ survived }) => survived),
    unsound: proofs.flatMap(({ unsound }) => unsound),
    trips: Object.assign({}, ...proofs.map(({ trips }) => trips)),
    durationMs: Math.max(0, ...proofs.map(({ durationMs }) => durationMs)),
  };
}

async function tripped(rules: Rule[], target: Target, settings: Connected): Promise<string[]> {
  if (rules.length === 0) return [];
  const connection = connect(target, { ...settings, mostRuns: RUNS_OF_OTHERS });
  try {
    const failed: string[] = [];
    // Passive rules look back at a plain traffic, and not at what the other rules provoke.
    const passive = rules.filter((rule) => !isActive(rule));
    if (passive.length > 0) await exercise(connection).catch(() => undefined);
    for (const rule of [...passive, ...rules.filter((each) => !passive.includes(each))]) {
      const { result } = await judgeOn(rule, connection);
      if (result.verdict === "fail") failed.push(rule.id);
      if (!passive.includes(rule)) connection.exchanges.length = 0;
    }
    return failed;
  } finally {
    await connection.close();
  }
}

function because(result: Result): { because?: string } {
  const text = result.defect ?? result.because ?? result.finding?.summary;
  return text === undefined ? {} : { because: text };
}
