import type { JsonObject } from "../../../scim/index.ts";
import type { Directory, Group } from "../directory.ts";
import { isAnswer, type Send } from "../wire.ts";
import { anchorOf, resourcesOf } from "./answer.ts";
import { type Attempt, failed, newAttempt, type Step, step } from "./attempt.ts";
import type { EntraDecisions } from "./decisions.ts";
import { patchOp } from "./dialect.ts";
import { type Asked, type Failure, failureOf, unusable } from "./failure.ts";
import type { GroupLink, Link } from "./link.ts";
import { lookupPath } from "./lookup.ts";
import type { Configuration, Dialect } from "./settings.ts";

/** What the provisioning of groups works with. */
export interface GroupSurroundings {
  configuration: Configuration;
  decide: EntraDecisions;
  directory: Directory;
  send: Send;
  links: ReadonlyMap<string, Link>;
  groupLinks: Map<string, GroupLink>;
  /** Groups that are known from an earlier client, by name. */
  recalled: Map<string, GroupLink>;
  redact(text: string): string;
}

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ADSCIM_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/** Brings groups up to date, one after the other, after their members. */
export function createGroups(
  around: GroupSurroundings,
): (mayTry: (group: string) => boolean) => AsyncGenerator<Attempt> {
  const { configuration, decide, directory, links, groupLinks, recalled, redact } = around;
  const { application, scope } = configuration;

  /** Sends, and gives the body of a good answer. */
  async function ask(attempt: Attempt, asked: Asked, method: string, path: string, body?: JsonObject): Promise<Said> {
    attempt.requests += 1;
    const outcome = await around.send(method, path, body);
    attempt.status = isAnswer(outcome) ? outcome.status : outcome.trouble;
    if (!isAnswer(outcome) || outcome.status < 200 || outcome.status > 299) {
      return { failure: failureOf(outcome, asked, redact) };
    }
    return { answer: outcome };
  }

  function tell(attempt: Attempt, name: string, type: Step["type"], description: string, failure?: Failure): Attempt {
    const at = { name, type, description };
    if (failure !== undefined) return failed(attempt, failure, at);
    step(attempt, at);
    return attempt;
  }

  async function bound(group: Group, attempt: Attempt): Promise<GroupLink | undefined> {
    const { name } = group;
    const path = lookupPath("/Groups", decide.filter("displayName", name), configuration.filterEncoding, {
      excludedAttributes: "members",
    });
    const looked = await ask(attempt, "lookup", "GET", path);
    const listed = looked.answer === undefined ? undefined : resourcesOf(looked.answer);
    const refused =
      looked.failure ??
      (listed === undefined ? unusable(looked.answer!, "lookup", "list of groups", redact) : undefined);
    const asked = `Looked for Group '${name}' in ${application}`;
    tell(attempt, "EntryImportByMatchingProperty", "matching", asked, refused);
    if (refused !== undefined) return undefined;
    const found = listed!.find((each) => decide.isMatch(each, "displayName", name));
    const known = anchorOf(found);
    if (known !== undefined) return { resource: known, name, members: new Map() };
    Object.assign(attempt, { action: "create" });
    const created = await ask(attempt, "export", "POST", "/Groups", {
      schemas: [GROUP, ADSCIM_GROUP],
      externalId: group.id,
      displayName: name,
      meta: { resourceType: "Group" },
    });
    const resource = anchorOf(created.answer?.body);
    const anchorless =
      created.answer !== undefined && resource === undefined
        ? { ...unusable(created.answer, "export", "group with an id", redact), code: "InvalidAnchor" }
        : undefined;
    const failure = created.failure ?? anchorless;
    tell(attempt, "EntryExportAdd", "export", `Group '${name}' is created in ${application}`, failure);
    return resource === undefined ? undefined : { resource, name, members: new Map() };
  }

  async function remove(id: string, link: GroupLink): Promise<Attempt> {
    const attempt = newAttempt("Group", id, link.name, link.name);
    Object.assign(attempt, { operation: "group", action: "delete", resource: link.resource });
    const { failure } = await ask(attempt, "export", "DELETE", `/Groups/${encodeURIComponent(link.resource)}`);
    const gone = failure?.status === 404 ? undefined : failure;
    if (gone === undefined) groupLinks.delete(id);
    return tell(attempt, "EntryExportDelete", "export", `Group '${link.name}' is deleted in ${application}`, gone);
  }

  function membersOf({ members }: Group): Map<string, string> {
    const known = new Map<string, string>();
    for (const person of members) {
      const link = links.get(person);
      if (link?.active === true) known.set(person, link.resource);
    }
    return known;
  }

  async function bring(group: Group): Promise<Attempt | undefined> {
    const wanted = membersOf(group);
    const attempt = newAttempt("Group", group.id, group.name, group.name);
    attempt.operation = "group";
    let link = groupLinks.get(group.id) ?? recalled.get(group.name);
    if (link === undefined) {
      link = await bound(group, attempt);
      if (link === undefined) return attempt;
    } else attempt.action = "update";
    recalled.delete(group.name);
    groupLinks.set(group.id, link);
    attempt.resource = link.resource;
    const steps = stepsTo(group.name, wanted, link, configuration);
    if (steps.length === 0) return attempt.requests === 0 ? undefined : attempt;
    const path = `/Groups/${encodeURIComponent(link.resource)}`;
    const read = await ask(attempt, "read", "GET", `${path}?excludedAttributes=members`);
    if (read.failure?.status === 404) groupLinks.delete(group.id);
    if (read.failure !== undefined)
      return tell(attempt, "EntryImport", "matching", `Read Group in ${application}`, read.failure);
    for (const { operation, done, change } of steps) {
      const { failure } = await ask(attempt, "export", "PATCH", path, patchOp([operation].flat()));
      attempt.changes.push(change);
      tell(attempt, "EntryExportUpdate", "export", `Group '${group.name}' is updated in ${application}`, failure);
      if (failure !== undefined) return attempt;
      done(link);
    }
    return attempt;
  }

  return async function* (mayTry) {
    const inScope = new Map<string, Group>();
    for (const group of directory.groups())
      if (decide.pushesGroup(group) && (scope !== "assigned" || group.assigned)) inScope.set(group.id, group);
    for (const group of inScope.values()) {
      if (!mayTry(group.id)) continue;
      const attempt = await bring(group);
      if (attempt !== undefined) yield attempt;
    }
    for (const [id, link] of [...groupLinks]) if (!inScope.has(id) && mayTry(id)) yield await remove(id, link);
  };
}

interface Said {
  answer?: Exclude<Awaited<ReturnType<Send>>, { trouble: string }>;
  failure?: Failure;
}

interface PatchStep {
  operation: JsonObject | JsonObject[];
  /** Notes in the link what the service provider now knows. */
  done(link: GroupLink): void;
  change: Attempt["changes"][number];
}

/** The PATCH requests that lead from what was told to what is wanted: the name, then who comes, then who goes. */
function stepsTo(
  name: string,
  wanted: Map<string, string>,
  link: GroupLink,
  configuration: Configuration,
): PatchStep[] {
  const { dialect, memberBatch } = configuration;
  const steps: PatchStep[] = [];
  if (name !== link.name) {
    steps.push({
      operation: { op: cased("Replace", dialect), path: "displayName", value: name },
      done: (told) => void (told.name = name),
      change: { op: "Replace", attribute: "displayName", from: link.name, to: name },
    });
  }
  const joining = [...wanted].filter(([person, resource]) => link.members.get(person) !== resource);
  const leaving = [...link.members].filter(([person]) => !wanted.has(person));
  for (const batch of batches(joining, memberBatch)) {
    steps.push({
      operation: { op: cased("Add", dialect), path: "members", value: batch.map((each) => referenceTo(each, dialect)) },
      done({ members }) {
        for (const [person, resource] of batch) members.set(person, resource);
      },
      change: { op: "Add", attribute: "members", to: batch.map(([, resource]) => resource).join(",") },
    });
  }
  for (const batch of batches(leaving, memberBatch)) {
    steps.push({
      operation: removalOf(batch, dialect),
      done({ members }) {
        for (const [person] of batch) members.delete(person);
      },
      change: { op: "Remove", attribute: "members", from: batch.map(([, resource]) => resource).join(",") },
    });
  }
  return steps;
}

function removalOf(batch: [string, string][], dialect: Dialect): JsonObject | JsonObject[] {
  if (dialect === "default")
    return { op: "Remove", path: "members", value: batch.map((each) => referenceTo(each, dialect)) };
  return batch.map(([, resource]) => ({ op: "remove", path: `members[value eq ${JSON.stringify(resource)}]` }));
}

function referenceTo([, resource]: [string, string], dialect: Dialect): JsonObject {
  return dialect === "default" ? { $ref: null, value: resource } : { value: resource };
}

function cased(op: string, dialect: Dialect): string {
  return dialect === "default" ? op : op.toLowerCase();
}

function* batches<Item>(items: Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
