import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isLoopback, type Leg, type Target, UsageError } from "../../engine/index.ts";
import { type Pack, packRun, readPack } from "../../suites/index.ts";
import { readPairs } from "./profiles.ts";

/** The flags that bring in a vendor's own tests. */
export interface PackFlags {
  pack?: string;
  variable?: string[];
}

const MOST_BYTES = 5 * 1024 * 1024;

/** Flags that choose among our rules, or let them run beside each other: a pack is run whole and in its order. */
const ELSEWHERE = ["profile", "preset", "option", "rule", "tag", "shard", "concurrency", "driver"];

/** The pack that was asked for; undefined where none was. Throws UsageError. */
export function readPackFlags(flags: PackFlags): Pack | undefined {
  if (flags.pack === undefined) {
    if (flags.variable !== undefined) throw new UsageError("--variable gives a value to a variable of a --pack");
    return undefined;
  }
  const given = ELSEWHERE.find((name) => Object.hasOwn(flags, name));
  if (given !== undefined) throw new UsageError(`--pack is run whole and in its order: leave --${given} out`);
  return readPack(readText(flags.pack), flags.pack);
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new UsageError(`--pack: ${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
  if (bytes.length > MOST_BYTES) throw new UsageError(`--pack: ${path} is larger than ${MOST_BYTES} bytes`);
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** What the steps of a pack meet with; the signal that interrupts them may be told later than they are planned. */
export interface PackCircumstances {
  readOnly: boolean;
  signal?: AbortSignal;
}

/** The steps of a pack as what is judged of a target. Throws UsageError where a variable has no value. */
export function packLeg(pack: Pack, flags: PackFlags, target: Target, circumstances: PackCircumstances): Leg {
  // Pauses give a distant tenant time to catch up; what is on this machine needs none.
  const waits = target.handler === undefined && !isLoopback(new URL(target.baseUrl));
  const { profile, rules } = packRun(pack, {
    baseUrl: target.baseUrl.replace(/\/+$/, ""),
    token: target.token,
    variables: readPairs(flags.variable, "--variable"),
    readOnly: circumstances.readOnly,
    pause: async (ms) => {
      if (waits) await sleep(ms, undefined, { signal: circumstances.signal });
    },
    now: Date.now,
  });
  return { target, profiles: [profile], rules, chained: true };
}
