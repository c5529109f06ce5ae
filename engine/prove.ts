import { mutantsOf, type NamedMutant } from "./catalogue.ts";
import { connect } from "./connection.ts";
import { exercise } from "./exercise.ts";
import { judge, judgeOn } from "./judge.ts";
import type { Result } from "./result.ts";
import type { Rule, Target } from "./rule.ts";

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

/** How a proof gets its simulators: a fresh one each time, misbehaving as told. */
export interface ProofSettings {
  rules: Rule[];
  simulator: (rule: Rule, mutant: NamedMutant | undefined) => Target;
  /** The rules that are also tried on a mutant of this rule; none to leave `trips` empty. */
  others: (rule: Rule) => Rule[];
  seed?: number;
  /** Only every `count`-th rule and mutant, from the `index`-th (from 1) on: for several threads. */
  part?: { index: number; count: number };
  options?: (rule: Rule) => Record<string, string>;
  onMutant?: ((mutant: NamedMutant, result: Result, done: number, total: number) => void) | undefined;
}

/** Judges every rule on the conforming simulator and on each of its mutants. */
export async function prove({
  rules,
  simulator,
  others,
  seed = 1,
  part,
  options,
  onMutant,
}: ProofSettings): Promise<Proof> {
  const clock = performance.now();
  const proof: Proof = { mutants: 0, killed: 0, survived: [], unsound: [], trips: {}, durationMs: 0 };
  const settings = (rule: Rule) => ({ seed, options: options?.(rule) ?? {} });
  const mine = <Item>(items: Item[]): Item[] =>
    part === undefined ? items : items.filter((_, place) => place % part.count === part.index - 1);
  for (const rule of mine(rules)) {
    const result = await judge(rule, simulator(rule, undefined), settings(rule));
    if (result.verdict !== "pass") proof.unsound.push({ rule: rule.id, verdict: result.verdict, ...because(result) });
  }
  const mutants = mine(mutantsOf(rules));
  for (const mutant of mutants) {
    const { rule, id } = mutant;
    const result = await judge(rule, simulator(rule, mutant), settings(rule));
    proof.mutants++;
    if (result.verdict === "fail") proof.killed++;
    else proof.survived.push({ mutant: id, rule: rule.id, verdict: result.verdict, ...because(result) });
    proof.trips[id] = await tripped(
      others(rule).filter((other) => other !== rule),
      simulator(rule, mutant),
      settings(rule),
    );
    onMutant?.(mutant, result, proof.mutants, mutants.length);
  }
  proof.durationMs = Math.round(performance.now() - clock);
  return proof;
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

async function tripped(
  rules: Rule[],
  target: Target,
  settings: { seed: number; options: Record<string, string> },
): Promise<string[]> {
  if (rules.length === 0) return [];
  const connection = connect(target, settings);
  try {
    if (rules.some(({ probe }) => probe === undefined)) await exercise(connection).catch(() => undefined);
    const failed: string[] = [];
    for (const rule of rules) {
      const { result } = await judgeOn(rule, connection);
      if (result.verdict === "fail") failed.push(rule.id);
      // Only passive rules look back, and they have the traffic above; the rest would only fill the memory.
      if (rule.probe !== undefined && connection.exchanges.length > 2000) connection.exchanges.length = 0;
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
