import { type Trial, Violation } from "../../engine/index.ts";
import { expectSuccess, type Told } from "../personas/finding.ts";
import type { Outcome, Persona } from "../personas/persona.ts";

/**
 * Judges what is seen at the service provider. Where that is wrong because the product could not do what it wanted, the
 * finding tells this as well.
 */
export function expectSeen(t: Trial, persona: Persona, outcome: Outcome, told: Told, judge: () => void): void {
  try {
    judge();
  } catch (cause) {
    if (cause instanceof Violation) explain(cause, () => expectSuccess(t, persona, outcome, told));
    throw cause;
  }
}

function explain({ deviation }: Violation, expectNoFailure: () => void): void {
  try {
    expectNoFailure();
  } catch (cause) {
    if (!(cause instanceof Violation)) throw cause;
    throw new Violation({ ...deviation, summary: `${deviation.summary}. ${cause.deviation.summary}` });
  }
}
