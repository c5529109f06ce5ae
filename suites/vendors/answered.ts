import { show, type Trial, valueAt } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";

/** What a vendor's test asserts of one answer; the first that does not hold is the finding. */
export interface Answered {
  status(...codes: number[]): Answered;
  /** Values that are there and not empty. */
  filled(...paths: string[]): Answered;
  /** Values that are JSON numbers. */
  numbers(...paths: string[]): Answered;
  /** `schemas` names this URN. */
  schema(urn: string): Answered;
  /** A value that is this when it is written as text: the tests of vendors do not tell true from "true". */
  reads(path: string, text: string): Answered;
}

/** Judges an answer as the tests of vendors do: a few values by their paths, and nothing else. */
export function answered(t: Trial, exchange: Exchange): Answered {
  const { request, response } = exchange;
  const call = `${request.method} ${request.path}`;
  const expectation = t.expect(exchange);
  const hold = (path: string, holds: (seen: unknown) => boolean, expected: string): void => {
    const seen = valueAt(response.body, path);
    expectation.that(holds(seen), {
      summary: `${call} answered ${response.status} with ${path} ${show(seen)}, expected ${expected}`,
      seen,
      expected,
      attribute: path,
    });
  };
  const judged: Answered = {
    status(...codes) {
      expectation.status(...codes);
      return judged;
    },
    filled(...paths) {
      for (const path of paths) hold(path, (seen) => !isEmpty(seen), "a value that is not empty");
      return judged;
    },
    numbers(...paths) {
      for (const path of paths) hold(path, (seen) => typeof seen === "number", "a number");
      return judged;
    },
    schema(urn) {
      hold("schemas", (seen) => Array.isArray(seen) && seen.includes(urn), urn);
      return judged;
    },
    reads(path, text) {
      hold(path, (seen) => ["string", "number", "boolean"].includes(typeof seen) && String(seen) === text, show(text));
      return judged;
    },
  };
  return judged;
}

/** Whether a value is missing or holds nothing. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
