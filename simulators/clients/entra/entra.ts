import { seededIds } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { virtualClock } from "../clock.ts";
import { createDirectory } from "../directory.ts";
import type { ProvisioningEvent } from "../event.ts";
import { decided, type Health, type IdentityProvider } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { createWire } from "../wire.ts";
import type { Attempt } from "./attempt.ts";
import { type CycleCounts, conforming, DAY, type EntraDecisions, type Occasion, PATIENCE } from "./decisions.ts";
import { createDiscovery } from "./discovery.ts";
import type { Link, Waiting } from "./link.ts";
import { type LogSettings, summaryOf } from "./log.ts";
import { createProbe } from "./probe.ts";
import { createProvisioning } from "./provisioning.ts";
import { configured, type Dialect, type EntraSettings } from "./settings.ts";

/** Entra ID with one application that is provisioned by SCIM. */
export interface Entra extends IdentityProvider {
  readonly product: "entra";
  /** Provisions one person at once, without the flag dialect. Resolves with the log object of the attempt. */
  provisionOnDemand(person: string): Promise<JsonObject>;
  /** Lets a job begin anew, out of quarantine; a full reset also drops all links, so that everybody is looked up. */
  restart(how: { fullReset: boolean }): Promise<void>;
  /** Edits the mapping table; what is edited counts once it is saved. */
  setMapping(rows: readonly MappingRow[]): void;
  /** Saves the edited mapping table; the next cycle is about everybody. */
  saveMappings(): Promise<void>;
}

/** Entra ID as it provisions into a service provider. */
export function entra(settings: EntraSettings): Entra {
  const configuration = configured(settings);
  const decide: EntraDecisions = decided(conforming(configuration), settings.changes);
  const clock = settings.clock ?? virtualClock();
  // Streams of their own, so that neither the other nor a simulator with the same seed gives the same ids.
  const seed = (settings.seed ?? 1) * 16;
  const newPersonId = seededIds(seed + 0x1e00_0000);
  const newId = seededIds(seed + 0x1e10_0000);
  const directory = createDirectory(newPersonId);
  const { application } = configuration;

  let token = settings.token;
  let state: Health["state"] = "off";
  let cause: Health["cause"];
  let tested = false;
  let quarantinedAt: number | undefined;
  let nextCycle = clock.now();
  let cyclesDone = 0;
  let saved: readonly MappingRow[] = configuration.mapping;
  let edited: readonly MappingRow[] = saved;

  const links = new Map<string, Link>();
  const waiting = new Map<string, Waiting>();
  /** Who is to be looked at in the next cycle, and whether the resource is compared in any case. */
  const changed = new Map<string, boolean>();
  const events: ProvisioningEvent[] = [];
  const entries: JsonObject[] = [];
  const mails: { at: number; to: string; subject: string }[] = [];
  directory.onChange((id) => void changed.set(id, changed.get(id) ?? false));

  const tenant = newId();
  const logSettings: LogSettings = {
    tenant,
    job: `scim.${tenant.replaceAll("-", "")}.${newId()}`,
    application,
    principal: newId(),
    applicationId: newId(),
    sourceSystem: newId(),
    targetSystem: newId(),
  };

  const redact = (text: string): string =>
    token === undefined || token === "" ? text : text.replaceAll(token, "[redacted]");
  const send = createWire(
    {
      provider: settings.provider,
      baseUrl: settings.baseUrl.replace(/[?#].*$/, "").replace(/\/+$/, ""),
      headers: {},
      contentType: "application/scim+json",
      timeoutMs: settings.timeoutMs ?? 30_000,
    },
    () => token,
  );
  const provision = createProvisioning({
    configuration,
    decide,
    directory,
    send,
    links,
    tables: () => ({ saved, edited }),
    redact,
  });
  const probe = createProbe({ configuration, decide, send, redact, newId });
  const discover = createDiscovery({ configuration, send, redact });

  function mail(occasion: Occasion): void {
    const subject = decide.mail(occasion, application);
    const to = configuration.notify;
    if (subject !== undefined && to !== undefined) mails.push({ at: clock.now(), to, subject });
  }

  function write(attempt: Attempt, cycle: string, number: number): JsonObject {
    const { outcome, failure, skipped } = attempt;
    const retryAt = waiting.get(attempt.id)?.due;
    const event: ProvisioningEvent = {
      at: clock.now(),
      operation: attempt.operation,
      outcome,
      changes: attempt.changes.map(({ attribute, from, to }) => ({ attribute, from, to })),
    };
    if (attempt.kind === "User") event.person = { id: attempt.id, userName: attempt.name };
    if (attempt.resource !== undefined) event.resource = attempt.resource;
    if (attempt.status !== undefined) event.status = attempt.status;
    const reason = failure?.reason ?? skipped?.reason;
    if (reason !== undefined) event.reason = reason;
    if (failure !== undefined && retryAt !== undefined) event.retryAt = retryAt;
    events.push(event);
    const entry = summaryOf(
      attempt,
      {
        id: newId(),
        at: clock.now(),
        cycle,
        change: `${cycle}-${number}`,
        status: decide.logged(outcome),
        retryAt: failure === undefined ? undefined : retryAt,
      },
      logSettings,
    );
    entries.push(entry);
    return entry;
  }

  /** Puts aside what failed, to be tried again when the time has come. */
  function putAside({ id, failure }: Attempt): void {
    const now = clock.now();
    const since = waiting.get(id)?.since ?? now;
    const delay = decide.retry(failure!, now - since);
    waiting.set(id, { since, due: delay === undefined ? undefined : since + delay });
  }

  function hold(quarantine: { code: string; message: string }): void {
    cause = { code: quarantine.code, message: redact(quarantine.message) };
    if (state === "quarantine") return;
    state = "quarantine";
    quarantinedAt = clock.now();
    mail("quarantine");
  }

  function release(): void {
    if (state === "quarantine") state = "running";
    quarantinedAt = undefined;
    cause = undefined;
  }

  function everybody(thorough: boolean): void {
    for (const { id } of directory.people()) changed.set(id, thorough);
    for (const id of links.keys()) changed.set(id, thorough);
  }

  async function cycle(): Promise<void> {
    const began = clock.now();
    const cycleId = newId();
    if (decide.kind(cyclesDone) === "initial") everybody(true);
    const retried = [...waiting].flatMap(([id, { due }]) => (due !== undefined && due <= began ? [id] : []));
    const counts: CycleCounts = { processed: 0, failed: 0, waiting: 0 };
    let held: { code: string; message: string } | undefined;
    let silent = 0;
    for (const id of decide.due([...changed.keys()], retried)) {
      const manner = { dialect: configuration.dialect, thorough: changed.get(id) ?? false };
      changed.delete(id);
      const attempt = await provision(id, manner);
      if (attempt === undefined) {
        waiting.delete(id);
        continue;
      }
      counts.processed += 1;
      if (attempt.failure === undefined) waiting.delete(id);
      else {
        counts.failed += 1;
        held = decide.quarantineAtOnce(attempt.failure);
        if (held === undefined) putAside(attempt);
        else changed.set(id, manner.thorough);
      }
      write(attempt, cycleId, counts.processed);
      if (held !== undefined) break;
      silent = typeof attempt.status === "string" ? silent + 1 : 0;
      if (silent >= PATIENT) break;
    }
    for (const { due } of waiting.values()) if (due !== undefined) counts.waiting += 1;
    held ??= decide.quarantineByCount(counts);
    if (held === undefined) release();
    else hold(held);
    if (counts.failed > 0 && held === undefined) mail("failures");
    cyclesDone += 1;
    nextCycle = began + decide.interval(state);
  }

  /** Runs the cycle that is due, or ends a job that was held back for too long. */
  async function tick(): Promise<void> {
    if (quarantinedAt !== undefined && clock.now() - quarantinedAt >= PATIENCE) {
      state = "disabled";
      quarantinedAt = undefined;
      mail("disabled");
      return;
    }
    await cycle();
  }

  function test(): Promise<{ ok: boolean; message: string }> {
    return probe().then(({ ok, message, status }) => {
      tested = ok;
      events.push({
        at: clock.now(),
        operation: "test",
        outcome: ok ? "success" : "failure",
        ...(status === undefined ? {} : { status }),
        reason: message,
        changes: [],
      });
      return { ok, message };
    });
  }

  async function readSchemas(): Promise<void> {
    if (configuration.family === "gallery") await send("GET", "/Schemas");
  }

  return {
    product: "entra",
    directory,
    clock,
    events,
    mails,
    testConnection: test,

    async start() {
      const verdict = tested ? { ok: true, message: "" } : await test();
      if (!decide.mayStart(verdict)) {
        cause = { code: "CredentialValidationUnavailable", message: verdict.message };
        return;
      }
      await readSchemas();
      if (state === "running") return;
      state = "running";
      release();
      nextCycle = clock.now();
    },

    async stop() {
      state = "off";
      cause = undefined;
      quarantinedAt = undefined;
      if (decide.onStop() === "nothing") return;
      for (const link of links.values())
        await send(
          "PATCH",
          `/Users/${link.resource}`,
          decide.patchBody([{ op: "Replace", attribute: "active", to: false }], configuration.dialect),
        );
    },

    async settle() {
      if (!decide.cycles(state)) return;
      clock.moveTo(nextCycle);
      await tick();
    },

    async advance(milliseconds) {
      if (!Number.isFinite(milliseconds)) throw new RangeError(`${milliseconds} is no time to move the clock by`);
      const until = clock.now() + milliseconds;
      while (decide.cycles(state) && nextCycle <= until) {
        clock.moveTo(nextCycle);
        await tick();
      }
      clock.moveTo(until);
    },

    async changeToken(entered) {
      const before = token;
      token = entered;
      const { ok } = await test();
      if (!decide.mayStart({ ok })) {
        token = before;
        return;
      }
      if (state === "quarantine" || state === "disabled") await this.restart({ fullReset: false });
    },

    async restart({ fullReset }) {
      for (const id of waiting.keys()) changed.set(id, false);
      waiting.clear();
      if (fullReset) {
        links.clear();
        cyclesDone = 0;
      }
      state = "running";
      release();
      nextCycle = clock.now();
    },

    setMapping(rows) {
      edited = rows;
    },

    async saveMappings() {
      saved = edited;
      cyclesDone = 0;
      await readSchemas();
    },

    async provisionOnDemand(id) {
      directory.person(id);
      const { ok, message } = await test();
      throw new Error(`${ok} ${message} ${DAY}`);
    },

    async import() {
      const linkedTo = new Set([...links.values()].map(({ resource }) => resource));
      return discover(linkedTo);
    },

    health: () => (cause === undefined ? { state } : { state, cause }),
    linked: (person) => links.get(person)?.resource,
    log: () => entries,
  };
}

/** So many people in a row without any answer end a cycle: the service provider is away, the rest waits. */
const PATIENT = 3;
