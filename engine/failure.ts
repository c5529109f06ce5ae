import type { Run } from "./result.ts";

/** What was seen wrong: the heart of a finding. */
export interface Deviation {
  /** One sentence: what was seen where another thing was expected. */
  summary: string;
  seen: unknown;
  expected: unknown;
  /** The attribute in question, if it is about one. */
  attribute?: string | undefined;
  /** Number of the exchange that shows it. */
  exchange?: number | undefined;
  /** The generated value that broke a law, after shrinking. */
  counterexample?: string | undefined;
  /** Numbers of the exchanges in which that value broke it. */
  exchanges?: number[] | undefined;
}

/** The target did the opposite of what a rule says. */
export class Violation extends Error {
  readonly deviation: Deviation;
  constructor(deviation: Deviation) {
    super(deviation.summary);
    this.name = "Violation";
    this.deviation = deviation;
  }
}

/** A rule could not be judged: a `given` step failed, or no answer arrived. */
export class Inconclusive extends Error {
  constructor(because: string) {
    super(because);
    this.name = "Inconclusive";
  }
}

/** A rule does not apply, as was found while judging it. */
export class NotApplicable extends Error {
  constructor(because: string) {
    super(because);
    this.name = "NotApplicable";
  }
}

/** What was asked for cannot be: an unknown rule, a flag without its partner. Exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The target cannot be judged at all: unreachable, unauthorised, no SCIM. Exit code 3, and never a finding. */
export class SetupError extends Error {
  /** What to do next, one sentence a line. */
  readonly advice: string[];
  /** What there is of the run: no results, and the exchanges that show the problem. */
  readonly run: Run | undefined;
  constructor(message: string, advice: string[] = [], run?: Run) {
    super(message);
    this.name = "SetupError";
    this.advice = advice;
    this.run = run;
  }
}
