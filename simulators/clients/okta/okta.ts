import { decided } from "../../../engine/index.ts";
import type { Handler, JsonObject } from "../../../scim/index.ts";
import { virtualClock } from "../clock.ts";
import { createDirectory } from "../directory.ts";
import type { Health, IdentityProvider } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { newAppUser } from "./app-user.ts";
import type { Application, OktaTask } from "./application.ts";
import { conformingOkta, type OktaDecisions } from "./decisions.ts";
import { type GroupPush, groupPush } from "./groups.ts";
import { oktaIds } from "./ids.ts";
import { confirm, type OktaImport, runImport } from "./import.ts";
import { type Served, serve } from "./loopback.ts";
import { remembered, rememberedBy } from "./memory.ts";
import { oktaWire } from "./okta-wire.ts";
import { type Profile, profilesOf } from "./profile.ts";
import { createQueue } from "./queue.ts";
import { assignmentOf } from "./reconcile.ts";
import { type OktaFeatures, type OktaImportSchedule, type OktaSettings, resolved } from "./settings.ts";
import { systemLog } from "./system-log.ts";
import { teller } from "./tell.ts";
import { importSchema, testCredentials } from "./testing.ts";
import { type UsersApiCall, usersApi } from "./users-api.ts";

/** An Okta organisation with one application that is provisioned by SCIM. */
export interface Okta extends IdentityProvider {
  /** The mapping rows in force. */
  mapping(): readonly MappingRow[];
  /** What waits for a person. */
  tasks(): OktaTask[];
  /** "Retry selected" on the Tasks page. */
  retry(task: string): Promise<void>;
  /** "Provision User": for those who were assigned while provisioning was off; all of them where nobody is named. */
  provisionUser(person?: string): Promise<void>;
  /** "Force Sync": sends the profile of every user whether or not it changed; creates none. */
  forceSync(): Promise<void>;
  /** The switches of the page "To App"; saving it tests the credentials once more. */
  setFeatures(features: Partial<OktaFeatures>): Promise<void>;
  /** Scheduled import; another interval counts from now. */
  setImport(schedule: Partial<OktaImportSchedule>): void;
  /** "Import Now". */
  runImport(): Promise<OktaImport>;
  /** Confirms a user of the last import: links it to a person, or makes one of it. Gives the person's id. */
  confirm(resource: string, person?: string): string;
  /** "Import User Schema": the names of the attributes that the service provider describes. */
  importSchema(): Promise<string[]>;
  suspend(person: string): void;
  unsuspend(person: string): void;
  /** Group Push, where it is offered: the next `settle` pushes the group. */
  pushGroup(group: string): void;
  /** Unlinks a pushed group, and deletes it at the service provider or leaves it there. */
  unlinkGroup(group: string, remove: boolean): Promise<void>;
  /** The profile of a person in Okta, with `primaryPhone` and `extension8x8`. */
  profile(person: string): Profile;
  /** The attributes of a linked user as the last import found them; empty before. */
  importedProfile(person: string): JsonObject;
  /** The users API of the organisation, which takes what comes back from the service provider. */
  readonly users: OktaUsers;
}

/** The users API of an Okta organisation, and who may call it. */
export interface OktaUsers {
  /** Answers `GET`, `POST` and `PUT /api/v1/users/{id or login}` below any origin. */
  readonly handler: Handler;
  /** Where `handler` answers when it is given to somebody in this process. */
  readonly url: string;
  /** The API token in force; undefined when it is revoked. */
  token(): string | undefined;
  /** Makes another token; the former one is refused from now on. */
  renewToken(): string;
  revokeToken(): void;
  /** How many requests a minute of virtual time takes (600 at first). */
  setRateLimit(requests: number): void;
  /** Every call so far. */
  readonly calls: readonly UsersApiCall[];
  /** Serves it on a loopback port. */
  listen(): Promise<Served>;
}

/** Sets an Okta application up. Nothing is sent before it is tested or started. */
export function okta(given: OktaSettings): Okta {
  const settings = resolved(given);
  const ids = oktaIds(settings.seed);
  const clock = settings.clock ?? virtualClock();
  const decide = decided<OktaDecisions>(conformingOkta(settings), settings.changes);
  const directory = createDirectory((kind) => ids.next(kind === "person" ? "00u" : "00g"));
  const profiles = profilesOf(directory);
  const wire = oktaWire(settings);
  const core = {
    settings,
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
  const groups: GroupPush = groupPush(app);
  const schedule = { ...settings.import };
  let health: Health = { state: "off" };
  let nextImport = Number.POSITIVE_INFINITY;
  let importTries = 0;
  let lastImport: OktaImport["users"] = [];

  const running = (): boolean => health.state === "running";
  const queue = createQueue(app, [{ due: () => nextImport, act: scheduledImport }], running);

  directory.onChange((id) => {
    if (running()) queue.add(id);
    else noteWhileOff(id);
  });

  // Who is assigned while provisioning is off waits until an administrator asks for provisioning.
  function noteWhileOff(id: string): void {
    const person = directory.find(id);
    const known = app.users.get(id);
    const assignment = assignmentOf(app, person);
    const wanted = person !== undefined && decide.wanted(person, assignment);
    if (wanted && known === undefined)
      app.users.set(id, { ...newAppUser(ids.next("0ua"), id, person.attributes.userName ?? id), waiting: true });
    else if (!wanted && known?.waiting) app.users.delete(id);
  }

  async function importNow(): Promise<OktaImport> {
    const outcome = await runImport(app, profiles, { schedule, tries: importTries });
    lastImport = outcome.users;
    await settle();
    return outcome;
  }

  async function scheduledImport(): Promise<void> {
    const { retryAt } = await importNow();
    importTries = retryAt === undefined ? 0 : importTries + 1;
    if (retryAt === undefined) planImport();
    else nextImport = Math.max(retryAt, clock.now() + 1);
  }

  function planImport(): void {
    const on = running() && decide.importEnabled(schedule);
    const minutes = Math.max(1, decide.pollingMinutes(schedule));
    nextImport = on ? clock.now() + minutes * 60_000 : Number.POSITIVE_INFINITY;
  }

  async function settle(): Promise<void> {
    await queue.settle();
    if (running()) await groups.settle();
  }

  async function again(person: string): Promise<void> {
    queue.add(person);
    await settle();
  }

  return {
    product: "okta",
    directory,
    clock,
    testConnection: () => testCredentials(app, wire.mask),
    async start() {
      if (running()) return;
      const { ok, message } = await testCredentials(app, wire.mask);
      const code = "application.integration.authentication_failure";
      health = ok ? { state: "running" } : { state: "off", cause: { code, message } };
      if (!ok) return;
      for (const { id } of directory.people()) noteWhileOff(id);
      planImport();
    },
    async stop() {
      health = { state: "off" };
      queue.clear();
      planImport();
    },
    settle,
    async advance(milliseconds) {
      await settle();
      await queue.advance(milliseconds);
      await settle();
    },
    async changeToken(token) {
      const before = wire.token();
      wire.setToken(token);
      const { ok } = await testCredentials(app, wire.mask);
      // Okta saves credentials only once they are verified.
      if (!ok) wire.setToken(before);
    },
    import: async () => (await importNow()).users,
    health: () => health,
    linked: (person) => app.users.get(person)?.resource,
    memory: () => rememberedBy(app.users),
    events: app.events,
    log: () => systemLog(app),
    mails: [],
    mapping: () => decide.table(settings.mapping),
    tasks: () => [...app.tasks.values()],
    async retry(id) {
      const task = app.tasks.get(id);
      if (task === undefined) throw new RangeError(`there is no task ${id}`);
      if (!decide.retries(task)) return;
      app.tasks.delete(id);
      if (task.kind === "import") await importNow();
      if (task.kind === "group") groups.retry();
      const user = task.person === undefined ? undefined : app.users.get(task.person);
      if (user === undefined) return settle();
      user.failed = undefined;
      await again(user.person);
    },
    async provisionUser(person) {
      for (const user of app.users.values()) {
        if (!user.waiting || (person !== undefined && user.person !== person)) continue;
        user.waiting = false;
        queue.add(user.person);
      }
      await settle();
    },
    async forceSync() {
      for (const user of app.users.values()) {
        if (!user.active) continue;
        user.sent = new Map();
        queue.add(user.person);
      }
      await settle();
    },
    async setFeatures(features) {
      Object.assign(settings.features, features);
      await testCredentials(app, wire.mask);
    },
    setImport(changes) {
      Object.assign(schedule, changes);
      planImport();
    },
    runImport: importNow,
    confirm(resource, person) {
      const found = lastImport.find((each) => each.resource === resource);
      if (found === undefined) throw new RangeError(`the last import found no user ${resource}`);
      return confirm(app, found.attributes, person);
    },
    importSchema: () => importSchema(app),
    suspend(person) {
      const user = app.users.get(person);
      if (user !== undefined) user.suspended = true;
    },
    unsuspend(person) {
      const user = app.users.get(person);
      if (user === undefined) return;
      user.suspended = false;
      queue.add(person);
    },
    pushGroup: groups.push,
    unlinkGroup: groups.unlink,
    profile: profiles.read,
    importedProfile: (person) => app.users.get(person)?.profile ?? {},
    users: usersOf(),
  };

  function usersOf(): OktaUsers {
    let token = settings.apiToken ?? ids.next("00");
    let revoked = false;
    let limit = 600;
    const calls: UsersApiCall[] = [];
    const handler = usersApi({
      directory,
      profiles,
      clock,
      ids,
      token: () => (revoked ? undefined : token),
      limit: () => limit,
      called: (call) => void calls.push(call),
    });
    return {
      handler,
      url: "https://simulated.okta.example",
      token: () => (revoked ? undefined : token),
      renewToken() {
        revoked = false;
        token = ids.next("00");
        return token;
      },
      revokeToken() {
        revoked = true;
      },
      setRateLimit(requests) {
        limit = requests;
      },
      calls,
      listen: () => serve(handler),
    };
  }
}
