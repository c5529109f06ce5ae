import { isDeepStrictEqual } from "node:util";
import type { Exchange } from "../scim/index.ts";
import { beginningOf } from "./beginning.ts";
import { type Deviation, Violation } from "./failure.ts";
import { valueAt } from "./value-at.ts";

/** Judges: each call that does not hold ends the rule with a finding. */
export interface Expect {
  /** Judges the answer of one exchange. */
  (exchange: Exchange): ExchangeExpectation;
  /** Judges anything else; `deviation` says what was seen and what was expected. */
  that(holds: boolean, deviation: Deviation): void;
}

/** Expectations of one answer. Paths are those of `valueAt`. */
export interface ExchangeExpectation {
  /** The status is one of these. */
  status(...codes: number[]): ExchangeExpectation;
  /** The status is 2xx. */
  success(): ExchangeExpectation;
  /** The status is 4xx or 501: refused, and not broken. */
  refused(): ExchangeExpectation;
  /** An Error message (RFC 7644 §3.12) with one of these statuses and, if given, one of these keywords. */
  scimError(statuses: number | number[], scimTypes?: string | string[]): ExchangeExpectation;
  /** A header is present and, if given, matches. */
  header(name: string, matches?: RegExp): ExchangeExpectation;
  /** An attribute has this value, compared as JSON. */
  attribute(path: string, value: unknown): ExchangeExpectation;
  hasAttribute(path: string): ExchangeExpectation;
  /** An attribute is unassigned: absent, null or an empty list (RFC 7643 §2.5). */
  lacksAttribute(path: string): ExchangeExpectation;
  /** A ListResponse that holds exactly the resources with these ids, in any order. */
  resources(ids: string[]): ExchangeExpectation;
  /** A ListResponse that holds at least these. */
  includes(...ids: string[]): ExchangeExpectation;
  /** A ListResponse that holds none of these. */
  excludes(...ids: string[]): ExchangeExpectation;
  /** No body at all. */
  noBody(): ExchangeExpectation;
  /** Anything else about this exchange. */
  that(holds: boolean, deviation: Omit<Deviation, "exchange">): ExchangeExpectation;
}

const ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:Error";

/** Shows a value in one line of at most `most` characters. */
export function show(value: unknown, most = 160): string {
  const text = value === undefined ? "nothing" : typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > most ? `${beginningOf(text, most - 1)}…` : text;
}

function isUnassigned(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** The ids a ListResponse holds; undefined when the body is no list. */
export function idsOf(exchange: Exchange): string[] | undefined {
  const body = exchange.response.body;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
  const listed = (body as Record<string, unknown>)["Resources"];
  if (listed === undefined) return "totalResults" in body ? [] : undefined;
  if (!Array.isArray(listed)) return undefined;
  return listed.map((each) =>
    typeof each === "object" && each !== null ? String((each as { id?: unknown }).id) : String(each),
  );
}

function expectExchange(exchange: Exchange): ExchangeExpectation {
  const { response, request } = exchange;
  const call = `${request.method} ${request.path}`;
  const fail = (deviation: Omit<Deviation, "exchange">): never => {
    throw new Violation({ ...deviation, exchange: exchange.id });
  };
  const listed = (): string[] =>
    idsOf(exchange) ??
    fail({
      summary: `${call} answered no ListResponse`,
      seen: response.body ?? response.text,
      expected: "a ListResponse",
    });

  const expectation: ExchangeExpectation = {
    status(...codes) {
      if (!codes.includes(response.status))
        fail({
          summary: `${call} answered ${response.status}, expected ${codes.join(" or ")}`,
          seen: response.status,
          expected: codes.length === 1 ? codes[0] : codes,
        });
      return expectation;
    },
    success() {
      if (response.status < 200 || response.status > 299)
        fail({
          summary: `${call} answered ${response.status}, expected success`,
          seen: response.status,
          expected: "2xx",
        });
      return expectation;
    },
    refused() {
      if (!((response.status >= 400 && response.status < 500) || response.status === 501))
        fail({
          summary: `${call} answered ${response.status}, expected a refusal`,
          seen: response.status,
          expected: "4xx or 501",
        });
      return expectation;
    },
    scimError(statuses, scimTypes) {
      expectation.status(...[statuses].flat());
      const body = response.body as { schemas?: unknown; scimType?: unknown } | undefined;
      if (body === undefined || body === null || !Array.isArray(body.schemas) || !body.schemas.includes(ERROR_URN))
        fail({
          summary: `${call} answered ${response.status} without a SCIM Error message`,
          seen: response.body ?? response.text,
          expected: { schemas: [ERROR_URN], status: String(response.status) },
        });
      const accepted = scimTypes === undefined ? undefined : [scimTypes].flat();
      if (accepted !== undefined && !accepted.includes(String(body?.scimType)))
        fail({
          summary: `${call} answered ${response.status} with scimType ${show(body?.scimType)}, expected ${accepted.join(" or ")}`,
          seen: body?.scimType,
          expected: accepted.length === 1 ? accepted[0] : accepted,
          attribute: "scimType",
        });
      return expectation;
    },
    header(name, matches) {
      const value = response.headers[name.toLowerCase()];
      if (value === undefined || (matches !== undefined && !matches.test(value)))
        fail({
          summary: `${call} answered ${response.status} with header ${name} ${show(value)}`,
          seen: value,
          expected: matches === undefined ? `a ${name} header` : String(matches),
        });
      return expectation;
    },
    attribute(path, value) {
      const seen = valueAt(response.body, path);
      if (!isDeepStrictEqual(seen, value))
        fail({
          summary: `${call} shows ${path} as ${show(seen)}, expected ${show(value)}`,
          seen,
          expected: value,
          attribute: path,
        });
      return expectation;
    },
    hasAttribute(path) {
      if (isUnassigned(valueAt(response.body, path)))
        fail({
          summary: `${call} does not show ${path}`,
          seen: valueAt(response.body, path),
          expected: `a value of ${path}`,
          attribute: path,
        });
      return expectation;
    },
    lacksAttribute(path) {
      const seen = valueAt(response.body, path);
      if (!isUnassigned(seen))
        fail({
          summary: `${call} shows ${path} as ${show(seen)}, expected it unassigned`,
          seen,
          expected: "unassigned",
          attribute: path,
        });
      return expectation;
    },
    resources(ids) {
      const seen = listed();
      if (!isDeepStrictEqual([...seen].sort(), [...ids].sort()))
        fail({
          summary: `${call} lists ${seen.length} resources, not the ${ids.length} expected`,
          seen,
          expected: ids,
        });
      return expectation;
    },
    includes(...ids) {
      const seen = listed();
      const missing = ids.filter((id) => !seen.includes(id));
      if (missing.length > 0) fail({ summary: `${call} does not list ${missing.join(", ")}`, seen, expected: ids });
      return expectation;
    },
    excludes(...ids) {
      const seen = listed();
      const present = ids.filter((id) => seen.includes(id));
      if (present.length > 0)
        fail({
          summary: `${call} lists ${present.join(", ")}, which do not belong there`,
          seen,
          expected: `none of ${ids.join(", ")}`,
        });
      return expectation;
    },
    noBody() {
      if (response.text !== "")
        fail({ summary: `${call} answered ${response.status} with a body`, seen: response.text, expected: "no body" });
      return expectation;
    },
    that(holds, deviation) {
      if (!holds) fail(deviation);
      return expectation;
    },
  };
  return expectation;
}

/** The judging half of a trial. */
export const expect: Expect = Object.assign(expectExchange, {
  that(holds: boolean, deviation: Deviation): void {
    if (!holds) throw new Violation(deviation);
  },
});
