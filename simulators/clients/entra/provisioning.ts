import type { JsonObject } from "../../../scim/index.ts";
import type { Directory } from "../directory.ts";
import { attributesOf, type Mapped, type MappingRow, valueIn } from "../mapping.ts";
import type { Person } from "../person.ts";
import { type Answer, isAnswer, type Send } from "../wire.ts";
import { anchorOf, resourcesOf, shown } from "./answer.ts";
import { type Attempt, failed, newAttempt, operationFor, skipped, step, type ToldStep } from "./attempt.ts";
import { type EntraDecisions, onlyActive } from "./decisions.ts";
import { type Asked, failureOf, unusable } from "./failure.ts";
import { equal, type Link } from "./link.ts";
import { lookupPath } from "./lookup.ts";
import type { Configuration, Dialect } from "./settings.ts";
import { begin, type View, viewOf } from "./view.ts";

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

  function fails(attempt: Attempt, outcome: Awaited<ReturnType<Send>>, asked: Asked, at: ToldStep): Attempt {
    return failed(attempt, failureOf(outcome, asked, redact), at);
  }

  function anchorless(attempt: Attempt, answer: Answer, at: ToldStep): Attempt {
    return failed(attempt, { ...unusable(answer, "export", "user with an id", redact), code: "InvalidAnchor" }, at);
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
        return failed(attempt, unusable(outcome, "lookup", "list of users", redact), at);
      }
      const hits = listed.filter((resource) => decide.isMatch(resource, attribute, value));
      if (listed.length > 1) {
        const code =
          hits.length > 1
            ? "DuplicateTargetEntries"
            : "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse";
        const reason = `${listed.length} users of ${application} answer to ${attribute} = ${value}`;
        return failed(attempt, { code, reason, status: 200, transient: false }, at);
      }
      const [found] = hits;
      if (found === undefined) {
        step(attempt, at);
        continue;
      }
      const resource = anchorOf(found);
      if (resource === undefined) return anchorless(attempt, outcome, at);
      step(attempt, { ...at, description: `Found matching User in ${application}`, details: shown(found) });
      const link: Link = {
        resource,
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
    const resource = anchorOf(outcome.body);
    if (resource === undefined) return anchorless(attempt, outcome, at);
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
      if (outcome.body === undefined) return failed(attempt, unusable(outcome, "read", "user", redact), at);
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

  function notSent(attempt: Attempt, at: ToldStep, action: string): Attempt {
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
    const view = viewOf(person, decide, directory, around.tables());
    const { reasons, inScope, wanted } = view;
    const softDeleted = reasons.length > 0;
    const attempt = begin(view, link !== undefined, application);
    if (link === undefined) {
      if (!inScope) return undefined;
      if (softDeleted)
        return skipped(attempt, "EntrySynchronizationSkipped", "the person is disabled and was never provisioned");
      return join(view, attempt, manner);
    }
    const onlyLeft = softDeleted && reasons.every((reason) => reason === "outOfScope");
    if (onlyLeft && configuration.skipOutOfScopeDeletions) return undefined;
    if (softDeleted && !wanted.has("active")) return remove(id, link, attempt);
    if (!link.active) {
      link.released = softDeleted && !inScope;
      if (link.released || person.deleted) return undefined;
      if (wanted.get("active") !== false && decide.onReturn(person) === "create") {
        links.delete(id);
        return create(view, attempt);
      }
    }
    if (!manner.thorough && equal(link.sent, wanted)) return undefined;
    return update(view, link, attempt, manner);
  };
}
