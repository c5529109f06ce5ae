import { type Deviation, type Rule, rule, show, type Trial, Violation, valueAt } from "../../../engine/index.ts";
import type { Exchange, Json } from "../../../scim/index.ts";
import { departure, SOURCES, written } from "./assertion.ts";
import type { Pack, RequestStep } from "./pack.ts";
import { refuse, stepPlace } from "./place.ts";
import { variablesOf } from "./script/parse.ts";
import { runScript } from "./script/run.ts";
import { callsFunction, FUNCTION_NAMES, fill, slotsOf } from "./template.ts";
import { BASE_URL_NAMES, CREDENTIAL_NAMES, INVENTED_NAMES, invent } from "./variables.ts";

/** How a pack is run against a target. */
export interface PackSettings {
  baseUrl: string;
  token: string | undefined;
  /** Variables that the user gives a value, over all others. */
  variables: Record<string, string>;
  /** True where nothing may be written: only the steps that read are run, and nobody is created for them. */
  readOnly: boolean;
  /** Waits for so many milliseconds. */
  pause: (ms: number) => Promise<void>;
  now: () => number;
}

/** The steps of a pack as rules, to be judged one after the other. Throws UsageError where a variable has no value. */
export function packRules(pack: Pack, settings: PackSettings): Rule[] {
  const variables = new Map(Object.entries(pack.variables));
  for (const name of BASE_URL_NAMES) variables.set(name, settings.baseUrl);
  for (const name of CREDENTIAL_NAMES)
    variables.set(name, settings.token === undefined ? "" : `Bearer ${settings.token}`);
  // A value of the file must not take the place of one in the namespace of the run.
  for (const name of INVENTED_NAMES) variables.delete(name);
  for (const [name, value] of Object.entries(settings.variables)) variables.set(name, value);
  holdVariables(pack, variables);
  const story: Story = { settings, variables, ran: new Set(), pack, begun: false };
  return pack.steps.map((step) =>
    rule({
      id: `pack/${idOf(step)}`,
      title: step.note === "" ? `${step.method} ${step.url}` : step.note,
      covers: [],
      // The format has no place for it but the note: Okta writes there what it can do without.
      level: /^\s*optional\b/i.test(step.note) ? "MAY" : "MUST",
      reads: settings.readOnly && ["GET", "HEAD"].includes(step.method),
      probe: (t) => perform(step, t, story),
      mutants: {},
    }),
  );
}

/** What the steps of one run share. */
interface Story {
  settings: PackSettings;
  pack: Pack;
  variables: Map<string, string>;
  /** The steps that were run, by number. */
  ran: Set<number>;
  begun: boolean;
}

const MOST_OF_NOTE = 60;

function idOf({ number, note, method }: RequestStep): string {
  const words = (note || method).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const slug = words.slice(0, MOST_OF_NOTE).replaceAll(/^-+|-+$/g, "");
  return [String(number).padStart(2, "0"), slug].filter((part) => part !== "").join("-");
}

/** Every text of a step in which variables are put. */
function templatesOf({ url, headers, body = "", assertions }: RequestStep): string[] {
  return [url, body, ...headers.map(([, value]) => value), ...assertions.map(({ value }) => value)];
}

/** The variables that a step gives a value. */
function setBy({ variables, before, after }: RequestStep): string[] {
  const scripts = [...before, ...after].flatMap((script) => variablesOf(script, "variables.set"));
  return [...variables.map(({ name }) => name), ...scripts];
}

function holdVariables({ steps }: Pack, variables: ReadonlyMap<string, string>): void {
  const known = new Set([...variables.keys(), ...INVENTED_NAMES]);
  for (const step of steps) {
    const place = stepPlace(step.number, step.note);
    for (const script of step.before) for (const name of variablesOf(script, "variables.set")) known.add(name);
    const unknown = templatesOf(step)
      .flatMap(slotsOf)
      .find((slot) => !known.has(slot) && !callsFunction(slot));
    if (unknown !== undefined)
      refuse(
        place,
        unknown.includes("(")
          ? `{{${unknown}}} calls no function that is known: ${FUNCTION_NAMES.join(", ")}`
          : `{{${unknown}}} has no value: give it one with --variable ${unknown}=…`,
      );
    const host = hostOf(step.url, variables);
    if (host !== undefined) refuse(place, `it calls ${host}, and only what is below the target's base URL is called`);
    for (const name of setBy(step)) known.add(name);
  }
}

/** What a URL calls instead of the target; undefined where it is the target, or is known only later. */
function hostOf(url: string, variables: ReadonlyMap<string, string>): string | undefined {
  const base = BASE_URL_NAMES.map((name) => variables.get(name)!)[0]!;
  const first = /^\s*\{\{\s*([^{}]*?)\s*\}\}/.exec(url);
  if (first === null) return url.startsWith(base) ? undefined : new URL(url, `${base}/`).host;
  const value = variables.get(first[1]!);
  if (value === undefined || `${value}/`.startsWith(`${base}/`)) return undefined;
  return URL.canParse(value) ? new URL(value).host : `{{${first[1]}}}`;
}

async function perform(step: RequestStep, t: Trial, story: Story): Promise<void> {
  const { settings, variables, ran } = story;
  if (step.skipped) t.skip("the pack leaves this step out");
  if (!story.begun) await begin(t, story);
  if (step.pause > 0) await settings.pause(step.pause * 1000);
  ran.add(step.number);
  const deviations: Deviation[] = [];
  const scripts = (list: RequestStep["after"], exchange?: Exchange): void => {
    const response = exchange && { body: exchange.response.text, status: exchange.response.status };
    for (const [index, script] of list.entries()) {
      const failure = runScript(script, { response, variables });
      if (failure === undefined) continue;
      const { what, seen, expected } = failure;
      deviations.push({ summary: `script ${index + 1}: ${what}, seen ${show(seen)}`, seen, expected });
    }
  };
  scripts(step.before);
  const exchange = await send(step, t, story);
  const filled = filler(t, story);
  for (const [index, assertion] of step.assertions.entries()) {
    const found = departure(assertion, filled(assertion.value), exchange);
    if (found === undefined) continue;
    const { what, seen, expected } = found;
    const summary = `assertion ${index + 1} of ${step.assertions.length}: ${what} is ${show(seen)}, expected ${expected}`;
    deviations.push({
      summary,
      seen,
      expected,
      ...(assertion.property === "" ? {} : { attribute: assertion.property }),
    });
  }
  for (const { name, source, property } of step.variables) {
    const value = SOURCES[source](exchange, property);
    if (value !== undefined && value !== null) variables.set(name, written(value));
  }
  scripts(step.after, exchange);
  const [first, ...more] = deviations;
  if (first === undefined) return;
  const summary = [first, ...more].map((each) => each.summary).join("; ");
  throw new Violation({ ...first, summary, exchange: exchange.id });
}

/** Sets the scene before the first step: a user is invented, and an empty target gets one who is complete. */
async function begin(t: Trial, story: Story): Promise<void> {
  const { settings, variables } = story;
  // Where it cannot be set, the first step is not judged; the others say for themselves what they need.
  story.begun = true;
  for (const [name, value] of Object.entries(invent(t))) if (!variables.has(name)) variables.set(name, value);
  if (!settings.readOnly) {
    const page = await t.given.done(() => t.client.list("/Users", { startIndex: 1, count: 1 }));
    const isThere = valueAt(page.response.body, "Resources[0]") !== undefined;
    if (!isThere) await t.given.user({ displayName: t.given.name() });
  }
}

function filler(t: Trial, { variables, settings, pack, ran }: Story): (text: string) => string {
  return (text) =>
    fill(text, variables, { faker: t.given.faker, now: settings.now }, (name) => {
      const setter = pack.steps.findLast((step) => setBy(step).includes(name));
      if (setter === undefined) return t.inconclusive(`{{${name}}} has no value`);
      const place = stepPlace(setter.number, setter.note);
      return ran.has(setter.number)
        ? t.inconclusive(`{{${name}}} has no value: the answer to ${place} did not hold it`)
        : t.skip(`needs {{${name}}} of ${place}, which was not run`);
    });
}

function send(step: RequestStep, t: Trial, story: Story): Promise<Exchange> {
  const filled = filler(t, story);
  const url = filled(step.url).trim();
  const { baseUrl } = story.settings;
  // What a query must not hold as it is, the monitor that these tests are written for encodes as well.
  const path = (url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url).replaceAll(
    /["<>\\^`{|}]/g,
    encodeURIComponent,
  );
  const headers: Record<string, string | null> = { accept: null, "content-type": null };
  for (const [name, value] of step.headers) headers[name] = filled(value) || null;
  const body = step.body === undefined ? undefined : asSent(filled(step.body));
  return t.client.send(step.method, path, body, { headers, token: null });
}

/** A body as JSON where that is sent as the very same text, so that what it creates is known by its name; else the text. */
function asSent(text: string): Json {
  try {
    const body = JSON.parse(text) as Json;
    return JSON.stringify(body) === text ? body : text;
  } catch {
    return text;
  }
}
