import type { JsonObject } from "../../../scim/index.ts";
import type { ImportedUser } from "../identity-provider.ts";
import { valueIn } from "../mapping.ts";
import type { NewPerson, Person } from "../person.ts";
import { isAnswer } from "../wire.ts";
import { type AppUser, newAppUser } from "./app-user.ts";
import type { Application } from "./application.ts";
import { isList, resourcesOf } from "./decisions.ts";
import { ProvisioningFailure } from "./failure.ts";
import type { Profiles } from "./profile.ts";
import { shownValues, succeeded } from "./provisioning.ts";
import { assignmentOf } from "./reconcile.ts";
import type { OktaImportSchedule } from "./settings.ts";

/** What one import found. */
export interface OktaImport {
  users: ImportedUser[];
  /** How many users were listed, and how many of them were looked at: inactive ones are not. */
  listed: number;
  scanned: number;
  /** Those of the new ones who are a person of the directory by login or e-mail, with the person's id. */
  matches: { resource: string; person: string }[];
  /** Why it was broken off; undefined where it went through. */
  stopped?: string;
  /** When Okta tries again by itself after it was broken off, in milliseconds of virtual time. */
  retryAt?: number;
}

const IMPORT = "application.provision.user.import";
const PAGE = 100;
const NOTHING = { users: [], listed: 0, scanned: 0, matches: [] };

/**
 * Lists the users of the service provider page by page, and takes over what they tell of linked people. `tries` is how
 * often it was broken off by 429 before.
 */
export async function runImport(
  app: Application,
  profiles: Profiles,
  { schedule, tries = 0 }: { schedule: OktaImportSchedule; tries?: number },
): Promise<OktaImport> {
  const { decide, settings } = app;
  if (!decide.importEnabled(schedule)) {
    const stopped = "User import is not enabled";
    app.tell({ operation: "import", outcome: "skipped", eventType: IMPORT, reason: stopped });
    return { ...NOTHING, stopped };
  }
  try {
    if (settings.importGroups) await listed(app, "/Groups", (start) => `/Groups?startIndex=${start}&count=${PAGE}`);
    const found = await listed(app, "/Users", decide.importPage);
    const scanned = found.filter((resource) => decide.imports(resource));
    await lookAfterMissing(app, scanned);
    const linked = new Map([...app.users.values()].map((user) => [user.resource, user]));
    const matches = matchesOf(app, scanned, linked);
    if (settings.confirmAutomatically)
      for (const { resource, person } of matches)
        linked.set(resource, link(app, person, scanned.find(({ id }) => id === resource)!));
    const users = scanned.map((resource) => imported(app, profiles, resource, linked.get(String(resource["id"]))));
    app.tell({ operation: "import", outcome: "success", eventType: IMPORT, status: 200 });
    return { users, listed: found.length, scanned: scanned.length, matches };
  } catch (cause) {
    if (!(cause instanceof ProvisioningFailure)) throw cause;
    const { status, message, pauses, retryAfter } = cause;
    const waitMs = pauses ? decide.waitMs(retryAfter, tries + 1) : undefined;
    const retry = waitMs === undefined ? {} : { retryAt: app.clock.now() + waitMs };
    app.tell({
      operation: "import",
      outcome: "failure",
      eventType: IMPORT,
      ...(status === undefined ? {} : { status }),
      reason: message,
      ...retry,
      ...(waitMs === undefined
        ? { task: { kind: "import", text: `${settings.application}: import failed: ${message}` } }
        : {}),
    });
    return { ...NOTHING, stopped: message, ...retry };
  }
}

/** Everything that the pages list. A page that brings nothing new ends it, whatever the counters say. */
async function listed(
  { send, settings }: Application,
  endpoint: string,
  page: (startIndex: number) => string,
): Promise<JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (let startIndex = 1; ; startIndex += PAGE) {
    const { body, status } = succeeded(await send("GET", page(startIndex)));
    if (!isList(body))
      throw new ProvisioningFailure(`the answer of ${endpoint} is no ListResponse of SCIM 2.0`, { status });
    const before = found.size;
    for (const resource of resourcesOf(body)) found.set(String(resource["id"]), resource);
    const total = Number(valueIn(body, "totalResults"));
    if (startIndex > total || found.size === before) break;
    if (startIndex + PAGE > total && !settings.pagePastEnd) break;
  }
  return [...found.values()];
}

/**
 * Asks for linked users whom the list lacks. Where the service provider is the source of profiles, the people of those
 * who are gone are deactivated; too many of them stop the import.
 */
async function lookAfterMissing(
  { settings, users, send, directory, decide }: Application,
  scanned: JsonObject[],
): Promise<void> {
  const there = new Set(scanned.map(({ id }) => String(id)));
  const linked = [...users.values()].filter(({ resource, active }) => resource !== undefined && active);
  const gone: AppUser[] = [];
  for (const user of linked.filter(({ resource }) => !there.has(resource!))) {
    const answer = await send("GET", `/Users/${encodeURIComponent(user.resource!)}`);
    if (!isAnswer(answer)) continue;
    const inactive = answer.status === 200 && answer.body !== undefined && !decide.imports(answer.body);
    if (answer.status === 404 || inactive) gone.push(user);
  }
  if (!settings.profileSource) return;
  const { importSafeguard } = settings;
  if (importSafeguard !== false && gone.length * 100 > importSafeguard * linked.length)
    throw new ProvisioningFailure(
      `Import safeguard: ${gone.length} of ${linked.length} users would lose the application, more than ${importSafeguard} %`,
    );
  for (const user of gone) {
    user.active = false;
    directory.block(user.person);
  }
}

function matchesOf(
  { directory }: Application,
  scanned: JsonObject[],
  linked: ReadonlyMap<string | undefined, AppUser>,
): OktaImport["matches"] {
  const people = new Map<string, Person>();
  for (const person of directory.people())
    for (const key of [person.attributes.email, person.attributes.userName])
      if (key !== undefined) people.set(key.toLowerCase(), person);
  return scanned.flatMap((resource) => {
    const id = String(resource["id"]);
    const keys = [valueIn(resource, "userName"), valueIn(resource, 'emails[type eq "work"].value')];
    const person = keys.map((key) => people.get(String(key).toLowerCase())).find((each) => each !== undefined);
    return linked.has(id) || person === undefined ? [] : [{ resource: id, person: person.id }];
  });
}

/** A person confirms a user of an import: the user is linked to a person, who is assigned by it, and made where there is none. */
export function confirm(app: Application, resource: JsonObject, person: string | undefined): string {
  const id = person ?? app.directory.add(personOf(resource)).id;
  link(app, id, resource);
  return id;
}

function link(app: Application, id: string, resource: JsonObject): AppUser {
  const { directory, users, ids } = app;
  const person = directory.person(id);
  const user = users.get(id) ?? newAppUser(ids.next("0ua"), id, person.attributes.userName ?? id);
  users.set(id, user);
  const targets = app.decide.table(app.settings.mapping).map(({ target }) => target);
  Object.assign(user, {
    resource: String(resource["id"]),
    active: true,
    waiting: false,
    sent: shownValues(resource, targets),
  });
  directory.assign(id);
  user.assignment = assignmentOf(app, person);
  return user;
}

function personOf(resource: JsonObject): NewPerson {
  const text = (target: string): string | undefined => {
    const value = valueIn(resource, target);
    return typeof value === "string" ? value : undefined;
  };
  const attributes = {
    userName: text("userName") ?? String(resource["id"]),
    givenName: text("name.givenName"),
    familyName: text("name.familyName"),
    email: text('emails[type eq "work"].value'),
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as NewPerson;
}

/** A user as the import lists it. What it tells of a linked person goes into the profile that the application has. */
function imported(app: Application, profiles: Profiles, resource: JsonObject, user: AppUser | undefined): ImportedUser {
  if (user !== undefined) {
    user.profile = resource;
    takeTelephony(app, profiles, resource, user);
  }
  return {
    resource: String(resource["id"]),
    userName: String(valueIn(resource, "userName") ?? ""),
    status: user === undefined ? "new" : "imported",
    attributes: resource,
  };
}

function takeTelephony(app: Application, profiles: Profiles, resource: JsonObject, user: AppUser): void {
  const telephony = app.decide.telephonyOf(resource);
  if (telephony === undefined) return;
  const before = profiles.read(user.person);
  const changed = Object.entries(telephony).filter(([name, value]) => (before[name] ?? null) !== value);
  if (changed.length === 0) return;
  profiles.write(user.person, telephony);
  const changes = changed.map(([attribute, to]) => ({ attribute, from: before[attribute] ?? undefined, to }));
  app.tell({ operation: "import", outcome: "success", eventType: `${IMPORT}_profile`, user, changes });
}
