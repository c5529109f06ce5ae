import { decided, seededIds } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { virtualClock } from "../clock.ts";
import { createDirectory } from "../directory.ts";
import type { IdentityProvider } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { createWire } from "../wire.ts";
import { type Attempt, failed, newAttempt, skipped } from "./attempt.ts";
import { conforming, type EntraDecisions } from "./decisions.ts";
import { createDiscovery } from "./discovery.ts";
import { createGroups } from "./groups.ts";
import { createJob } from "./job.ts";
import { createLedger } from "./ledger.ts";
import type { GroupLink } from "./link.ts";
import { remembered, written } from "./memory.ts";
import { createProbe } from "./probe.ts";
import { createProvisioning } from "./provisioning.ts";
import { configured, type EntraSettings } from "./settings.ts";

/** Entra ID with one application that is provisioned by SCIM. */
export interface Entra extends IdentityProvider {
  readonly product: "entra";
  /**
   * Provisions one person at once, without the flag dialect, or one group with those members who have users. Resolves
   * with the log object of the attempt.
   */
  provisionOnDemand(id: string): Promise<JsonObject>;
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
  const newId = seededIds(seed + 0x1e10_0000);
  const directory = createDirectory(seededIds(seed + 0x1e00_0000));
  const memory = remembered(settings.memory);
  const { links } = memory;
  const groupLinks = new Map<string, GroupLink>();

  let token = settings.token;
  let tested = false;
  let saved: readonly MappingRow[] = configuration.mapping;
  let edited: readonly MappingRow[] = saved;

  const redact = (text: string): string =>
    token === undefined || token === "" ? text : text.replaceAll(token, "[redacted]");
  const send = createWire(
    {
      provider: settings.provider,
      // The flag of a dialect is typed behind the URL and never reaches the service provider.
      baseUrl: settings.baseUrl.replace(/[?#].*$/, "").replace(/\/+$/, ""),
      headers: {},
      contentType: "application/scim+json",
      timeoutMs: settings.timeoutMs ?? 30_000,
    },
    () => token,
  );
  const ledger = createLedger({ configuration, decide, clock, newId });
  const surroundings = { configuration, decide, directory, send, links, redact };
  const job = createJob({
    decide,
    directory,
    clock,
    ledger,
    dialect: configuration.dialect,
    provision: createProvisioning({ ...surroundings, tables: () => ({ saved, edited }) }),
    provisionGroups: createGroups({ ...surroundings, groupLinks, recalled: memory.groups }),
    newId,
    begun: memory.begun,
  });
  const probe = createProbe({ configuration, decide, send, redact, newId });
  const discover = createDiscovery({ configuration, send, redact });

  const keepAliveEvery = configuration.keepAliveMinutes * 60_000;
  let nextKeepAlive = Number.POSITIVE_INFINITY;

  async function test(): Promise<{ ok: boolean; message: string }> {
    const result = await probe.connection();
    tested = result.ok;
    ledger.noteTest(result);
    return { ok: result.ok, message: result.message };
  }

  // An application of the gallery looks for further attributes whenever its page is saved.
  async function readSchemas(): Promise<void> {
    if (configuration.family === "gallery") await send("GET", "/Schemas");
  }

  async function restart(fullReset: boolean): Promise<void> {
    if (fullReset) {
      links.clear();
      groupLinks.clear();
      job.beginAnew();
    }
    job.restart();
  }

  function demanded(id: string): Attempt {
    for (const { id: group, name } of directory.groups()) if (group === id) return newAttempt("Group", id, name, name);
    const { attributes } = directory.person(id);
    return newAttempt("User", id, attributes.userName ?? "", attributes.displayName ?? "");
  }

  /** Does what falls due until then, in the order of its time. */
  async function moveTo(until: number): Promise<void> {
    for (let next = job.next(); next !== undefined; next = job.next()) {
      const at = Math.min(next, job.health().state === "running" ? nextKeepAlive : next);
      if (at > until) break;
      clock.moveTo(at);
      if (at === next) await job.tick();
      else {
        nextKeepAlive += keepAliveEvery;
        await probe.keepAlive();
      }
    }
    clock.moveTo(until);
  }

  return {
    product: "entra",
    directory,
    clock,
    events: ledger.events,
    mails: ledger.mails,
    testConnection: test,

    async start() {
      const verdict = tested ? { ok: true, message: "" } : await test();
      if (!decide.mayStart(verdict)) {
        job.refuse({ code: "CredentialValidationUnavailable", message: verdict.message });
        return;
      }
      await readSchemas();
      job.run();
      nextKeepAlive = clock.now() + keepAliveEvery;
    },

    async stop() {
      job.stop();
      if (decide.onStop() === "nothing") return;
      const body = decide.patchBody([{ op: "Replace", attribute: "active", to: false }], configuration.dialect);
      for (const { resource } of links.values()) await send("PATCH", `/Users/${encodeURIComponent(resource)}`, body);
    },

    async settle() {
      const next = job.next();
      if (next !== undefined) await moveTo(Math.max(next, clock.now()));
    },

    async advance(milliseconds) {
      if (!Number.isFinite(milliseconds)) throw new RangeError(`${milliseconds} is no time to move the clock by`);
      await moveTo(clock.now() + milliseconds);
    },

    async changeToken(entered) {
      const before = token;
      token = entered;
      if (!decide.mayStart(await test())) token = before;
      else if (["quarantine", "disabled"].includes(job.health().state)) await restart(false);
    },

    restart: ({ fullReset }) => restart(fullReset),

    setMapping(rows) {
      edited = rows;
    },

    async saveMappings() {
      saved = edited;
      job.beginAnew();
      await readSchemas();
    },

    async provisionOnDemand(id) {
      const untouched = demanded(id);
      const place = { cycle: newId(), number: 1 };
      const { failure } = await probe.users();
      if (failure !== undefined) return ledger.note(failed(untouched, failure), { ...place, retryAt: undefined });
      const isGroup = untouched.kind === "Group";
      const attempt = isGroup ? await job.oneGroup(id) : await job.one(id, "default");
      const why = isGroup ? "the group is not in scope, or as it is to be" : "the person is not in scope";
      return ledger.note(attempt ?? skipped(untouched, "NotEffectivelyEntitled", why), {
        ...place,
        retryAt: job.retryAt(id),
      });
    },

    import: () => discover(new Set([...links.values()].map(({ resource }) => resource))),
    health: () => job.health(),
    linked: (person) => links.get(person)?.resource,
    memory: () => written(links, groupLinks.values(), job.begun()),
    log: () => ledger.entries,
  };
}
