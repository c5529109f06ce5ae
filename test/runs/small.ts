import { type Result, type Run, summarise } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";

function result(rule: string, part: Partial<Result>): Result {
  return {
    rule,
    title: "A deleted resource can no longer be read",
    level: "MUST",
    verdict: "pass",
    covers: ["7644-3.6-02"],
    exchanges: [],
    durationMs: 2,
    ...part,
  };
}

const exchange: Exchange = {
  id: 7,
  rule: "delete/resource-is-gone",
  step: "probe",
  request: {
    method: "GET",
    url: "https://scim.example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
    path: "/Users/2819c223-7f76-453a-919d-413861904646",
    headers: { accept: "application/scim+json", "user-agent": "scimproof", authorization: "Bearer ***" },
  },
  response: { status: 200, headers: {}, text: "{}", body: {}, validUtf8: true },
  startedAt: 0,
  durationMs: 3,
};

/** A run with one rule of each outcome, on a target far away. */
export function smallRun(): Run {
  const finding = {
    summary: "GET /Users/2819c223-7f76-453a-919d-413861904646 answered 200, expected 404",
    seen: 200,
    expected: 404,
    rows: ["7644-3.6-02"],
    exchange: 7,
    seed: 5,
  };
  const results = [
    result("delete/gone-is-not-found", { verdict: "fail", level: "SHOULD", finding, exchanges: [7] }),
    result("delete/resource-is-gone", { verdict: "fail", finding, exchanges: [7] }),
    result("delete/members-do-not-dangle", { verdict: "skip", because: "needs groups: ResourceTypes says so" }),
    result("create/user-answers-201", { observed: { activeByDefault: "true" } }),
    result("create/defaults-are-kept", { verdict: "inconclusive", because: "POST /Users got no answer: timeout" }),
  ];
  return {
    schemaVersion: 1,
    exit: { code: 1, reasons: ["1 rule failed at level MUST or above: delete/resource-is-gone"] },
    run: {
      id: "5",
      seed: 5,
      startedAt: "2030-01-02T03:04:05.000Z",
      durationMs: 1234,
      target: "https://scim.example.com/v2",
      profiles: ["rfc"],
      options: {},
      capabilities: ["patch", "filter"],
    },
    summary: summarise(results),
    results,
    observed: { activeByDefault: "true" },
    contradictions: [],
    leftovers: [{ path: "/Users/9", name: "scimproof-5-1@example.com", because: "DELETE answered 405" }],
    exchanges: [exchange],
  };
}
