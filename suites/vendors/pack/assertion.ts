import { show, valueAt } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { isEmpty } from "../answered.ts";

/** One thing that a pack asserts of an answer. */
export interface Assertion {
  source: Source;
  property: string;
  comparison: Comparison;
  /** What it is compared with, before variables are put in. */
  value: string;
}

/** The name of what is looked at. */
export type Source =
  | "response_status"
  | "response_json"
  | "response_headers"
  | "response_text"
  | "response_size"
  | "response_time";

/** What of an answer is looked at. */
export const SOURCES: Record<Source, (exchange: Exchange, property: string) => unknown> = {
  response_status: ({ response }) => response.status,
  response_json: ({ response }, path) => (path === "" ? response.body : valueAt(response.body, path)),
  response_headers: ({ response }, name) => response.headers[name.toLowerCase()],
  response_text: ({ response }) => response.text,
  response_size: ({ response }) => Buffer.byteLength(response.text),
  response_time: ({ durationMs }) => Math.round(durationMs),
};

/** The name of how it is compared. */
export type Comparison =
  | "empty"
  | "not_empty"
  | "is_null"
  | "equal"
  | "not_equal"
  | "contains"
  | "does_not_contain"
  | "has_key"
  | "has_value"
  | "is_a_number"
  | "equal_number"
  | "is_less_than"
  | "is_less_than_or_equal"
  | "is_greater_than"
  | "is_greater_than_or_equal";

/** How what was seen is held against the value of the assertion; values are compared as they are written. */
export const COMPARISONS: Record<Comparison, (seen: unknown, value: string) => boolean> = {
  empty: isEmpty,
  not_empty: (seen) => !isEmpty(seen),
  is_null: (seen) => seen === null || seen === undefined,
  equal: (seen, value) => written(seen) === value,
  not_equal: (seen, value) => written(seen) !== value,
  contains: holds,
  does_not_contain: (seen, value) => !holds(seen, value),
  has_key: (seen, value) => typeof seen === "object" && seen !== null && Object.hasOwn(seen, value),
  has_value: (seen, value) =>
    typeof seen === "object" && seen !== null && Object.values(seen).some((each) => written(each) === value),
  is_a_number: (seen) => typeof seen === "number",
  equal_number: (seen, value) => numeric(seen) === numeric(value),
  is_less_than: (seen, value) => numeric(seen) < numeric(value),
  is_less_than_or_equal: (seen, value) => numeric(seen) <= numeric(value),
  is_greater_than: (seen, value) => numeric(seen) > numeric(value),
  is_greater_than_or_equal: (seen, value) => numeric(seen) >= numeric(value),
};

/** Comparisons that look at no value. */
export const ALONE: ReadonlySet<string> = new Set(["empty", "not_empty", "is_null", "is_a_number"]);

/** Why an assertion does not hold of an answer; undefined where it does. `value` has its variables put in. */
export function departure(
  { source, property, comparison }: Assertion,
  value: string,
  exchange: Exchange,
): { what: string; seen: unknown; expected: string } | undefined {
  const seen = SOURCES[source](exchange, property);
  if (COMPARISONS[comparison](seen, value)) return undefined;
  const what = property === "" ? source : `${source} ${property}`;
  const words = comparison.replaceAll("_", " ");
  return { what, seen, expected: ALONE.has(comparison) ? words : `${words} ${show(value)}` };
}

/** A value as the tests write it: a text as it is, anything else as JSON. */
export function written(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function holds(seen: unknown, value: string): boolean {
  if (typeof seen === "object" && seen !== null && Object.values(seen).some((each) => written(each) === value))
    return true;
  return written(seen).includes(value);
}

/** A number, or NaN, with which no comparison holds. */
function numeric(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)
    ? Number(value)
    : Number.NaN;
}
