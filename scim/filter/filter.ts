import type { AttributePath } from "../path.ts";

/** The operators that compare an attribute with a value (RFC 7644 §3.4.2.2). */
export type CompareOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** What an attribute can be compared with: a JSON literal (RFC 7644 §3.4.2.2). */
export type CompareValue = string | number | boolean | null;

/** A filter, read (RFC 7644 §3.4.2.2). */
export type Filter =
  | { type: "compare"; path: AttributePath; operator: CompareOperator; value: CompareValue }
  | { type: "present"; path: AttributePath }
  | { type: "and" | "or"; filters: Filter[] }
  | { type: "not"; filter: Filter }
  | { type: "valuePath"; path: AttributePath; filter: Filter };
