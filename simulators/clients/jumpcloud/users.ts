import type { Directory } from "../directory.ts";
import { type Mapped, mapped, valueIn } from "../mapping.ts";
import type { Person } from "../person.ts";
import type { Answer, NoAnswer, Send } from "../wire.ts";
import { failureOf, idIn, listIn, statusOf, succeeded } from "./answer.ts";
import type { Change, JumpCloudDecisions, Removal } from "./decisions.ts";
import type { Subject } from "./insights.ts";
import type { Attempt, Ledger } from "./ledger.ts";
import { sourcesOf } from "./mapping.ts";

/** What is known of the user of a person at the service provider. */
export interface Link {
  /** The service provider's id. */
  resource: string;
  userName: string;
  /** What it was sent last; undefined while nothing was, as after an import. */
  sent: Mapped | undefined;
}

/** What users are provisioned with. */
export interface UserProvisioning {
  directory: Directory;
  decisions: JumpCloudDecisions;
  ledger: Ledger;
  links: Map<string, Link>;
  /** People whose last attempt failed. */
  failed: Set<string>;
  send: Send;
  imported(person: string): boolean;
  passwordExpired(person: string): boolean;
}

/** Brings the user of one person to what the directory says. Each failure ends the attempt; there is no other by itself. */
export async function provisionUser(id: string, provisioning: UserProvisioning): Promise<void> {
  const { directory, decisions, links, failed, imported } = provisioning;
  const link = links.get(id);
  const person = directory.find(id);
  failed.delete(id);
  if (person === undefined) {
    if (link?.sent !== undefined) await remove(id, link, decisions.whenDeleted(), provisioning);
    return;
  }
  if (!decisions.inScope(person, { bound: directory.isAssigned(id), imported: imported(id) })) {
    if (link?.sent !== undefined) await remove(id, link, decisions.whenLeaving(), provisioning);
    return;
  }
  if (link === undefined) await introduce(person, provisioning);
  else if (link.sent === undefined) await replace(person, link, new Map(), provisioning);
  else await update(person, link, link.sent, provisioning);
}

async function introduce(person: Person, provisioning: UserProvisioning): Promise<void> {
  const { decisions, send, links } = provisioning;
  const { userName = "" } = person.attributes;
  if (decisions.looksUp()) {
    const found = await send("GET", decisions.lookup(userName));
    const users = listIn(found)?.resources;
    const failure = lookupTrouble(found, users?.length);
    note(provisioning, person.id, found, {
      occurrence: failure === undefined ? "user-looked-up" : "lookup-failed",
      operation: "lookup",
      subject: subjectOf(person),
      failure,
    });
    if (failure !== undefined || users === undefined) return;
    const [user] = users;
    if (user !== undefined) {
      const link: Link = { resource: String(user["id"]), userName, sent: undefined };
      links.set(person.id, link);
      const read = await send("GET", userPath(link));
      const held = succeeded(read) ? read.body : undefined;
      const now = [...wantedOf(person, provisioning).keys()].map((target) => [target, valueIn(held ?? user, target)]);
      await replace(person, link, new Map(now as [string, string | boolean][]), provisioning);
      return;
    }
  }
  await create(person, provisioning);
}

async function create(person: Person, provisioning: UserProvisioning): Promise<void> {
  const { decisions, send, links } = provisioning;
  const wanted = wantedOf(person, provisioning);
  const created = await send("POST", "/Users", decisions.userBody(wanted));
  const resource = idIn(created);
  const failure = trouble(created) ?? (resource === undefined ? "the answer has no id" : undefined);
  note(provisioning, person.id, created, {
    occurrence: "user-created",
    operation: "create",
    subject: subjectOf(person),
    failure,
    resource,
    changes: [...wanted].map(([attribute, to]) => ({ attribute, to })),
  });
  if (failure === undefined && resource !== undefined) {
    links.set(person.id, { resource, userName: person.attributes.userName ?? "", sent: wanted });
  }
}

/** Sends everything to a user that was not sent anything yet. */
async function replace(person: Person, link: Link, held: Mapped, provisioning: UserProvisioning): Promise<void> {
  const wanted = wantedOf(person, provisioning);
  const { decisions } = provisioning;
  const all = [...wanted].map(([target, to]) => ({ target, from: held.get(target), to }));
  const sent = await sendChanges(person, link, { verb: decisions.updateVerb(), changes: all, wanted }, provisioning);
  if (sent) link.sent = wanted;
}

async function update(person: Person, link: Link, sent: Mapped, provisioning: UserProvisioning): Promise<void> {
  const { decisions } = provisioning;
  const wanted = wantedOf(person, provisioning);
  const changes = decisions.changes(sent, wanted);
  const status = changes.filter(({ target }) => target === "active");
  const profile = changes.filter(({ target }) => target !== "active");
  if (status.length > 0) {
    const verb = decisions.statusVerb();
    if (!(await sendChanges(person, link, { verb, changes: status, wanted }, provisioning))) return;
    if (verb === "PUT") {
      link.sent = wanted;
      return;
    }
    link.sent = sent = withStatus(sent, wanted.get("active"));
  }
  if (profile.length === 0) return;
  const verb = decisions.updateVerb();
  if (await sendChanges(person, link, { verb, changes: profile, wanted }, provisioning)) link.sent = wanted;
}

async function sendChanges(
  person: Person,
  link: Link,
  { verb, changes, wanted }: { verb: "PUT" | "PATCH"; changes: Change[]; wanted: Mapped },
  provisioning: UserProvisioning,
): Promise<boolean> {
  const { decisions, send } = provisioning;
  const body = verb === "PUT" ? decisions.userBody(wanted) : decisions.patchBody(changes);
  const answered = await send(verb, userPath(link), body);
  const failure = trouble(answered);
  const onlyStatus = changes.length === 1 && changes[0]?.target === "active";
  note(provisioning, person.id, answered, {
    ...(onlyStatus ? statusOccurrence(changes[0]?.to) : { occurrence: "user-updated", operation: "update" }),
    subject: subjectOf(person),
    failure,
    resource: link.resource,
    changes: changes.map(({ target, from, to }) => ({ attribute: target, from, to })),
  });
  if (failure === undefined) link.userName = person.attributes.userName ?? link.userName;
  forgetIfGone(person.id, answered, provisioning);
  return failure === undefined;
}

function statusOccurrence(active: unknown): Pick<Attempt, "occurrence" | "operation"> {
  return active === false
    ? { occurrence: "user-deactivated", operation: "deactivate" }
    : { occurrence: "user-reactivated", operation: "reactivate" };
}

/** Switches off, or deletes, the user of a person who is out of reach. */
export async function remove(id: string, link: Link, how: Removal, provisioning: UserProvisioning): Promise<void> {
  const { decisions, send, links } = provisioning;
  const sent = link.sent ?? new Map<string, string | boolean>();
  if (how === "nothing" || (how === "active" && sent.get("active") === false)) return;
  const subject: Subject = { type: "user", id, username: link.userName };
  if (how === "delete") {
    const deleted = await send("DELETE", userPath(link));
    // Who is gone already needs not be deleted.
    const failure = "status" in deleted && deleted.status === 404 ? undefined : trouble(deleted);
    note(provisioning, id, deleted, {
      occurrence: "user-deleted",
      operation: "delete",
      subject,
      failure,
      resource: link.resource,
    });
    if (failure === undefined) links.delete(id);
    return;
  }
  const off = withStatus(sent, false);
  const verb = decisions.statusVerb();
  const changes = [{ target: "active", from: sent.get("active"), to: false }];
  const body = verb === "PUT" ? decisions.userBody(off) : decisions.patchBody(changes);
  const answered = await send(verb, userPath(link), body);
  const failure = trouble(answered);
  note(provisioning, id, answered, {
    occurrence: "user-deactivated",
    operation: "deactivate",
    subject,
    failure,
    resource: link.resource,
    changes: changes.map(({ target, from, to }) => ({ attribute: target, from, to })),
  });
  if (failure === undefined) link.sent = off;
  forgetIfGone(id, answered, provisioning);
}

function wantedOf(person: Person, { decisions, passwordExpired }: UserProvisioning): Mapped {
  const active = decisions.isActive(person, { passwordExpired: passwordExpired(person.id) });
  return mapped(decisions.mapping(), sourcesOf(person, active));
}

function withStatus(values: Mapped, active: string | boolean | undefined): Mapped {
  const changed = new Map(values);
  if (active === undefined) changed.delete("active");
  else changed.set("active", active);
  return changed;
}

// What is gone is looked up anew the next time its person is edited.
function forgetIfGone(id: string, outcome: Answer | NoAnswer, { links }: UserProvisioning): void {
  if ("status" in outcome && outcome.status === 404) links.delete(id);
}

function note(
  { ledger, failed }: UserProvisioning,
  person: string,
  outcome: Answer | NoAnswer,
  attempt: Omit<Attempt, "status">,
): void {
  if (attempt.failure !== undefined) failed.add(person);
  ledger.record({ ...attempt, status: statusOf(outcome) });
}

function subjectOf({ id, attributes }: Person): Subject {
  return { type: "user", id, username: attributes.userName ?? "" };
}

function userPath({ resource }: Link): string {
  return `/Users/${encodeURIComponent(resource)}`;
}

function trouble(outcome: Answer | NoAnswer): string | undefined {
  return succeeded(outcome) ? undefined : failureOf(outcome);
}

function lookupTrouble(outcome: Answer | NoAnswer, found: number | undefined): string | undefined {
  const failure = trouble(outcome);
  if (failure !== undefined) return failure;
  if (found === undefined) return "the answer is no list of users";
  return found > 1 ? `${found} users match` : undefined;
}
