import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Driver, didYouMean, UsageError } from "../../engine/index.ts";
import { AdminRefusal, adminRefusals, type DriverContext } from "../../profiles/index.ts";
import { adminContract } from "../../simulators/index.ts";

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];
const EXPECTED =
  "a module whose default export (or export named driver) is an object of nouns with verbs, such as { site: { create } }, or a function that gives one";
/** A module that does not come back from its top level, or from the function it exports, is given up then. */
const MOST_WAIT_MS = 60_000;

type Members = Record<string, unknown>;

/** Loads a driver from a module of the user's. Throws UsageError with the path and what was expected. */
export async function loadDriver(path: string, context: DriverContext): Promise<Driver> {
  const fail = (what: string): never => {
    throw new UsageError(`--driver: ${path} ${what}`);
  };
  if (!EXTENSIONS.includes(extname(path))) fail(`is no module: expected ${EXTENSIONS.join(", ")}, or ask, or none`);
  if (!existsSync(path)) fail(`does not exist; expected ${EXPECTED}`);
  const module = await soon(import(pathToFileURL(resolve(path)).href)).catch((cause: unknown) =>
    fail(`cannot be loaded: ${words(cause)}; expected ${EXPECTED}`),
  );
  let exported: unknown = (module as Members)["default"] ?? (module as Members)["driver"];
  if (typeof exported === "function") {
    const make = exported as (told: DriverContext) => unknown;
    exported = await soon((async () => make(context))()).catch((cause: unknown) =>
      fail(`gives no driver: its function failed: ${words(cause)}`),
    );
  }
  if (!isMembers(exported)) return fail(`gives ${kindOf(exported)}; expected ${EXPECTED}`);
  const driver = operationsOf(exported, fail);
  if (Object.keys(driver).length === 0) fail(`has no operation; expected ${EXPECTED}`);
  return driver;
}

function operationsOf(exported: Members, fail: (what: string) => never): Driver {
  const nouns: Record<string, object> = adminContract;
  const driver: Driver = {};
  for (const [noun, verbs] of Object.entries(exported)) {
    // A version or a note beside the nouns does no harm; what can be called, or holds what can, is a typing error.
    if (typeof verbs !== "function" && !isMembers(verbs)) continue;
    if (!Object.hasOwn(nouns, noun)) fail(`has "${noun}", which is no noun${didYouMean(noun, Object.keys(nouns))}`);
    if (!isMembers(verbs)) return fail(`has a function as "${noun}"; expected an object of verbs`);
    const known = Object.keys(nouns[noun]!);
    for (const verb of callables(verbs))
      if (!known.includes(verb)) fail(`has "${noun}.${verb}", which is no operation${didYouMean(verb, known)}`);
    const found = known.filter((verb) => verbs[verb] !== undefined && verbs[verb] !== null);
    for (const verb of found)
      if (typeof verbs[verb] !== "function")
        fail(`has ${kindOf(verbs[verb])} as "${noun}.${verb}"; expected a function`);
    if (found.length > 0)
      driver[noun] = Object.fromEntries(found.map((verb) => [verb, (input) => call(verbs, verb, input)]));
  }
  return driver;
}

/** The names of what can be called on an object: its own members, and for an instance of a class its methods. */
function callables(members: Members): string[] {
  const prototype = Object.getPrototypeOf(members) as object | null;
  const methods =
    prototype === null || prototype === Object.prototype
      ? []
      : Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
  const own = Object.keys(members).filter((name) => typeof members[name] === "function");
  return [...own, ...methods];
}

async function call(verbs: Members, verb: string, input: unknown): Promise<unknown> {
  try {
    return await (verbs[verb] as (input: unknown) => unknown).call(verbs, input);
  } catch (cause) {
    throw asRefusal(cause);
  }
}

// A module may bring a class of its own, or that of another copy of this package; rules know ours.
function asRefusal(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.name !== "AdminRefusal" || cause instanceof AdminRefusal) return cause;
  const { code, outcome } = cause as Error & Partial<AdminRefusal>;
  const known = code !== undefined && Object.hasOwn(adminRefusals, code) ? code : "invalid-value";
  return new AdminRefusal(known, cause.message, outcome);
}

/** The promise, or a rejection when it does not settle in time. */
async function soon<Value>(promise: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it did not end within ${MOST_WAIT_MS / 1000} s`)), MOST_WAIT_MS);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function words(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message.split("\n", 1)[0]}` : String(cause);
}
