import type { Exchange } from "../scim/index.ts";
import type { Level, TrustedIdentityProvider } from "./rule.ts";

/** The outcome of one rule; apart from its level. */
export type Verdict = "pass" | "fail" | "skip" | "inconclusive";

/** What was seen wrong, with all that is needed to see it again. */
export interface Finding {
  /** One sentence: what was seen where another thing was expected. */
  summary: string;
  seen: unknown;
  expected: unknown;
  /** The attribute in question, if it is about one. */
  attribute?: string;
  /** The rows of the matrices that say so. */
  rows: string[];
  /** Number of the exchange that shows it. */
  exchange?: number;
  /** How many further exchanges show the same (passive rules). */
  more?: number;
  /** The generated value that broke a law, after shrinking. */
  counterexample?: string;
  /** Numbers of the exchanges in which that value broke it. */
  exchanges?: number[];
  /** The seed that generates it again. */
  seed: number;
}

/** One rule judged. */
export interface Result {
  rule: string;
  title: string;
  level: Level;
  /** Said where it is not the service provider that is judged. */
  judges?: "client";
  verdict: Verdict;
  covers: string[];
  /** With `fail`. */
  finding?: Finding;
  /** With `skip` and `inconclusive`: the reason. */
  because?: string;
  /** A stack, when the rule itself broke: our defect, never the target's. */
  defect?: string;
  /** Which of the permitted behaviours was seen. */
  observed?: Record<string, string>;
  /** Numbers of the exchanges of this rule; the finding of a law names those of the shrunk counterexample. */
  exchanges: number[];
  durationMs: number;
}

/** How many of each. Violations, warnings and notes are failed rules of level MUST, SHOULD and MAY. */
export interface Summary {
  pass: number;
  fail: number;
  skip: number;
  inconclusive: number;
  violations: number;
  warnings: number;
  notes: number;
}

/** What a run could not remove from the target. */
export interface Leftover {
  /** `/Users/{id}`. */
  path: string;
  /** Its userName or displayName. */
  name: string;
  because: string;
}

/** An option that somebody asked for, where the target was seen to behave otherwise. */
export interface Contradiction {
  option: string;
  asked: string;
  /** Several values are joined by " | ". */
  observed: string;
  /** The rules that saw it. */
  rules: string[];
}

/** A whole run, as the JSON report holds it (`schemas/run.json`). */
export interface Run {
  schemaVersion: 1;
  exit: { code: ExitCode; reasons: string[] };
  run: {
    id: string;
    seed: number;
    /** ISO 8601, UTC. */
    startedAt: string;
    durationMs: number;
    target: string;
    profiles: string[];
    /** The option values asked for. */
    options: Record<string, string>;
    /** Misbehaviour switched on in the bundled simulator. */
    mutants?: string[];
    /** What has to be said with the result, such as that it is a rehearsal and not a vendor's own. */
    notices?: string[];
    /** The file of a vendor's own tests, where the rules came from there. */
    pack?: string;
    /** Where SAML responses are posted, and what they say; never the key. */
    signIn?: Pick<TrustedIdentityProvider, "acsUrl" | "audience" | "issuer" | "startUrl" | "subject">;
    /** What the target was seen or said to offer. */
    capabilities: string[];
  };
  summary: Summary;
  results: Result[];
  observed: Record<string, string>;
  contradictions: Contradiction[];
  leftovers: Leftover[];
  exchanges: Exchange[];
}

/** 0 conformant, 1 not, 2 wrong usage, 3 could not be judged, 4 our own defect, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** Counts results. */
export function summarise(results: Result[]): Summary {
  const count = (holds: (result: Result) => boolean): number => results.filter(holds).length;
  const failed = (level: Level): number => count((result) => result.verdict === "fail" && result.level === level);
  return {
    pass: count(({ verdict }) => verdict === "pass"),
    fail: count(({ verdict }) => verdict === "fail"),
    skip: count(({ verdict }) => verdict === "skip"),
    inconclusive: count(({ verdict }) => verdict === "inconclusive"),
    violations: failed("MUST"),
    warnings: failed("SHOULD"),
    notes: failed("MAY"),
  };
}
