import type { VirtualClock } from "../clock.ts";
import type { Directory } from "../directory.ts";
import type { Health } from "../identity-provider.ts";
import type { Attempt } from "./attempt.ts";
import { type CycleCounts, type EntraDecisions, PATIENCE } from "./decisions.ts";
import type { Failure } from "./failure.ts";
import type { Ledger } from "./ledger.ts";
import type { Waiting } from "./link.ts";
import type { Provision } from "./provisioning.ts";
import type { Dialect } from "./settings.ts";

/** What a job works with. */
export interface JobSettings {
  decide: EntraDecisions;
  directory: Directory;
  clock: VirtualClock;
  ledger: Ledger;
  dialect: Dialect;
  provision: Provision;
  /** Brings those groups up to date that differ from what was told, or are to be tried again. */
  provisionGroups(mayTry: (group: string) => boolean): AsyncIterable<Attempt>;
  newId(): string;
  /** Whether an initial cycle was run before. */
  begun: boolean;
}

/** The provisioning of an application: its state, its cycles, and what it puts aside. */
export interface Job {
  health(): Health;
  /** Virtual time of the next cycle, or of the end of a job that is held back; undefined when neither will come. */
  next(): number | undefined;
  /** Does what is due at this moment. */
  tick(): Promise<void>;
  run(): void;
  stop(): void;
  /** Says why the job was not switched on. */
  refuse(cause: { code: string; message: string }): void;
  /** Tries at once what was put aside, out of quarantine; a job that is off stays so. */
  restart(): void;
  /** The next cycle is about everybody. */
  beginAnew(): void;
  begun(): boolean;
  /** Provisions one person outside of the cycles. */
  one(id: string, dialect: Dialect): Promise<Attempt | undefined>;
  /** Provisions one group outside of the cycles. */
  oneGroup(id: string): Promise<Attempt | undefined>;
  /** Virtual time of the next attempt at a person or group. */
  retryAt(id: string): number | undefined;
}

// So many objects in a row without any answer end a cycle: the service provider is away, the rest waits (a guess).
const SILENCE = 3;

// However a mutant decides, time goes on.
const SHORTEST = 60_000;

/** A job that is switched off. */
export function createJob(settings: JobSettings): Job {
  const { decide, directory, clock, ledger, dialect, provision, newId } = settings;
  let state: Health["state"] = "off";
  let cause: Health["cause"];
  let heldSince: number | undefined;
  let nextCycle = clock.now();
  let earlier = settings.begun ? 1 : 0;
  /** Who is to be looked at in the next cycle, and whether the resource is compared in any case. */
  const changed = new Map<string, boolean>();
  const waiting = new Map<string, Waiting>();
  directory.onChange((id) => void changed.set(id, changed.get(id) ?? false));

  function hold(code: string, message: string): void {
    cause = { code, message };
    if (state === "quarantine") return;
    state = "quarantine";
    heldSince = clock.now();
    ledger.mail("quarantine");
  }

  function release(): void {
    if (state === "quarantine") state = "running";
    heldSince = undefined;
    cause = undefined;
  }

  function putAside({ id, kind }: Attempt, failure: Failure): void {
    const now = clock.now();
    const since = waiting.get(id)?.since ?? now;
    const delay = decide.retry(failure, now - since);
    waiting.set(id, { kind, since, due: delay === undefined ? undefined : since + delay });
  }

  /** Keeps the books of an attempt. Gives what holds the job back at once. */
  function account(attempt: Attempt, place: { cycle: string; counts: CycleCounts }): Held {
    const { failure } = attempt;
    place.counts.processed += 1;
    let held: Held;
    if (attempt.unfinished === true) changed.set(attempt.id, false);
    if (failure === undefined) waiting.delete(attempt.id);
    else {
      place.counts.failed += 1;
      held = decide.quarantineAtOnce(failure);
      // What holds the job back is no fault of the object: it is the first in the next cycle.
      if (held === undefined) putAside(attempt, failure);
      else if (attempt.kind === "User") changed.set(attempt.id, true);
    }
    const retryAt = failure === undefined ? undefined : waiting.get(attempt.id)?.due;
    ledger.note(attempt, { cycle: place.cycle, number: place.counts.processed, retryAt });
    return held;
  }

  /** Keeps the books of an attempt outside of the cycles. */
  function booked(id: string, attempt: Attempt | undefined): Attempt | undefined {
    if (attempt?.failure === undefined) waiting.delete(id);
    else putAside(attempt, attempt.failure);
    return attempt;
  }

  async function cycle(): Promise<void> {
    const now = clock.now();
    const place = { cycle: newId(), counts: { processed: 0, failed: 0, waiting: 0 } };
    if (decide.kind(earlier) === "initial") for (const { id } of directory.people()) changed.set(id, true);
    earlier += 1;
    const known = new Set(waiting.keys());
    const retried = [...waiting].flatMap(([id, { kind, due }]) =>
      kind === "User" && due !== undefined && due <= now ? [id] : [],
    );
    let held: Held;
    let silent = 0;
    for (const id of decide.due([...changed.keys()], retried)) {
      const thorough = changed.get(id) ?? false;
      changed.delete(id);
      const attempt = await provision(id, { dialect, thorough });
      if (attempt === undefined) waiting.delete(id);
      else held = account(attempt, place);
      silent = typeof attempt?.status === "string" ? silent + 1 : 0;
      if (held !== undefined || silent >= SILENCE) break;
    }
    if (held === undefined && silent < SILENCE) {
      const mayTry = (id: string): boolean => (waiting.get(id)?.due ?? now) <= now;
      for await (const attempt of settings.provisionGroups(mayTry)) held ??= account(attempt, place);
    }
    finish(
      place.counts,
      held,
      [...waiting.keys()].some((id) => !known.has(id)),
    );
    nextCycle = now + Math.max(decide.interval(state), SHORTEST);
  }

  function finish(counts: CycleCounts, atOnce: Held, news: boolean): void {
    for (const { due } of waiting.values()) if (due !== undefined) counts.waiting += 1;
    const held = atOnce ?? decide.quarantineByCount(counts);
    if (held === undefined) release();
    else hold(held.code, held.message);
    if (held === undefined && news) ledger.mail("failures");
  }

  return {
    health: () => (cause === undefined ? { state } : { state, cause }),
    next() {
      if (!decide.cycles(state)) return undefined;
      const end = heldSince === undefined ? Number.POSITIVE_INFINITY : heldSince + PATIENCE;
      const next = Math.min(nextCycle, end);
      return Number.isFinite(next) ? next : undefined;
    },
    async tick() {
      if (heldSince === undefined || clock.now() - heldSince < PATIENCE) return cycle();
      state = "disabled";
      heldSince = undefined;
      ledger.mail("disabled");
    },
    run() {
      if (state === "running") return;
      state = "running";
      release();
      nextCycle = clock.now();
    },
    stop() {
      state = "off";
      release();
    },
    refuse(why) {
      cause = why;
    },
    restart() {
      for (const [id, { kind }] of waiting) if (kind === "User") changed.set(id, changed.get(id) ?? false);
      waiting.clear();
      nextCycle = clock.now();
      if (state !== "off") state = "running";
      release();
    },
    beginAnew() {
      earlier = 0;
    },
    begun: () => earlier > 0,
    async one(id, asked) {
      const attempt = await provision(id, { dialect: asked, thorough: true });
      changed.delete(id);
      return booked(id, attempt);
    },
    async oneGroup(id) {
      let attempt: Attempt | undefined;
      for await (const each of settings.provisionGroups((group) => group === id)) attempt = each;
      return booked(id, attempt);
    },
    retryAt: (id) => waiting.get(id)?.due,
  };
}

type Held = ReturnType<EntraDecisions["quarantineAtOnce"]>;
