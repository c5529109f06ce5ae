import type { Exchange, Handler } from "../scim/index.ts";
import { createRedactor } from "./client/index.ts";
import { parse } from "./client/parse.ts";
import { exitOf } from "./exit.ts";
import { inspectAll } from "./judge.ts";
import { createRecord } from "./record.ts";
import { type Result, type Run, summarise } from "./result.ts";
import type { Rule } from "./rule.ts";
import { word } from "./seed.ts";

/** A handler whose traffic is recorded where it is answered, redacted as ours is. */
export interface Recorded {
  handler: Handler;
  exchanges: Exchange[];
}

/** Records what reaches a handler below a base URL; what is asked elsewhere passes unseen. */
export function recorded(
  next: Handler,
  { baseUrl, secrets }: { baseUrl: string; secrets: (string | undefined)[] },
): Recorded {
  const redactor = createRedactor(secrets);
  const { exchanges, keep } = createRecord();
  let last = 0;
  const handler: Handler = async (request) => {
    if (!request.url.startsWith(baseUrl) || !/^(?:[/?]|$)/.test(request.url.slice(baseUrl.length)))
      return next(request);
    // No Request can be made anew with these methods (Fetch §2.2.1), and no client of SCIM sends them.
    if (/^(?:TRACE|TRACK|CONNECT)$/i.test(request.method)) return next(request);
    const startedAt = Date.now();
    const clock = performance.now();
    const { method, url } = request;
    const text = await request.text();
    const headers = Object.fromEntries(request.headers);
    const body = text === "" ? {} : { body: text };
    const response = await next(new Request(url, { method, headers, ...body }));
    const bytes = Buffer.from(await response.arrayBuffer());
    const answered = bytes.toString("utf8");
    keep({
      id: ++last,
      step: "probe",
      request: {
        method,
        url: redactor.text(url),
        path: redactor.text(url.slice(baseUrl.length)),
        headers: redactor.headers(headers),
        ...(text === "" ? {} : redactor.message(text, parse(text))),
      },
      response: {
        status: response.status,
        headers: redactor.headers(Object.fromEntries(response.headers)),
        ...redactor.message(answered, parse(answered)),
        validUtf8: true,
      },
      startedAt,
      durationMs: performance.now() - clock,
    });
    return new Response(bytes.length === 0 ? null : bytes, { status: response.status, headers: response.headers });
  };
  return { handler, exchanges };
}

/** Traffic that somebody else made, and what its sender is judged by. */
export interface TrafficSettings {
  /** Whose it is, as a person calls it. */
  sender: string;
  exchanges: Exchange[];
  rules: Rule[];
  profiles: string[];
  /** ISO 8601, UTC. */
  startedAt: string;
}

/**
 * Judges a client by the traffic it made. A rule that would have to operate the client itself is skipped; so is one
 * that finds nothing of the kind it looks at.
 */
export function judgeTraffic({ sender, exchanges, rules, profiles, startedAt }: TrafficSettings): Run {
  const clock = performance.now();
  const seed = 1;
  const results = rules.map((rule): Result => {
    const { id, title, level, covers } = rule;
    const judged =
      rule.probe === undefined
        ? inspectAll(rule, exchanges, seed)
        : ({
            verdict: "skip",
            because: "the client would have to be operated for it: it is judged on the bundled one",
          } as const);
    return { rule: id, title, level, judges: "client", covers, exchanges: [], durationMs: 0, ...judged };
  });
  return {
    schemaVersion: 1,
    exit: exitOf({
      results,
      total: rules.length,
      leftovers: [],
      contradictions: [],
      stopped: undefined,
      interrupted: false,
      failOn: "MUST",
    }),
    run: {
      id: word(seed),
      seed,
      startedAt,
      durationMs: Math.round(performance.now() - clock),
      target: sender,
      profiles,
      options: {},
      notices: [
        `${results.filter(({ verdict }) => verdict === "pass" || verdict === "fail").length} of ${rules.length} rules could be judged by the traffic alone; for the others the client would have to be operated, or it sent nothing of their kind.`,
      ],
      capabilities: [],
    },
    summary: summarise(results),
    results,
    observed: {},
    contradictions: [],
    leftovers: [],
    exchanges,
  };
}
