import fc from "fast-check";
import { Inconclusive, NotApplicable, Violation } from "./failure.ts";

/** Shrinking stops after so many further evaluations: each costs requests to a real target. */
const MOST_SHRINKS = 60;
/** How many values are tried for a law. */
export const DEFAULT_RUNS = 10;

/** How a law is held. */
export interface LawSettings {
  seed: number;
  /** How many values are tried. */
  runs: number;
  /** Called before each evaluation, so that the exchanges of the last one can be told from the others. */
  begins: () => void;
  /** Numbers of the exchanges since then. */
  evidence: () => number[];
}

/**
 * Holds a law for generated values. Throws the Violation of the shrunk counterexample, with the counterexample in
 * its deviation; passes on what is no violation (inconclusive, not applicable, our own defect) without shrinking it.
 */
export async function holdLaw<Value>(
  values: fc.Arbitrary<Value>,
  law: (value: Value) => Promise<void>,
  { seed, runs, begins, evidence }: LawSettings,
): Promise<void> {
  let violation: Violation | undefined;
  let counterexample: Value | undefined;
  let exchanges: number[] = [];
  let other: unknown;
  let evaluationsSinceFailure = 0;

  const property = fc.asyncProperty(values, async (value) => {
    if (other !== undefined) return;
    if (violation !== undefined && ++evaluationsSinceFailure > MOST_SHRINKS) return;
    begins();
    try {
      await law(value);
    } catch (cause) {
      if (cause instanceof Violation) {
        violation = cause;
        counterexample = value;
        exchanges = evidence();
        throw cause;
      }
      // While shrinking, a scene that cannot be set only means that this smaller value is no counterexample.
      if (violation !== undefined && (cause instanceof Inconclusive || cause instanceof NotApplicable)) return;
      other = cause;
    }
  });
  await fc.check(property, { seed, numRuns: runs, verbose: 0 });
  if (other !== undefined) throw other;
  if (violation !== undefined)
    throw new Violation({ ...violation.deviation, counterexample: fc.stringify(counterexample), exchanges });
}
