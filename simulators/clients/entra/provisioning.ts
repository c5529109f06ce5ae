import { isObject, type JsonObject } from "../../../scim/index.ts";
import type { Directory } from "../directory.ts";
import { attributesOf, type Mapped, type MappingRow, mapped, valueIn } from "../mapping.ts";
import type { Person } from "../person.ts";
import { type Answer, isAnswer, type Send } from "../wire.ts";
import { type Attempt, failed, newAttempt, type Step, skipped } from "./attempt.ts";
import { type EntraDecisions, onlyActive, type Reason, type Sources } from "./decisions.ts";
import { type Asked, failureOf, unusable } from "./failure.ts";
import type { Link } from "./link.ts";
import { lookupPath } from "./lookup.ts";
import type { Configuration, Dialect } from "./settings.ts";

/** What the provisioning of people works with. */
export interface Surroundings {
  configuration: Configuration;
  decide: EntraDecisions;
  directory: Directory;
  send: Send;
  links: Map<string, Link>;
  /** The mapping tables: in force, and as it is being edited. */
  tables(): { saved: readonly MappingRow[]; edited: readonly MappingRow[] };
  /** Takes secrets out of a text. */
  redact(text: string): string;
}

/** How a person is to be provisioned. */
export interface Manner {
  dialect: Dialect;
  /** Compares with the resource even when nothing has changed in the directory. */
  thorough: boolean;
}

/** A person as mapping and scope show them. */
interface View {
  person: Person;
  sources: Sources;
  wanted: Mapped;
  inScope: boolean;
}

/** Brings the user of one person up to date. Resolves with undefined when the person is none of the job's business. */
export type Provision = (id: string, manner: Manner) => Promise<Attempt | undefined>;

/** Provisions people one by one: import, scope, match, export. */
export function createProvisioning(around: Surroundings): Provision {
  const { configuration, decide, directory, links, redact } = around;
  const { application, targetActions } = configuration;

  async function ask(attempt: Attempt, method: string, path: string, body?: JsonObject): ReturnType<Send> {
    attempt.requests += 1;
    const outcome = await around.send(method, path, body);
    attempt.status = isAnswer(outcome) ? outcome.status : outcome.trouble;
    return outcome;
  }

  function step(attempt: Attempt, { status = "success", details = {}, ...rest }: PartialStep): void {
    attempt.steps.push({ ...rest, status, details });
  }

  function fails(attempt: Attempt, outcome: Awaited<ReturnType<Send>>, asked: Asked, at: PartialStep): Attempt {
    const failure = failureOf(outcome, asked, redact);
    step(attempt, { ...at, status: "failure", details: { ErrorCode: failure.code } });
    return failed(attempt, failure);
  }

  function viewOf(person: Person): View & { reasons: Reason[] } {
    const inScope = decide.inScope(person, directory.isAssigned(person.id), decide.sources(person, false));
    const reasons = decide.reasons(person, inScope);
    const sources = decide.sources(person, reasons.length > 0);
    const { saved, edited } = around.tables();
    return { person, sources, wanted: mapped(decide.mapping(saved, edited), sources), inScope, reasons };
  }

  function begin(view: View): Attempt {
    const { person, sources } = view;
    const name = String(sources["userPrincipalName"]);
    const attempt = newAttempt("User", person.id, name, String(sources["displayName"] ?? ""));
    const details = Object.fromEntries(Object.entries(sources).filter(([, value]) => value !== undefined));
    step(attempt, {
      name: links.has(person.id) ? "EntryImport" : "EntryImportAdd",
      type: "import",
      description: `Received User '${name}' change from Microsoft Entra ID`,
      details: { ...details, ReportableIdentifier: name } as JsonObject,
    });
    step(attempt, {
      name: "EntrySynchronizationScoping",
      type: "scoping",
      description: `User '${name}' is ${view.inScope ? "in" : "out of"} scope of ${application}`,
      details: { IsInScope: view.inScope, IsSoftDeleted: sources["isSoftDeleted"] === true },
    });
    return attempt;
  }

  function process(attempt: Attempt, name: "EntrySynchronizationAdd" | "EntrySynchronizationUpdate"): void {
    const count = attempt.changes.length;
    step(attempt, {
      name,
      type: "processing",
      description: `User '${attempt.name}' has ${count} attribute${count === 1 ? "" : "s"} to send`,
    });
  }

  async function join(view: View, attempt: Attempt, manner: Manner): Promise<Attempt> {
    for (const { attribute, value } of decide.matchOn(view.wanted, view.sources)) {
      const filter = decide.filter(attribute, value);
      const at = {
        name: "EntryImportByMatchingProperty",
        type: "matching",
        description: `Looked for a User in ${application} by ${attribute}`,
      } as const;
      const outcome = await ask(attempt, "GET", lookupPath("/Users", filter, configuration.filterEncoding));
      if (!isAnswer(outcome) || outcome.status !== 200) return fails(attempt, outcome, "lookup", at);
      const listed = resourcesOf(outcome);
      if (listed === undefined) {
        const failure = unusable(outcome, "lookup", "list of users", redact);
        step(attempt, { ...at, status: "failure", details: { ErrorCode: failure.code } });
        return failed(attempt, failure);
      }
      const hits = listed.filter((resource) => decide.isMatch(resource, attribute, value));
      if (listed.length > 1) {
        const code =
          hits.length > 1
            ? "DuplicateTargetEntries"
            : "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse";
        step(attempt, { ...at, status: "failure", details: { ErrorCode: code } });
        const reason = `${listed.length} users of ${application} answer to ${attribute} = ${value}`;
        return failed(attempt, { code, reason, status: 200, transient: false });
      }
      const [found] = hits;
      if (found === undefined) continue;
      step(attempt, { ...at, description: `Found matching User in ${application}`, details: shown(found) });
      const link: Link = {
        resource: String(found["id"]),
        sent: new Map(),
        active: String(valueIn(found, "active") ?? true).toLowerCase() === "true",
        released: false,
      };
      links.set(view.person.id, link);
      if (!decide.updatesOnLink()) {
        link.sent = view.wanted;
        attempt.resource = link.resource;
        return attempt;
      }
      return update(view, link, attempt, manner);
    }
    return create(view, attempt);
  }

  async function create(view: View, attempt: Attempt): Promise<Attempt> {
    Object.assign(attempt, { operation: "create", action: "create" });
    attempt.changes = [...view.wanted].map(([attribute, to]) => ({ op: "Add", attribute, to }));
    process(attempt, "EntrySynchronizationAdd");
    const at = {
      name: "EntryExportAdd",
      type: "export",
      description: `User '${attempt.name}' will be created in ${application}`,
    } as const;
    if (!targetActions.create) return notSent(attempt, at, "Create");
    const outcome = await ask(attempt, "POST", "/Users", decide.createBody(view.wanted, view.person));
    if (!isAnswer(outcome) || outcome.status < 200 || outcome.status > 299)
      return fails(attempt, outcome, "export", at);
    const resource = outcome.body?.["id"];
    if (typeof resource !== "string" || resource === "") {
      const failure = { ...unusable(outcome, "export", "user with an id", redact), code: "InvalidAnchor" };
      step(attempt, { ...at, status: "failure", details: { ErrorCode: failure.code } });
      return failed(attempt, failure);
    }
    links.set(view.person.id, {
      resource,
      sent: view.wanted,
      active: view.wanted.get("active") !== false,
      released: false,
    });
    attempt.resource = resource;
    step(attempt, {
      ...at,
      description: `User '${attempt.name}' was created in ${application}`,
      details: shown(outcome.body!),
    });
    flowBack(outcome.body!, view.person);
    return attempt;
  }

  async function update(view: View, link: Link, attempt: Attempt, manner: Manner): Promise<Attempt> {
    const { wanted } = view;
    attempt.resource = link.resource;
    const active = wanted.get("active");
    Object.assign(attempt, operationFor(link, active));
    let current: JsonObject = { ...attributesOf(link.sent), active: link.active };
    // A disable is sent alone; what else has changed follows in the next cycle, of people who stay in scope.
    const alone = active === false && link.active;
    if (decide.reads({ onlyActive: alone })) {
      const outcome = await ask(attempt, "GET", `/Users/${encodeURIComponent(link.resource)}`);
      const at = {
        name: "EntryImport",
        type: "matching",
        description: `Read User in ${application}`,
      } as const;
      if (isAnswer(outcome) && outcome.status === 404) return rejoin(view, attempt, manner);
      if (!isAnswer(outcome) || outcome.status !== 200) return fails(attempt, outcome, "read", at);
      if (outcome.body === undefined) {
        const failure = unusable(outcome, "read", "user", redact);
        step(attempt, { ...at, status: "failure", details: { ErrorCode: failure.code } });
        return failed(attempt, failure);
      }
      current = outcome.body;
      step(attempt, { ...at, details: shown(current) });
      flowBack(current, view.person);
    }
    const changes = decide.changes(wanted, current, link.sent).filter((change) => !alone || onlyActive([change]));
    attempt.changes = changes;
    if (changes.length === 0) {
      const linked = attempt.operation === "lookup" || link.sent.size === 0;
      Object.assign(link, { sent: wanted, active: active !== false });
      if (linked) return Object.assign(attempt, { operation: "lookup", action: "other" });
      return skipped(attempt, "RedundantExport", `${application} has these values already`);
    }
    process(attempt, "EntrySynchronizationUpdate");
    return exported(view, link, attempt, manner, current);
  }

  async function exported(
    view: View,
    link: Link,
    attempt: Attempt,
    manner: Manner,
    current: JsonObject,
  ): Promise<Attempt> {
    const { changes } = attempt;
    const at = {
      name: "EntryExportUpdate",
      type: "export",
      description: `User '${attempt.name}' will be updated in ${application}`,
    } as const;
    if (!targetActions.update) return notSent(attempt, at, "Update");
    const puts = configuration.updateVerb === "PUT" && !onlyActive(changes);
    const body = puts ? decide.putBody(view.wanted, current) : decide.patchBody(changes, manner.dialect);
    const outcome = await ask(attempt, puts ? "PUT" : "PATCH", `/Users/${encodeURIComponent(link.resource)}`, body);
    if (isAnswer(outcome) && outcome.status === 404) return rejoin(view, attempt, manner);
    if (!isAnswer(outcome) || outcome.status < 200 || outcome.status > 299)
      return fails(attempt, outcome, "export", at);
    const active = view.wanted.get("active") !== false;
    const alone = !active && link.active;
    const told: Mapped = alone ? new Map([...link.sent, ["active", active]]) : view.wanted;
    attempt.unfinished = alone && view.inScope && !view.person.deleted && !equal(told, view.wanted);
    Object.assign(link, { sent: told, active, released: !active && !view.inScope });
    step(attempt, { ...at, description: `User '${attempt.name}' was updated in ${application}` });
    return attempt;
  }

  // The link is broken: the user is looked for, and made where there is none.
  async function rejoin(view: View, attempt: Attempt, manner: Manner): Promise<Attempt> {
    links.delete(view.person.id);
    delete attempt.resource;
    if (attempt.relinked === true)
      return failed(attempt, {
        code: "InvalidAnchor",
        reason: `${application} lists a user that it does not have`,
        status: 404,
        transient: false,
      });
    attempt.relinked = true;
    step(attempt, {
      name: "EntryImport",
      type: "matching",
      status: "failure",
      description: `The linked User is no longer in ${application}`,
    });
    if (view.wanted.get("active") === false)
      return skipped(attempt, "EntrySynchronizationSkipped", "nothing to disable");
    Object.assign(attempt, { operation: "lookup", action: "other", changes: [] });
    return join(view, attempt, manner);
  }

  async function remove(id: string, link: Link, attempt: Attempt): Promise<Attempt> {
    Object.assign(attempt, { operation: "delete", action: "delete", resource: link.resource });
    const at = {
      name: "EntryExportDelete",
      type: "export",
      description: `User '${attempt.name}' will be deleted in ${application}`,
    } as const;
    if (!targetActions.delete) {
      links.delete(id);
      return notSent(attempt, at, "Delete");
    }
    const outcome = await ask(attempt, "DELETE", `/Users/${encodeURIComponent(link.resource)}`);
    const gone = isAnswer(outcome) && (outcome.status === 404 || (outcome.status >= 200 && outcome.status < 300));
    if (!gone) return fails(attempt, outcome, "export", at);
    links.delete(id);
    step(attempt, { ...at, description: `User '${attempt.name}' was deleted in ${application}` });
    return attempt;
  }

  function notSent(attempt: Attempt, at: PartialStep, action: string): Attempt {
    step(attempt, { ...at, status: "skipped" });
    return skipped(attempt, "EntrySynchronizationSkipped", `the target action ${action} is not enabled`);
  }

  function flowBack(resource: JsonObject, person: Person): void {
    const attributes = decide.writesBack(resource, person);
    if (Object.keys(attributes).length > 0) directory.change(person.id, attributes);
  }

  return async (id, manner) => {
    const person = directory.find(id);
    const link = links.get(id);
    if (person === undefined) {
      if (link === undefined) return undefined;
      if (decide.onPurge(link) === "nothing") {
        links.delete(id);
        return undefined;
      }
      const name = String(link.sent.get("userName") ?? id);
      return remove(id, link, newAttempt("User", id, name, name));
    }
    const { reasons, ...view } = viewOf(person);
    const softDeleted = reasons.length > 0;
    if (link === undefined) {
      if (!view.inScope) return undefined;
      const attempt = begin(view);
      if (softDeleted)
        return skipped(attempt, "EntrySynchronizationSkipped", "the person is disabled and was never provisioned");
      return join(view, attempt, manner);
    }
    const alone = softDeleted && reasons.every((reason) => reason === "outOfScope");
    if (alone && configuration.skipOutOfScopeDeletions) return undefined;
    if (softDeleted && !view.wanted.has("active")) return remove(id, link, begin(view));
    if (!link.active) link.released = softDeleted && !view.inScope;
    if (link.released && !view.inScope && !link.active) return undefined;
    if (person.deleted && !link.active) return undefined;
    if (!link.active && view.wanted.get("active") !== false && decide.onReturn(person) === "create") {
      links.delete(id);
      return create(view, begin(view));
    }
    if (!manner.thorough && equal(link.sent, view.wanted)) return undefined;
    return update(view, link, begin(view), manner);
  };
}

type PartialStep = Pick<Step, "name" | "type" | "description"> & Partial<Pick<Step, "status" | "details">>;

function operationFor(link: Link, active: unknown): Pick<Attempt, "operation" | "action"> {
  if (active === false && link.active) return { operation: "deactivate", action: "disable" };
  if (active === true && !link.active) return { operation: "reactivate", action: "update" };
  return { operation: "update", action: "update" };
}

function equal(before: Mapped, after: Mapped): boolean {
  return before.size === after.size && [...after].every(([name, value]) => before.get(name) === value);
}

/** The resources of a list; undefined when the answer is none. An empty list may leave them out (RFC 7644 §3.4.2). */
export function resourcesOf({ body }: Answer): JsonObject[] | undefined {
  if (body === undefined) return undefined;
  const { Resources: resources = body["totalResults"] === 0 ? [] : undefined } = body;
  return Array.isArray(resources) ? resources.filter((each): each is JsonObject => isObject(each)) : undefined;
}

function shown(resource: JsonObject): JsonObject {
  const { id, userName, active, displayName } = resource;
  return Object.fromEntries(
    Object.entries({ id, userName, active, displayName }).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}
