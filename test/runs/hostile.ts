import { type Result, type Run, summarise } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";

/** Texts that a target may answer with to take over whoever reads the report, or to make it unreadable. */
export const HOSTILE: readonly string[] = [
  "<script>window.hacked = 1</script>",
  `"><img src=x onerror="window.hacked = 2">`,
  `' onmouseover='window.hacked = 3' autofocus onfocus='window.hacked = 4`,
  "</style><style>body { display: none }</style><!--",
  "</pre></details></main><base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example'>",
  "javascript:window.hacked=5",
  "\u202Edesrever si siht\u202C مرحبا بالعالم",
  "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0000\u0007\ud800",
  "w".repeat(5000),
];
const SHORT = HOSTILE.slice(0, -1).join(" ");
const ALL = HOSTILE.join(" ");
/** A body that is longer than a page should ever show. */
const LONG = JSON.stringify({ detail: ALL, padding: "x".repeat(100_000) });

function exchange(id: number, rule: string): Exchange {
  return {
    id,
    rule,
    step: "probe",
    request: {
      method: "POST",
      url: `https://scim.example.com/v2/Users?x=${SHORT}`,
      path: `/Users?x=${ALL}`,
      headers: { authorization: "Bearer ***", "x-hostile": SHORT },
      text: id % 2 === 0 ? LONG : JSON.stringify({ userName: SHORT }),
    },
    response: { status: 200, headers: { "x-hostile": ALL }, text: LONG, body: undefined, validUtf8: true },
    startedAt: 0,
    durationMs: 1,
  };
}

function result(rule: string, part: Partial<Result>): Result {
  return {
    rule,
    title: `The title of ${rule}`,
    level: "MUST",
    verdict: "pass",
    covers: ["7644-3.6-02"],
    exchanges: [],
    durationMs: 1,
    ...part,
  };
}

function failed(rule: string, level: Result["level"], id: number): Result {
  return result(rule, {
    level,
    verdict: "fail",
    exchanges: [id],
    finding: {
      summary: `${level} is broken: ${ALL}`,
      seen: { body: LONG },
      expected: ALL,
      attribute: ALL,
      rows: ["7644-3.6-02", "8X8-PATCH-03"],
      exchange: id,
      more: 2,
      counterexample: ALL,
      seed: 1,
    },
  });
}

/** A run with every outcome, on a target that says the worst wherever it can say anything. */
export function hostileRun(): Run {
  const results = [
    ...Array.from({ length: 8 }, (_, index) => failed(`patch/violation-${index + 1}`, "MUST", index + 1)),
    failed("patch/warning", "SHOULD", 9),
    failed("patch/note", "MAY", 10),
    result("delete/unjudged", { verdict: "inconclusive", because: ALL, defect: ALL, exchanges: [10] }),
    result("delete/skipped", { verdict: "skip", because: ALL }),
    ...Array.from({ length: 40 }, (_, index) => result(`delete/passes-${index + 1}`, {})),
  ];
  return {
    schemaVersion: 1,
    exit: { code: 1, reasons: [ALL] },
    run: {
      id: "1",
      seed: 1,
      startedAt: "2030-01-02T03:04:05.000Z",
      durationMs: 1234,
      target: `https://scim.example.com/v2 ${SHORT}`,
      profiles: ["rfc", HOSTILE[0]!],
      options: { option: SHORT },
      mutants: [SHORT],
      capabilities: [ALL],
    },
    summary: summarise(results),
    results,
    observed: { [ALL]: ALL },
    contradictions: [{ option: ALL, asked: ALL, observed: ALL, rules: [ALL] }],
    leftovers: [{ path: `/Users/${ALL}`, name: ALL, because: ALL }],
    exchanges: Array.from({ length: 10 }, (_, index) => exchange(index + 1, "patch/violation")),
  };
}

/** A run in which everything passed. */
export function greenRun(): Run {
  const results = hostileRun().results.filter(({ verdict }) => verdict === "pass");
  return {
    ...emptyRun(),
    exit: { code: 0, reasons: [] },
    summary: summarise(results),
    results,
    observed: { putAbsent: "clear" },
  };
}

/** A run of which nothing came. */
export function emptyRun(): Run {
  const { run: about, ...rest } = hostileRun();
  const nothing = { options: {}, capabilities: [], profiles: ["rfc"], target: "https://scim.example.com/v2" };
  const { mutants: _, ...described } = about;
  return {
    ...rest,
    exit: { code: 3, reasons: ["no rule was selected"] },
    run: { ...described, ...nothing },
    summary: summarise([]),
    results: [],
    observed: {},
    contradictions: [],
    leftovers: [],
    exchanges: [],
  };
}
