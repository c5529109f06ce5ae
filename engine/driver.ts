import { Inconclusive, NotApplicable } from "./failure.ts";
import type { Leftover } from "./result.ts";
import type { Driver, Target } from "./rule.ts";

/** How long an operation of a driver may take; a person has all the time there is. */
export const MOST_DRIVER_WAIT_MS = 60_000;

/** How a driver is called on behalf of a rule. */
export interface DriverSettings {
  target: Target;
  /** `admin.<noun>.<verb>` of what the rule cannot do without. */
  needs: readonly string[];
  waitMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Masks secrets in what the driver says. */
  redact?: ((text: string) => string) | undefined;
}

/** The driver of a target as a rule gets it. */
export interface GuardedDriver {
  driver: Driver;
  /** Why the rule cannot be judged: what the driver failed at first, whatever the rule made of it. */
  failure(): Error | undefined;
  /** Users that the rule made in the console and that nobody removes. */
  leftovers(): Leftover[];
}

/**
 * Guards the operations of a driver: one that throws anything but a refusal of the console, or does not answer in time,
 * makes the rule inconclusive in the driver's words, and the run goes on.
 */
export function guardDriver(settings: DriverSettings): GuardedDriver {
  const { target, needs } = settings;
  let failure: Error | undefined;
  const made = new Map<string, string>();
  const left: Leftover[] = [];

  function operation(noun: string, verb: string): (input: never) => Promise<unknown> {
    const name = `${noun}.${verb}`;
    // Scenes are tidied with deletes that the rule can do without; they are no part of what it judges.
    const tidies = verb === "delete" && !needs.includes(`admin.${name}`);
    return async (input) => {
      try {
        if (tidies && target.operator !== undefined) throw new Error("a person is not asked to tidy up");
        const value = await operate(settings, noun, verb, input);
        note(name, input, value);
        return value;
      } catch (cause) {
        if (isRefusal(cause)) throw cause;
        if (tidies) leave(name, input, cause as Error);
        else failure ??= cause as Error;
        throw cause;
      }
    };
  }

  function note(name: string, input: unknown, value: unknown): void {
    if (name === "user.create") made.set(idOf(value), nameOf(value) || nameOf(input));
    if (name === "user.delete") made.delete(idOf(input));
    if (name === "user.create" && target.driver?.["user"]?.["delete"] === undefined)
      leave(name, value, new Error("the driver cannot do user.delete"));
  }

  function leave(name: string, input: unknown, { message }: Error): void {
    if (!name.startsWith("user.")) return;
    const id = idOf(input);
    left.push({
      path: `/Users/${encodeURIComponent(id)}`,
      name: made.get(id) ?? id,
      because: `made in the console and not removed: ${message}`,
    });
  }

  const nouns = Object.entries(target.driver ?? {}).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(
      Object.entries(verbs ?? {})
        .filter(([, each]) => typeof each === "function")
        .map(([verb]) => [verb, operation(noun, verb)]),
    ),
  ]);
  return { driver: Object.fromEntries(nouns), failure: () => failure, leftovers: () => left };
}

/**
 * Does one operation of a target's driver. Rejects with the refusal of the console as it is, with Inconclusive for
 * anything else that the driver throws and when it does not answer in time, with NotApplicable where a person passes.
 */
export async function operate(
  { target, waitMs = MOST_DRIVER_WAIT_MS, signal, redact = (text) => text }: Omit<DriverSettings, "needs">,
  noun: string,
  verb: string,
  input: unknown,
): Promise<unknown> {
  const verbs = target.driver?.[noun];
  const name = `${noun}.${verb}`;
  const { promise: given, reject: giveUp } = Promise.withResolvers<never>();
  const timer =
    target.operator === undefined
      ? setTimeout(
          () => giveUp(new Inconclusive(`the driver's ${name} did not answer within ${waitMs / 1000} s`)),
          waitMs,
        )
      : undefined;
  const interrupted = (): void => giveUp(new Inconclusive("interrupted"));
  signal?.addEventListener("abort", interrupted);
  try {
    if (signal?.aborted) throw new Inconclusive("interrupted");
    // What gives a plain value, or throws before it gives a promise, is as good.
    const answer = (async () => verbs![verb]!.call(verbs, input as never))();
    return await Promise.race([answer, given]);
  } catch (cause) {
    if (isRefusal(cause) || cause instanceof Inconclusive || cause instanceof NotApplicable) throw cause;
    const words = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new Inconclusive(`the driver's ${name} failed: ${redact(words)}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupted);
  }
}

/** Whether the console itself said no, which rules understand. By name: the class belongs to a profile. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "AdminRefusal";
}

function idOf(value: unknown): string {
  return textOf(value, "id");
}

function nameOf(value: unknown): string {
  return textOf(value, "userName");
}

function textOf(value: unknown, member: string): string {
  const found = (value as Record<string, unknown> | null | undefined)?.[member];
  return typeof found === "string" ? found : "";
}
