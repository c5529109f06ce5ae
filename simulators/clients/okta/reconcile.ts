import { mapped } from "../mapping.ts";
import type { Person } from "../person.ts";
import { type AppUser, newAppUser } from "./app-user.ts";
import type { Application } from "./application.ts";
import type { OktaAssignment, OktaLeaving } from "./decisions.ts";
import { ProvisioningFailure } from "./failure.ts";
import { deactivate, provision, push, remove, taskText } from "./provisioning.ts";

/** What failed where it was the deactivation. */
const LEAVING = "leaving";

/** By which ways a person is assigned. */
export function assignmentOf({ directory }: Application, person: Person | undefined): OktaAssignment {
  if (person === undefined) return { direct: false, groups: [] };
  const groups = [...directory.groups()].filter(({ assigned, members }) => assigned && members.has(person.id));
  return { direct: person.assigned, groups: groups.map(({ id }) => id) };
}

/** Does what a person's state asks for: makes, changes or deactivates the user, or nothing. */
export async function reconcile(app: Application, id: string): Promise<void> {
  const { directory, decide, users } = app;
  const person = directory.find(id);
  const assignment = assignmentOf(app, person);
  const known = users.get(id);
  try {
    if (person !== undefined && decide.wanted(person, assignment))
      await join(app, known ?? joined(app, person), person, assignment);
    else if (known !== undefined) await leave(app, known, person, assignment);
  } catch (cause) {
    if (!(cause instanceof ProvisioningFailure)) throw cause;
  }
}

function joined(app: Application, person: Person): AppUser {
  const user = newAppUser(app.ids.next("0ua"), person.id, person.attributes.userName ?? person.id);
  app.users.set(person.id, user);
  return user;
}

async function join(app: Application, user: AppUser, person: Person, assignment: OktaAssignment): Promise<void> {
  const { decide, settings } = app;
  const { features } = settings;
  const { userName = person.id, displayName, givenName, familyName } = person.attributes;
  const before = user.assignment;
  Object.assign(user, {
    login: userName,
    name: displayName ?? ([givenName, familyName].filter(Boolean).join(" ") || userName),
    assignment,
  });
  if (user.waiting || user.suspended) return;
  // What could not be told of leaving no longer matters, and who is assigned anew is tried anew.
  if (user.failed === LEAVING || !isAssigned(before)) succeed(app, user);
  if (!isAssigned(before) && isAssigned(assignment)) membership(app, user, "add");
  const sources = decide.sources(person);
  const values = mapped(decide.table(settings.mapping), sources);
  const lacking = decide.lacking(sources);
  const wanted = JSON.stringify([lacking, [...values]]);
  if (user.failed === wanted || user.pausedUntil !== undefined) return;
  const creates = !user.active && features.create;
  const updates = user.active && features.update && decide.changed(user.sent, values).length > 0;
  if (!creates && !updates) return;
  user.failed = wanted;
  if (lacking.length > 0) {
    lacks(app, user, lacking, creates);
    return;
  }
  if (creates) await provision(app, user, values);
  else await push(app, user, values, true);
  succeed(app, user);
}

/** Nothing is sent for a person who lacks a required attribute; the administrator is told. */
function lacks(app: Application, user: AppUser, lacking: string[], creates: boolean): void {
  const kind = creates ? "create" : "update";
  const reason = `Missing required attributes: ${lacking.join(", ")}`;
  app.tell({
    operation: kind,
    eventType: `application.provision.user.${creates ? "push" : "push_profile"}`,
    outcome: "failure",
    user,
    reason,
    task: { kind, text: taskText(app, user, kind, reason) },
  });
}

async function leave(
  app: Application,
  user: AppUser,
  person: Person | undefined,
  assignment: OktaAssignment,
): Promise<void> {
  const { decide, settings } = app;
  const leaving = leavingOf(app, user, person);
  if (isAssigned(user.assignment) && !isAssigned(assignment)) membership(app, user, "remove");
  user.assignment = assignment;
  if (person === undefined && decide.deletes() && user.resource !== undefined) {
    await remove(app, user);
    app.users.delete(user.person);
    return;
  }
  if (user.resource === undefined || !user.active) {
    succeed(app, user);
    return;
  }
  if (user.failed === LEAVING || user.pausedUntil !== undefined) return;
  user.failed = LEAVING;
  if (settings.features.deactivate && decide.deactivates(user.person, leaving)) await deactivate(app, user);
  user.active = false;
  succeed(app, user);
}

function leavingOf({ directory }: Application, user: AppUser, person: Person | undefined): OktaLeaving {
  if (person === undefined) return "purged";
  if (person.deleted) return "deleted";
  if (person.blocked) return "deactivated";
  const left = [...directory.groups()].some(
    ({ id, assigned, members }) => user.assignment.groups.includes(id) && assigned && !members.has(person.id),
  );
  return left ? "left-group" : "unassigned";
}

/** A job is done: what failed before is forgotten, and its tasks are gone. */
function succeed({ tasks }: Application, user: AppUser): void {
  Object.assign(user, { failed: undefined, pauses: 0, pausedUntil: undefined });
  for (const { id, person } of [...tasks.values()]) if (person === user.person) tasks.delete(id);
}

function membership(app: Application, user: AppUser, change: "add" | "remove"): void {
  app.entries.push({
    at: app.clock.now(),
    eventType: `application.user_membership.${change}`,
    result: "SUCCESS",
    user: { appUser: user.id, person: user.person, login: user.login, name: user.name },
  });
}

function isAssigned({ direct, groups }: OktaAssignment): boolean {
  return direct || groups.length > 0;
}
