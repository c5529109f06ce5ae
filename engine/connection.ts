import { AsyncLocalStorage } from "node:async_hooks";
import type { Exchange, Step } from "../scim/index.ts";
import { discover, type Offer } from "./capabilities.ts";
import { type Client, type CookieJar, createClient, createRedactor, type Redactor, type Wire } from "./client/index.ts";
import type { Footprint } from "./footprint.ts";
import { type Journal, noJournal } from "./journal.ts";
import type { BehaviourChange } from "./mutant.ts";
import { createPace, type Pace } from "./pace.ts";
import { createRecord } from "./record.ts";
import type { Roster } from "./roster.ts";
import type { Target } from "./rule.ts";
import { word } from "./seed.ts";

/** How a run meets its target. */
export interface ConnectionSettings {
  /** Everything that is generated follows from it. */
  seed: number;
  /** Resolved options of the profiles. */
  options?: Record<string, string>;
  /** The domain of invented login names. */
  domain?: string;
  /** Requests a second. */
  rate?: number | undefined;
  journal?: Journal;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  /** How long an operation of the driver may take (default 60 s). */
  driverWaitMs?: number | undefined;
  /** Secrets beside the token, to be masked wherever they turn up. */
  secrets?: string[];
  /** True for a target that is thrown away: nothing is removed from it. */
  disposable?: boolean | undefined;
  /** Bounds the users of a run where the target keeps them. */
  roster?: Roster | undefined;
  /** What simulated identity providers are to decide otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
  clientChanges?: BehaviourChange<any>[] | undefined;
  /** At most so many values are tried for a law, whatever the rule says. */
  mostRuns?: number | undefined;
  /** Gives the next exchange its number; several connections of one run share it. Left out, it counts from 1. */
  numbering?: (() => number) | undefined;
  /** Called after every exchange. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** A target under a run: one client, one pace, one journal, one record of exchanges. */
export interface Connection {
  target: Target;
  seed: number;
  /** `scimproof-<run>`: what every name the run invents starts with. */
  namespace: string;
  domain: string;
  options: Record<string, string>;
  /** Every exchange so far, in the order the answers came. */
  exchanges: Exchange[];
  journal: Journal;
  redactor: Redactor;
  signal: AbortSignal | undefined;
  disposable: boolean;
  driverWaitMs: number | undefined;
  roster: Roster | undefined;
  /** What all rules make, where they lean on each other; left out, each rule has a footprint of its own. */
  footprint?: Footprint | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
  clientChanges: BehaviourChange<any>[];
  mostRuns: number;
  /** What the target offers; read once, by the first who asks. */
  offer(): Promise<Offer>;
  /** A client whose exchanges carry a rule's id. */
  client(settings: ClientOf): Client;
  close(): Promise<void>;
}

/** What differs between the clients of one connection. */
export interface ClientOf {
  rule?: string;
  step: () => Step;
  guard?: (method: string, path: string, body: unknown) => void;
  seen?: (exchange: Exchange) => void;
  /** True for tidying up, which goes on when the run is interrupted. */
  uninterrupted?: boolean;
  /** Another site of the target than that of SCIM, to which no token is sent, and where its cookies are kept. */
  site?: { origin: string; jar: CookieJar };
}

const DEFAULT_DOMAIN = "scimproof.example.com";

/** Opens a target. Nothing is sent yet. */
export function connect(target: Target, settings: ConnectionSettings): Connection {
  let opened: Promise<Wire> | undefined;
  const wire = (): Promise<Wire> =>
    (opened ??= import("./client/wire.ts").then(({ openWire }) => openWire(target.handler)));
  const redactor = createRedactor([target.token, ...(settings.secrets ?? [])]);
  const pace: Pace = createPace(settings.rate);
  const { exchanges, keep } = createRecord();
  let last = 0;
  const nextNumber = settings.numbering ?? (() => ++last);
  let offer: Promise<Offer> | undefined;

  const connection: Connection = {
    target,
    seed: settings.seed,
    namespace: `scimproof-${word(settings.seed)}`,
    domain: settings.domain ?? DEFAULT_DOMAIN,
    options: settings.options ?? {},
    exchanges,
    journal: settings.journal ?? noJournal,
    redactor,
    signal: settings.signal,
    disposable: settings.disposable ?? false,
    driverWaitMs: settings.driverWaitMs,
    roster: settings.roster,
    clientChanges: settings.clientChanges ?? [],
    mostRuns: settings.mostRuns ?? Number.POSITIVE_INFINITY,
    offer: () =>
      (offer ??= discover(connection.client({ step: () => "preflight" }), target, target.token !== undefined)),
    client: ({ rule, step, guard, seen, uninterrupted, site }) =>
      createClient({
        baseUrl: site?.origin ?? target.baseUrl.replace(/\/+$/, ""),
        token: site === undefined ? target.token : undefined,
        jar: site?.jar,
        wire,
        redactor,
        record: (exchange) => {
          const numbered = { id: nextNumber(), ...exchange };
          keep(numbered);
          return numbered;
        },
        pace: () => pace.next(uninterrupted ? undefined : settings.signal),
        rule,
        step,
        guard,
        seen: (exchange) => {
          pace.seen(exchange);
          target.operator?.seen(exchange);
          seen?.(exchange);
          settings.onExchange?.(exchange);
        },
        signal: uninterrupted ? undefined : settings.signal,
        timeoutMs: settings.timeoutMs,
      }),
    close: async () => {
      if (target.handler === undefined && opened !== undefined) await (await opened).dispatcher.close();
    },
  };
  return connection;
}

/** Which step an exchange belongs to follows the asynchronous call, so that parallel requests of a rule keep theirs. */
const steps = new AsyncLocalStorage<Step>();

/** The step of the calling code; `probe` outside of any. */
export function currentStep(): Step {
  return steps.getStore() ?? "probe";
}

/** Runs work whose exchanges belong to a step. */
export function within<T>(step: Step, work: () => Promise<T>): Promise<T> {
  return steps.run(step, work);
}
