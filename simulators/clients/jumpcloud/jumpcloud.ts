import { decided, seededIds } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { virtualClock } from "../clock.ts";
import { createDirectory } from "../directory.ts";
import type { Health, IdentityProvider, ImportedUser } from "../identity-provider.ts";
import { createWire, type Send } from "../wire.ts";
import { verify } from "./activation.ts";
import { type Application, createApplication } from "./application.ts";
import { conforming, type JumpCloudDecisions } from "./decisions.ts";
import { createGroupProvisioning } from "./groups.ts";
import { createImports, type ImportReport } from "./imports.ts";
import { type Context, type Occurrence, type Subject, written } from "./insights.ts";
import { createLedger, withoutSecret } from "./ledger.ts";
import { written as memoryOf, remembered } from "./memory.ts";
import { type JumpCloudSettings, setupOf } from "./settings.ts";
import { provisionUser, remove, type UserProvisioning } from "./users.ts";

/** JumpCloud with one SCIM application: people are provisioned by the groups that are bound to it. */
export interface JumpCloud extends IdentityProvider {
  readonly product: "jumpcloud";
  /** The application in the console. */
  readonly application: Application;
  /** Binds a user group to the application: its members are provisioned. */
  bind(group: string): void;
  unbind(group: string): void;
  /** The password of a person expires, or is renewed; the first counts as a suspension. */
  expirePassword(person: string): void;
  renewPassword(person: string): void;
  /** Verifies URL and token and switches the integration on. Resolves with what the administrator is told. */
  activate(): Promise<{ ok: boolean; message: string }>;
  /** Saves another configuration of the active integration, which is verified again; people that failed are tried again. */
  update(configuration?: { baseUrl?: string; testUserEmail?: string }): Promise<{ ok: boolean; message: string }>;
  /** Replaces the token of the active integration. */
  reauth(token: string): Promise<{ ok: boolean; message: string }>;
  /** Switches the integration off; users stay as they are. */
  deactivate(): Promise<void>;
  /** The list of the manual import; with the filter on, new users come first. */
  listUsers(filter?: { newFirst?: boolean }): Promise<ImportedUser[]>;
  /** Gives listed users an account in JumpCloud, linked to the user at the service provider. */
  importUsers(resources: readonly string[]): Promise<ImportReport>;
}

const TIMEOUT_MS = 30_000;
const ADMIN = "it-admin@jumpcloud.example";

/** A JumpCloud that provisions into a service provider. Nothing is sent before it is activated. */
export function jumpcloud(settings: JumpCloudSettings): JumpCloud {
  const setup = setupOf(settings);
  const decisions = decided<JumpCloudDecisions>(conforming(setup), settings.changes);
  const clock = settings.clock ?? virtualClock();
  const uuid = seededIds(settings.seed ?? 1);
  const newId = (): string => uuid().replaceAll("-", "").slice(0, 24);
  const label = settings.application ?? "8x8";
  const context: Context = {
    organization: newId(),
    admin: { id: newId(), email: ADMIN },
    application: { id: newId(), name: label.toLowerCase(), label },
  };
  const subject: Subject = { type: "application", id: context.application.id, name: context.application.name };
  const directory = createDirectory(newId);
  const { links, groups: knownGroups } = remembered(settings.memory);
  const expired = new Set<string>();
  const queue = new Set<string>();
  const mails: { at: number; to: string; subject: string }[] = [];

  let token = settings.token;
  let { testUserEmail } = setup;
  let active = false;
  let cause: Health["cause"];
  const wireTo = (baseUrl: string, secret: () => string | undefined): Send =>
    createWire(
      {
        provider: settings.provider,
        baseUrl: baseUrl.replace(/[?#].*$/, "").replace(/\/+$/, ""),
        headers: {
          accept: "application/scim+json",
          ...(settings.userAgent === undefined ? {} : { "user-agent": settings.userAgent }),
        },
        contentType: "application/scim+json",
        timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
      },
      secret,
    );
  let baseUrl = settings.baseUrl;
  let wire = wireTo(baseUrl, () => token);
  const send: Send = (...request) => wire(...request);
  const ledger = createLedger(decisions, clock.now, () => token);

  const users: UserProvisioning = {
    directory,
    decisions,
    ledger,
    links,
    failed: new Set(),
    send,
    imported: (person) => links.get(person)?.sent === undefined && links.has(person),
    passwordExpired: (person) => expired.has(person),
  };
  const groups = createGroupProvisioning({ directory, decisions, ledger, links, remembered: knownGroups, send });
  const imports = createImports({
    directory,
    decisions,
    ledger,
    links,
    send,
    application: subject,
    pageSize: setup.importPageSize,
    mail: (subject) => void mails.push({ at: clock.now(), to: ADMIN, subject }),
  });
  directory.onChange((id) => queue.add(id));

  const concerning = (occurrence: Occurrence, failure?: string): void =>
    ledger.record({
      occurrence,
      operation: "test",
      subject,
      failure,
    });
  // What a service provider tells of a token may hold it.
  async function trial(wireUsed: Send, secret: string | undefined, email = testUserEmail): Promise<string | undefined> {
    const failure = await verify(decisions, { send: wireUsed, testUserEmail: email });
    return failure === undefined ? undefined : withoutSecret(failure, secret);
  }
  const told = (failure: string | undefined): { ok: boolean; message: string } =>
    failure === undefined
      ? { ok: true, message: "The integration has been successfully verified." }
      : { ok: false, message: `The integration could not be verified: ${failure}` };

  async function settle(): Promise<void> {
    if (!decisions.pushes({ active })) return;
    for (const id of queue) {
      queue.delete(id);
      await provisionUser(id, users);
    }
    if (decisions.managesGroups()) await groups.synchronise();
  }

  async function activate(): Promise<{ ok: boolean; message: string }> {
    const failure = await trial(send, token);
    concerning("integration-activated", failure);
    cause = failure === undefined ? undefined : { code: "idm_integration_activate", message: failure };
    if (failure === undefined) {
      active = true;
      for (const { id } of directory.people()) queue.add(id);
      for (const id of links.keys()) queue.add(id);
    }
    return told(failure);
  }

  async function update(configuration: { baseUrl?: string; testUserEmail?: string } = {}): ReturnType<typeof activate> {
    const other = { baseUrl, testUserEmail, ...configuration };
    const otherWire = wireTo(other.baseUrl, () => token);
    const failure = await trial(otherWire, token, other.testUserEmail);
    concerning("integration-updated", failure);
    if (failure === undefined) {
      ({ baseUrl, testUserEmail } = other);
      wire = otherWire;
      for (const id of users.failed) queue.add(id);
    }
    return told(failure);
  }

  async function reauth(entered: string): ReturnType<typeof activate> {
    const used = decisions.tokenAfterReauth({ entered, used: token });
    const failure = await trial(
      wireTo(baseUrl, () => used),
      used,
    );
    if (failure === undefined) token = used;
    concerning("integration-reauthenticated", failure);
    return told(failure);
  }

  async function deactivate(): Promise<void> {
    if (!active) return;
    for (const id of decisions.deprovisionedOnDeactivation([...links.keys()])) {
      await remove(id, links.get(id)!, "active", users);
    }
    active = false;
    concerning("integration-deactivated");
  }

  const listUsers: JumpCloud["listUsers"] = async ({ newFirst = false } = {}) => {
    const listed = await imports.list();
    return newFirst ? decisions.newUsersFirst(listed) : listed;
  };

  return {
    product: "jumpcloud",
    application: createApplication(label, decisions),
    directory,
    clock,
    events: ledger.events,
    mails,
    bind: (group) => directory.assignGroup(group),
    unbind: (group) => directory.unassignGroup(group),
    expirePassword(person) {
      expired.add(directory.person(person).id);
      queue.add(person);
    },
    renewPassword(person) {
      expired.delete(directory.person(person).id);
      queue.add(person);
    },
    activate,
    update,
    reauth,
    deactivate,
    listUsers,
    importUsers: (resources) => imports.run(resources),
    async testConnection() {
      return told(await trial(send, token));
    },
    async start() {
      if (!active) await activate();
    },
    stop: deactivate,
    settle,
    async advance(milliseconds) {
      clock.moveTo(clock.now() + milliseconds);
      await settle();
    },
    async changeToken(entered) {
      if (active && decisions.tokenRoute() === "reauth") {
        await reauth(entered);
        return;
      }
      await deactivate();
      token = entered;
      await activate();
    },
    import: () => listUsers(),
    health: () => ({ state: active ? "running" : "off", ...(cause === undefined ? {} : { cause }) }),
    linked: (person) => links.get(person)?.resource,
    memory: () => memoryOf(links, groups.known),
    log(): JsonObject[] {
      const ids = seededIds((settings.seed ?? 1) + 1);
      return ledger.insights.map((insight) => written(insight, ids().replaceAll("-", "").slice(0, 24), context));
    },
  };
}
