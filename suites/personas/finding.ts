import { type Deviation, show, type Trial } from "../../engine/index.ts";
import { type Exchange, isObject } from "../../scim/index.ts";
import type { Evidence } from "../../simulators/clients/index.ts";
import type { Outcome, Persona } from "./persona.ts";

/** What a finding says beside what happened. */
export interface Told {
  /** What was to come of it: `the user is switched off`. */
  hoped: string;
  /** The habits of the product that it rests on: ids of quirks, by the method of the request that shows them. */
  habits?: Partial<Record<string, readonly string[]>>;
}

const MARKS: Record<Evidence, string> = {
  documented: "documented by the vendor",
  observed: "seen on the wire, not documented",
  claimed: "claimed by others, not documented",
  inferred: "inferred, not documented",
  guess: "a guess, nothing is published",
};

/** Judges that a step went well for the product: nothing failed, and nothing is held back. */
export function expectSuccess(t: Trial, persona: Persona, outcome: Outcome, told: Told): void {
  const { failure, exchanges } = outcome;
  if (failure === undefined) return;
  const exchange = exchanges.at(-1);
  if (exchange === undefined || typeof failure.status === "string")
    t.inconclusive(`${persona.name} got no answer: ${failure.reason ?? failure.status}`);
  unlessThrottled(t, exchange);
  t.expect.that(false, {
    summary: sentences(
      persona.deadlock?.(exchange),
      `${persona.name} sent ${sent(exchange)} and was answered ${answer(exchange)}, so it ${persona.reaction(failure)}`,
      ...habits(persona, told, exchange),
      mends(exchange),
    ),
    seen: `the administrator reads: ${persona.notice(failure)}`,
    expected: told.hoped,
    exchange: exchange.id,
  });
}

/** Ends a rule that met a target without time: that says nothing about what it was asked. */
export function unlessThrottled(t: Trial, exchange: Exchange): void {
  if (exchange.response.status === 429)
    t.inconclusive(`${sent(exchange)} was answered 429: the target throttles, so judge it with a lower --rate`);
}

/** A deviation where the product reports success and the resource shows otherwise. */
export function quietly(persona: Persona, exchange: Exchange | undefined, told: Told, deviation: Deviation): Deviation {
  const by = exchange === undefined ? "" : `${sent(exchange)} was answered ${answer(exchange)}, and `;
  return {
    ...deviation,
    summary: sentences(
      exchange === undefined ? undefined : persona.deadlock?.(exchange),
      `${by}${deviation.summary}`,
      `${persona.name} reports success, so nobody is told`,
      ...habits(persona, told, exchange),
      "To be mended by the service provider's developers",
    ),
    exchange: deviation.exchange ?? exchange?.id,
  };
}

// The report shows the whole request beside the sentence.
const MOST_CONTENT = 80;

/** Method, path and body of a request in one line. */
export function sent({ request }: Exchange): string {
  const { method, path, body } = request;
  const operations = (body as { Operations?: unknown } | undefined)?.Operations;
  const content = operations ?? body;
  return `${method} ${path}${content === undefined ? "" : ` ${show(content, MOST_CONTENT)}`}`;
}

/** Status and detail of an answer in one line. */
export function answer({ response }: Exchange): string {
  const { status, body, text } = response;
  const { detail, scimType } = (isObject(body) ? body : {}) as { detail?: unknown; scimType?: unknown };
  const said = detail ?? scimType;
  if (status >= 400 && typeof said === "string" && said !== "") return `${status} ${show(said)}`;
  return status < 300 || text === "" ? String(status) : `${status} ${show(text, 80)}`;
}

function habits({ quirks }: Persona, { habits: all = {} }: Told, exchange: Exchange | undefined): string[] {
  return (all[exchange?.request.method ?? ""] ?? []).map((id) => {
    const quirk = quirks.find((each) => each.id === id);
    if (quirk === undefined) throw new Error(`there is no quirk ${id}`);
    return `Its habit: ${quirk.sends} (${id}, ${MARKS[quirk.mark]})`;
  });
}

function mends({ response: { status } }: Exchange): string {
  if (status === 401) return "To be mended by the tenant's administrator, who enters another token";
  if (status === 403)
    return "To be mended by the tenant's administrator, if the token lacks a right; else by the service provider's developers";
  return "To be mended by the service provider's developers";
}

function sentences(...parts: (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (part.endsWith(".") ? part : `${part}.`))
    .join(" ");
}
