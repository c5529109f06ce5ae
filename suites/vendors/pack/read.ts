import { UsageError } from "../../../engine/index.ts";
import { isObject } from "../../../scim/index.ts";
import { ALONE, type Assertion, COMPARISONS, type Comparison, SOURCES, type Source } from "./assertion.ts";
import type { Extraction, Pack, RequestStep } from "./pack.ts";
import { refuse, stepPlace } from "./place.ts";
import { parseScript } from "./script/parse.ts";
import { CALLS, METHODS, type Script } from "./script/script.ts";
import { Unrecognised } from "./script/token.ts";

type Members = Record<string, unknown>;

const METHODS_OF_HTTP = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Forms of a body or of credentials that no pack for SCIM needs; a step that has one says something else than it seems. */
const UNSUPPORTED = ["auth", "form", "multipart_form", "binary_body", "graphql_body", "args", "data"];

/** Reads an exported test: its steps, what they assert, and its variables. Throws UsageError with the place. */
export function readPack(text: string, file: string): Pack {
  const exported = parse(text, file);
  const steps = exported["steps"];
  if (!Array.isArray(steps))
    throw new UsageError(`${file} is no exported test: it has no list of "steps"; export one test as JSON`);
  const read: RequestStep[] = [];
  let pause = 0;
  for (const [index, step] of steps.entries()) {
    const number = index + 1;
    if (!isObject(step)) refuse(stepPlace(number, ""), "expected an object with a step_type");
    const kind = step["step_type"];
    if (kind === "pause") {
      if (step["skipped"] !== true) pause += secondsOf(step, stepPlace(number, ""));
      continue;
    }
    const place = stepPlace(number, textOf(step["note"]).trim());
    if (kind !== "request")
      refuse(place, `its step_type is ${JSON.stringify(kind)}, and only "request" and "pause" are run`);
    read.push({ ...readStep(step, number, place), pause });
    pause = 0;
  }
  if (read.length === 0) throw new UsageError(`${file} is no exported test: it has no step that sends a request`);
  return { name: textOf(exported["name"]) || file, steps: read, variables: readVariables(exported) };
}

function parse(text: string, file: string): Members {
  let exported: unknown;
  try {
    exported = JSON.parse(text);
  } catch (cause) {
    const where = /\(line \d+ column \d+\)/.exec(String(cause))?.[0];
    throw new UsageError(`${file} is not JSON${where === undefined ? "" : ` ${where}`}`);
  }
  // An export of several tests is a list of them.
  if (Array.isArray(exported) && exported.length === 1) [exported] = exported;
  if (isObject(exported)) return exported;
  throw new UsageError(
    Array.isArray(exported)
      ? `${file} holds ${exported.length} tests: export one test as JSON`
      : `${file} is no exported test: expected an object with "steps"`,
  );
}

function readStep(step: Members, number: number, place: string): Omit<RequestStep, "pause"> {
  for (const name of UNSUPPORTED)
    if (!isBlank(step[name])) refuse(place, `it has "${name}", which is not supported; "headers" and "body" are`);
  const method = textOf(step["method"]).toUpperCase();
  if (!METHODS_OF_HTTP.includes(method))
    refuse(place, `its method is ${JSON.stringify(step["method"])}, expected one of ${METHODS_OF_HTTP.join(", ")}`);
  const { url, body } = step;
  if (typeof url !== "string" || url === "") refuse(place, "it has no url");
  if (!isBlank(body) && typeof body !== "string") refuse(place, "its body is no text");
  return {
    number,
    note: textOf(step["note"]).trim(),
    skipped: step["skipped"] === true,
    method,
    url,
    headers: readHeaders(step["headers"], place),
    body: isBlank(body) ? undefined : (body as string),
    assertions: listOf(step["assertions"], `${place}, assertions`).map((each, index) =>
      readAssertion(each, `${place}, assertion ${index + 1}`),
    ),
    variables: listOf(step["variables"], `${place}, variables`).flatMap((each, index) =>
      readExtraction(each, `${place}, variable ${index + 1}`),
    ),
    before: readScripts(step["before_scripts"], `${place}, script before it`),
    after: readScripts(step["scripts"], `${place}, script`),
  };
}

function readHeaders(headers: unknown, place: string): [string, string][] {
  if (isBlank(headers)) return [];
  if (!isObject(headers)) refuse(place, "its headers are no object");
  return Object.entries(headers as Members).map(([name, value]) => {
    const values = [value].flat();
    if (values.length === 0 || !values.every((each) => typeof each === "string"))
      refuse(place, `the header ${name} has no text as its value`);
    return [name.toLowerCase(), values.join(", ")];
  });
}

function readAssertion(assertion: unknown, place: string): Assertion {
  if (!isObject(assertion)) refuse(place, "expected an object with source and comparison");
  const { source, comparison, property, value } = assertion;
  const read = {
    source: among(source, "source", Object.keys(SOURCES), place) as Source,
    comparison: among(comparison, "comparison", Object.keys(COMPARISONS), place) as Comparison,
    property: textOf(property),
  };
  if (value === undefined || value === null) {
    if (!ALONE.has(read.comparison)) refuse(place, `"${read.comparison}" compares with a value, and there is none`);
    return { ...read, value: "" };
  }
  if (typeof value === "object") refuse(place, "its value is no text, number or truth value");
  return { ...read, value: String(value) };
}

function readExtraction(extraction: unknown, place: string): Extraction[] {
  if (!isObject(extraction)) refuse(place, "expected an object with name and source");
  const { name, source, property } = extraction;
  // Editors leave rows behind that nobody filled in.
  if (isBlank(name)) return [];
  if (typeof name !== "string") refuse(place, "its name is no text");
  return [{ name, source: among(source, "source", Object.keys(SOURCES), place) as Source, property: textOf(property) }];
}

function among(value: unknown, what: string, known: string[], place: string): string {
  if (typeof value === "string" && known.includes(value)) return value;
  return refuse(place, `its ${what} is ${JSON.stringify(value)}, expected one of ${known.join(", ")}`);
}

function readScripts(scripts: unknown, place: string): Script[] {
  return listOf(scripts, place).flatMap((script, index) => {
    const number = `${place} ${index + 1}`;
    if (typeof script !== "string") refuse(number, "it is no text");
    if (script.trim() === "") return [];
    try {
      return [parseScript(script)];
    } catch (cause) {
      if (!(cause instanceof Unrecognised)) throw cause;
      const line = script.slice(0, cause.at).split("\n").length;
      return refuse(
        number,
        `${cause.message} in line ${line} is not recognised; scripts are read and not evaluated, and may use var, if, comparisons, ${Object.keys(CALLS).join(", ")}, ${METHODS.join(", ")}`,
      );
    }
  });
}

/** Variables that the file gives a value: of itself, or of the first of its environments. */
function readVariables(exported: Members): Record<string, string> {
  const [environment] = [exported["environments"] ?? exported["environment"]].flat();
  const given = [exported["initial_variables"], isObject(environment) ? environment["initial_variables"] : undefined];
  return Object.fromEntries(
    given
      .filter(isObject)
      .flatMap((each) => Object.entries(each))
      .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  );
}

const MOST_SECONDS = 600;

function secondsOf({ duration }: Members, place: string): number {
  if (typeof duration === "number" && duration >= 0 && duration <= MOST_SECONDS) return duration;
  return refuse(place, `its duration is ${JSON.stringify(duration)}, expected seconds from 0 to ${MOST_SECONDS}`);
}

function listOf(value: unknown, place: string): unknown[] {
  if (isBlank(value)) return [];
  return Array.isArray(value) ? value : refuse(place, "expected a list");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
