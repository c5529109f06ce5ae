import type { JsonObject } from "../../../scim/index.ts";
import type { ProvisioningEvent } from "../event.ts";
import { type Mapped, valueIn } from "../mapping.ts";
import { type Answer, isAnswer } from "../wire.ts";
import type { AppUser } from "./app-user.ts";
import type { Application, OktaTask, Telling } from "./application.ts";
import { isList, type OktaChange } from "./decisions.ts";
import { failureOf, ProvisioningFailure } from "./failure.ts";

/** Gives a person a user: finds it or makes it, and brings it up to date. */
export async function provision(app: Application, user: AppUser, values: Mapped): Promise<void> {
  const { decide, settings } = app;
  const found = await find(app, user, values);
  if (found === undefined) {
    await create(app, user, values);
    return;
  }
  user.resource = String(found["id"]);
  user.sent = new Map();
  user.active = decide.reactivated(found);
  if (settings.family !== "aiw" && !user.active) await activate(app, user);
  await push(app, user, values, settings.pushOnMatch === "always");
  user.active = true;
}

/** Looks for the user of a person. An empty list and 404 both say that there is none. */
async function find(app: Application, user: AppUser, values: Mapped): Promise<JsonObject | undefined> {
  const { decide, send } = app;
  const value = String(values.get("userName") ?? user.login);
  return step(app, user, "create", { operation: "lookup", eventType: event("verify_exists") }, async () => {
    const answer = await send("GET", decide.lookup(value));
    if (isAnswer(answer) && answer.status === 404) return { result: undefined, status: 404 };
    const { body, status } = succeeded(answer);
    if (!isList(body)) throw new ProvisioningFailure("the answer is no ListResponse of SCIM 2.0", { status });
    const result = decide.matching(body, value);
    return { result, status, resource: idOf(result) };
  });
}

async function create(app: Application, user: AppUser, values: Mapped): Promise<void> {
  const { decide, send, ids } = app;
  await step(app, user, "create", { operation: "create", eventType: event("push") }, async () => {
    const body = decide.create(values, { externalId: user.person, password: ids.password(user.id) });
    const answer = succeeded(await send("POST", "/Users", body));
    const id = idOf(answer.body);
    if (id === undefined)
      throw new ProvisioningFailure("Create new user returned empty user.", { status: answer.status });
    Object.assign(user, { resource: id, active: true, sent: values });
    return { result: undefined, status: answer.status, resource: id, changes: changesOf(new Map(), values) };
  });
}

/** Sends the profile of a user who is there; without `always` only where it differs from what the user has. */
export async function push(app: Application, user: AppUser, values: Mapped, always: boolean): Promise<void> {
  const { decide, send, ids, settings } = app;
  const path = pathOf(user);
  await step(app, user, "update", { operation: "update", eventType: event("push_profile") }, async () => {
    const shown = succeeded(await send("GET", path));
    const current = resourceOf(shown);
    const known = user.sent.size > 0;
    // After a match Okta knows nothing of what the user has but what the GET shows.
    const before = known ? user.sent : shownValues(current, values.keys());
    const changed = decide.changed(before, values);
    const cleared = changed.filter((target) => !values.has(target));
    const update = decide.update({ current, values, changed, cleared, password: ids.password(user.id) });
    const same = changed.length === 0 && (settings.family !== "aiw" || valueIn(current, "active") === true);
    if (update === undefined || (same && !always)) {
      user.sent = values;
      return { result: undefined, status: shown.status };
    }
    const { status } = succeeded(await send(update.method, path, update.body));
    const changes = changesOf(before, values);
    user.sent = values;
    return { result: undefined, status, changes };
  });
}

/** Switches a user on again. Tried later where the answer does not show it as active. */
async function activate(app: Application, user: AppUser): Promise<void> {
  const { decide, send } = app;
  await step(app, user, "create", { operation: "reactivate", eventType: event("reactivate") }, async () => {
    const answer = await switched(app, user, true);
    const shown = answer.body ?? succeeded(await send("GET", pathOf(user))).body;
    if (shown === undefined || !decide.reactivated(shown))
      throw new ProvisioningFailure("failed due to delay in reactivating remote User. Rescheduling provision job", {
        status: answer.status,
        pauses: true,
      });
    user.active = true;
    return { result: undefined, status: answer.status, changes: [{ attribute: "active", from: false, to: true }] };
  });
}

/** Switches a user off. */
export async function deactivate(app: Application, user: AppUser): Promise<void> {
  await step(app, user, "deprovision", { operation: "deactivate", eventType: event("deactivate") }, async () => {
    const { status } = await switched(app, user, false);
    user.active = false;
    return { result: undefined, status, changes: [{ attribute: "active", from: true, to: false }] };
  });
}

/** Deletes a user; one that is gone already is as good. */
export async function remove(app: Application, user: AppUser): Promise<void> {
  await step(app, user, "delete", { operation: "delete", eventType: event("delete") }, async () => {
    const answer = await app.send("DELETE", pathOf(user));
    const gone = isAnswer(answer) && answer.status === 404;
    return { result: undefined, status: gone ? 404 : succeeded(answer).status };
  });
}

async function switched({ decide, send }: Application, user: AppUser, active: boolean): Promise<Answer> {
  const path = pathOf(user);
  const current = decide.activationNeedsCurrent() ? resourceOf(succeeded(await send("GET", path))) : undefined;
  const { method, body }: OktaChange = decide.activation(active, current);
  return succeeded(await send(method, path, body));
}

interface Done<Result> {
  result: Result;
  status: number;
  resource?: string | undefined;
  changes?: ProvisioningEvent["changes"];
}

/** Does one step and tells how it went; a failure is kept with the user and passed on. */
async function step<Result>(
  app: Application,
  user: AppUser,
  kind: OktaTask["kind"],
  telling: Pick<Telling, "operation" | "eventType">,
  act: () => Promise<Done<Result>>,
): Promise<Result> {
  try {
    const { result, status, resource, changes } = await act();
    app.tell({ ...telling, outcome: "success", user, status, ...(resource ? { resource } : {}), changes });
    return result;
  } catch (cause) {
    if (!(cause instanceof ProvisioningFailure)) throw cause;
    const paused = pausedBy(app, user, cause);
    const text = taskText(app, user, kind, cause.message);
    app.tell({
      ...telling,
      outcome: "failure",
      user,
      ...(cause.status === undefined ? {} : { status: cause.status }),
      reason: cause.message,
      ...(paused === undefined ? { task: { kind, text } } : { retryAt: paused }),
    });
    throw cause;
  }
}

/** Until when a user pauses after a failure; undefined where the product does not try again. */
function pausedBy({ decide, clock }: Application, user: AppUser, failure: ProvisioningFailure): number | undefined {
  const wait = failure.pauses ? decide.waitMs(failure.retryAfter, user.pauses + 1) : undefined;
  if (wait === undefined) {
    user.pauses = 0;
    return undefined;
  }
  // What pauses is tried again, what failed is not.
  Object.assign(user, { failed: undefined, pauses: user.pauses + 1, pausedUntil: clock.now() + wait });
  return user.pausedUntil;
}

/** What an administrator reads of a failure. */
export function taskText(
  { settings }: Application,
  { login }: AppUser,
  kind: OktaTask["kind"],
  reason: string,
): string {
  const app = settings.application;
  switch (kind) {
    case "create":
      return `Automatic provisioning of user ${login} to app ${app} failed: Error while creating user ${login}: ${reason}`;
    case "update":
      return `Automatic provisioning of user ${login} to app ${app} failed: Error while trying to push profile update for ${login}: ${reason}`;
    default:
      return `Automatic deprovisioning of user ${login} from app ${app} failed: Error while deprovisioning user ${login}: ${reason}`;
  }
}

/** The answer, where it is one of success. */
export function succeeded(outcome: Answer | { trouble: "timeout" | "unreachable"; reason: string }): Answer {
  if (isAnswer(outcome) && outcome.status >= 200 && outcome.status < 300) return outcome;
  throw failureOf(outcome);
}

function resourceOf({ body, status }: Answer): JsonObject {
  if (body === undefined) throw new ProvisioningFailure("the remote server returned an empty user", { status });
  return body;
}

function pathOf({ resource }: AppUser): string {
  return `/Users/${encodeURIComponent(resource!)}`;
}

function idOf(resource: JsonObject | undefined): string | undefined {
  const id = resource?.["id"];
  return id === undefined || id === null || id === "" ? undefined : String(id);
}

function event(name: string): string {
  return `application.provision.user.${name}`;
}

/** What a resource shows under some targets. */
export function shownValues(current: JsonObject, targets: Iterable<string>): Mapped {
  const shown: Mapped = new Map();
  for (const target of targets) {
    const value = valueIn(current, target);
    if (typeof value === "string" || typeof value === "boolean") shown.set(target, value);
  }
  return shown;
}

function changesOf(before: Mapped, after: Mapped): ProvisioningEvent["changes"] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((attribute) => before.get(attribute) !== after.get(attribute))
    .map((attribute) => ({ attribute, from: before.get(attribute), to: after.get(attribute) }));
}
