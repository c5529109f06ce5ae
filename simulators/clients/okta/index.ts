import type { JsonObject } from "../../../scim/index.ts";
import { virtualClock } from "../clock.ts";
import { createDirectory } from "../directory.ts";
import { decided, type Health, type IdentityProvider } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import type { Answer, NoAnswer } from "../wire.ts";
import { isAnswer } from "../wire.ts";
import { newAppUser } from "./app-user.ts";
import type { Application, OktaTask } from "./application.ts";
import { conformingOkta, type OktaDecisions } from "./decisions.ts";
import { oktaIds } from "./ids.ts";
import { runImport } from "./import.ts";
import { remembered, rememberedBy } from "./memory.ts";
import { oktaWire } from "./okta-wire.ts";
import { assignmentOf, reconcile } from "./reconcile.ts";
import { type ImportSchedule, type OktaFeatures, type OktaSettings, resolved } from "./settings.ts";
import { teller } from "./tell.ts";

export type { OktaTask } from "./application.ts";
export type { Assignment, Change, Leaving, OktaDecisions, ProfileUpdate } from "./decisions.ts";
export { genericMapping, minimumMapping } from "./mappings.ts";
export type { ImportSchedule, OktaFamily, OktaFeatures, OktaSettings } from "./settings.ts";

/** An Okta organisation with one application that is provisioned by SCIM. */
export interface Okta extends IdentityProvider {
  /** The mapping rows in force. */
  mapping(): readonly MappingRow[];
  /** What waits for a person. */
  tasks(): OktaTask[];
  /** "Retry selected" on the Tasks page. */
  retry(task: string): Promise<void>;
  /** "Provision User": for those who were assigned while provisioning was off; everybody of them where nobody is named. */
  provisionUser(person?: string): Promise<void>;
  /** "Force Sync": sends the profile of every user whether or not it changed; creates none. */
  forceSync(): Promise<void>;
  /** The switches of the page "To App"; saving it tests the credentials once more. */
  setFeatures(features: Partial<OktaFeatures>): Promise<void>;
  setImport(schedule: Partial<ImportSchedule>): void;
  suspend(person: string): void;
  unsuspend(person: string): void;
}

/** Sets an Okta application up. Nothing is sent before it is tested or started. */
export function okta(settings: OktaSettings): Okta {
  const resolvedSettings = resolved(settings);
  const ids = oktaIds(resolvedSettings.seed);
  const clock = settings.clock ?? virtualClock();
  const decide = decided<OktaDecisions>(conformingOkta(resolvedSettings), settings.changes);
  const directory = createDirectory((kind) => ids.next(kind === "person" ? "00u" : "00g"));
  const wire = oktaWire(resolvedSettings);
  const core = {
    settings: resolvedSettings,
    decide,
    directory,
    clock,
    ids,
    users: remembered(settings.memory ?? {}),
    send: wire.send,
    events: [],
    entries: [],
    tasks: new Map(),
  };
  const app: Application = { ...core, tell: teller(core, wire.mask) };
  const schedule: ImportSchedule = { ...resolvedSettings.import };
  const due = new Set<string>();
  let health: Health = { state: "off" };
  let nextImport = Number.POSITIVE_INFINITY;

  const running = (): boolean => health.state === "running";

  directory.onChange((id) => {
    if (running()) due.add(id);
    else noteWhileOff(id);
  });

  // Who is assigned while provisioning is off waits until an administrator asks for provisioning.
  function noteWhileOff(id: string): void {
    const person = directory.find(id);
    const assignment = assignmentOf(app, person);
    const known = app.users.get(id);
    if (person !== undefined && known === undefined && decide.wanted(person, assignment)) {
      const user = newAppUser(ids.next("0ua"), id, person.attributes.userName ?? id);
      app.users.set(id, { ...user, assignment, waiting: true });
    } else if (known?.waiting && (person === undefined || !decide.wanted(person, assignment))) app.users.delete(id);
  }

  async function test(): Promise<{ ok: boolean; message: string }> {
    const answers: (Answer | NoAnswer)[] = [];
    const { strictUrl, baseUrl, importGroups } = resolvedSettings;
    if (strictUrl && (!baseUrl.startsWith("https:") || baseUrl.includes("_")))
      return { ok: false, message: "Error authenticating: the base URL is https and has no underscore" };
    answers.push(await wire.send("GET", "/Users?startIndex=1&count=2"));
    if (importGroups && isAnswer(answers[0]!) && answers[0].status === 200)
      answers.push(await wire.send("GET", "/Groups?startIndex=1&count=100"));
    const { ok, message } = decide.testResult(answers);
    const last = answers.at(-1)!;
    app.tell({
      operation: "test",
      eventType: "application.configuration.update",
      outcome: ok ? "success" : "failure",
      status: isAnswer(last) ? last.status : last.trouble,
      ...(ok ? {} : { reason: message }),
    });
    return { ok, message: wire.mask(message) };
  }

  async function settle(): Promise<void> {
    for (;;) {
      const [id] = due;
      if (id === undefined) return;
      due.delete(id);
      await reconcile(app, id);
    }
  }

  function nextDue(): number {
    let next = nextImport;
    for (const { pausedUntil } of app.users.values()) next = Math.min(next, pausedUntil ?? next);
    return next;
  }

  function planImport(): void {
    const minutes = Math.max(1, decide.pollingMinutes(schedule));
    nextImport =
      running() && decide.importEnabled(schedule) ? clock.now() + minutes * 60_000 : Number.POSITIVE_INFINITY;
  }

  return {
    product: "okta",
    directory,
    clock,
    testConnection: test,
    async start() {
      if (running()) return;
      const { ok, message } = await test();
      health = ok
        ? { state: "running" }
        : { state: "off", cause: { code: "application.integration.authentication_failure", message } };
      if (!ok) return;
      for (const { id } of directory.people()) noteWhileOff(id);
      planImport();
    },
    async stop() {
      health = { state: "off" };
      due.clear();
      nextImport = Number.POSITIVE_INFINITY;
    },
    settle,
    async advance(milliseconds) {
      const end = clock.now() + milliseconds;
      await settle();
      for (let next = nextDue(); next <= end && running(); next = nextDue()) {
        clock.moveTo(next);
        for (const user of app.users.values()) {
          if (user.pausedUntil === undefined || user.pausedUntil > next) continue;
          user.pausedUntil = undefined;
          due.add(user.person);
        }
        await settle();
        if (nextImport > next) continue;
        await runImport(app, schedule);
        planImport();
      }
      clock.moveTo(end);
    },
    async changeToken(token) {
      const before = wire.token();
      wire.setToken(token);
      const { ok } = await test();
      // Okta saves credentials that were verified only.
      if (!ok && before !== undefined) wire.setToken(before);
    },
    import: async () => (await runImport(app, schedule)).users,
    health: () => health,
    linked: (person) => app.users.get(person)?.resource,
    memory: () => rememberedBy(app.users),
    events: app.events,
    log: () => [] as JsonObject[],
    mails: [],
    mapping: () => decide.table(resolvedSettings.mapping),
    tasks: () => [...app.tasks.values()],
    async retry(id) {
      const task = app.tasks.get(id);
      if (task === undefined) throw new RangeError(`there is no task ${id}`);
      if (!decide.retries(task)) return;
      app.tasks.delete(id);
      if (task.kind === "import") await runImport(app, schedule);
      const user = task.person === undefined ? undefined : app.users.get(task.person);
      if (user === undefined) return;
      user.failed = undefined;
      due.add(user.person);
      await settle();
    },
    async provisionUser(person) {
      for (const user of app.users.values()) {
        if (!user.waiting || (person !== undefined && user.person !== person)) continue;
        user.waiting = false;
        due.add(user.person);
      }
      if (running()) await settle();
    },
    async forceSync() {
      for (const user of app.users.values()) {
        if (!user.active) continue;
        user.sent = new Map();
        due.add(user.person);
      }
      if (running()) await settle();
    },
    async setFeatures(features) {
      Object.assign(resolvedSettings.features, features);
      await test();
    },
    setImport(changes) {
      Object.assign(schedule, changes);
      planImport();
    },
    suspend(person) {
      const user = app.users.get(person);
      if (user !== undefined) user.suspended = true;
    },
    unsuspend(person) {
      const user = app.users.get(person);
      if (user === undefined) return;
      user.suspended = false;
      if (running()) due.add(person);
    },
  };
}
