import type { JsonObject } from "../../../scim/index.ts";
import type { Group } from "../directory.ts";
import type { ProvisioningEvent } from "../event.ts";
import { type Mapped, type MappingRow, valueIn } from "../mapping.ts";
import type { Person } from "../person.ts";
import type { Answer, NoAnswer } from "../wire.ts";
import { isAnswer } from "../wire.ts";
import { activationPatch, type CreateContext, createBody, mergedBody, profilePatch } from "./body.ts";
import { reasonOf } from "./failure.ts";
import { sourcesOf } from "./mappings.ts";
import { type Profile, telephonyIn } from "./profile.ts";
import type { OktaImportSchedule, ResolvedSettings } from "./settings.ts";

/** By which ways a person is assigned to the application. */
export interface OktaAssignment {
  direct: boolean;
  /** The ids of the assigned groups that the person is in. */
  groups: readonly string[];
}

/** Why a user is to be deactivated. */
export type OktaLeaving = "unassigned" | "left-group" | "deactivated" | "deleted" | "purged";

/** One request that changes a user. */
export interface OktaChange {
  method: "PUT" | "PATCH";
  body: JsonObject;
}

/** What a profile update is made of. */
export interface OktaUpdate {
  /** The user as the service provider showed it just now. */
  current: JsonObject;
  values: Mapped;
  /** The targets whose value differs from what was sent. */
  changed: readonly string[];
  /** Those of them that Okta has no value for any more. */
  cleared: readonly string[];
  password: string;
}

/** The decisions of the Okta client, one function each; a mutant replaces one of them. */
export interface OktaDecisions {
  /** The mapping rows in force. */
  table(rows: readonly MappingRow[]): readonly MappingRow[];
  /** The values of a person under the names that mapping rows use. */
  sources(person: Person): Record<string, string | undefined>;
  /** Whether a person is to have an active user. */
  wanted(person: Person, assignment: OktaAssignment): boolean;
  /** The required attributes that a person lacks; who lacks one is not synchronised. */
  lacking(sources: Record<string, string | undefined>): string[];
  /** Path and query of the request that looks for a user. */
  lookup(value: string): string;
  /** The user that a look-up found. */
  matching(list: JsonObject, value: string): JsonObject | undefined;
  /** The body of a POST. */
  create(values: Mapped, context: CreateContext): JsonObject;
  /** The targets whose value is to be sent; `sent` is what Okta believes the service provider has. */
  changed(sent: Mapped, values: Mapped): string[];
  /** How changed values are sent; undefined sends nothing. */
  update(update: OktaUpdate): OktaChange | undefined;
  /** How a user is switched on or off; `current` is there where `activationNeedsCurrent` asks for it. */
  activation(active: boolean, current: JsonObject | undefined): OktaChange;
  /** Whether the user is read before it is switched on or off. */
  activationNeedsCurrent(): boolean;
  /** Whether leaving the application is told to the service provider. */
  deactivates(person: string, leaving: OktaLeaving): boolean;
  /** Whether an answer shows that the user was switched on. */
  reactivated(resource: JsonObject): boolean;
  /** Whether a user is deleted by DELETE once its person is. */
  deletes(): boolean;
  /** How long to wait after a 429, by its `Retry-After` and how often it was tried; undefined gives up. */
  waitMs(retryAfter: string | null, tries: number): number | undefined;
  /** Whether a person can have a failed task tried again. */
  retries(task: { person: string | undefined; kind: string }): boolean;
  /** Whether something that happened is logged, and raises a task where it failed. */
  reports(event: ProvisioningEvent): boolean;
  /** What the test of the credentials says. */
  testResult(answers: (Answer | NoAnswer)[]): { ok: boolean; message: string };
  /** Whether a group is pushed as a group; `asked` where an administrator wants it. */
  pushesGroup(group: Group, asked: boolean): boolean;
  /** Whether users are imported. */
  importEnabled(schedule: OktaImportSchedule): boolean;
  /** The minutes between two scheduled imports. */
  pollingMinutes(schedule: OktaImportSchedule): number;
  /** Path and query of one page of an import. */
  importPage(startIndex: number): string;
  /** Whether an import looks at a user of the service provider. */
  imports(resource: JsonObject): boolean;
  /** What an import takes from a user into the profile of its person; undefined where it is not mapped. */
  telephonyOf(resource: JsonObject): Profile | undefined;
}

const MINUTE = 60_000;
const MOST_TRIES = 10;
const REQUIRED = ["user.username", "user.firstName", "user.lastName", "user.email"];

/** What Okta does, as far as it is known. */
export function conformingOkta(settings: ResolvedSettings): OktaDecisions {
  const { family, cleared, uniqueIdentifier, application } = settings;
  const byEmail = uniqueIdentifier === "email";
  return {
    table: (rows) =>
      byEmail
        ? rows.map((row) => (row.target === "userName" ? { ...row, source: { attribute: "user.email" } } : row))
        : rows,
    sources: sourcesOf,
    wanted: ({ blocked, deleted }, { direct, groups }) => !blocked && !deleted && (direct || groups.length > 0),
    lacking: (sources) => REQUIRED.filter((name) => (sources[name] ?? "") === ""),
    lookup: (value) => `/Users?filter=${encodeURIComponent(`userName eq "${quoted(value)}"`)}&startIndex=1&count=100`,
    matching(list, value) {
      const found = resourcesOf(list);
      const same = found.filter((each) => String(valueIn(each, "userName")).toLowerCase() === value.toLowerCase());
      return same[0] ?? found[0];
    },
    create: createBody,
    changed: (sent, values) =>
      [...new Set([...sent.keys(), ...values.keys()])].filter((target) => sent.get(target) !== values.get(target)),
    update({ current, values, changed, cleared: lost, password }) {
      if (family === "oin-patch")
        return changed.length === 0 ? undefined : { method: "PATCH", body: profilePatch(values, changed, cleared) };
      const sent = settings.passwordInPut ? password : undefined;
      const body = mergedBody(current, values, { cleared: lost, how: cleared, password: sent });
      return { method: "PUT", body: family === "aiw" ? { ...body, active: true } : body };
    },
    activation: (active, current) =>
      family === "aiw"
        ? { method: "PUT", body: { ...structuredClone(current ?? {}), active } }
        : { method: "PATCH", body: activationPatch(active) },
    activationNeedsCurrent: () => family === "aiw",
    deactivates: () => true,
    reactivated: (resource) => valueIn(resource, "active") === true,
    deletes: () => settings.granularDelete,
    waitMs(retryAfter, tries) {
      if (tries >= MOST_TRIES) return undefined;
      const seconds = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) * 1000 : 5 * MINUTE;
      return seconds * 2 ** (tries - 1);
    },
    retries: () => true,
    reports: () => true,
    testResult(answers) {
      const failed = answers.find((answer) => !isAnswer(answer) || answer.status !== 200 || !isList(answer.body));
      if (failed === undefined) return { ok: true, message: `${application} was verified successfully!` };
      if (isAnswer(failed) && failed.status === 200)
        return { ok: false, message: "Error authenticating: the answer is no ListResponse of SCIM 2.0" };
      return { ok: false, message: `Error authenticating: ${reasonOf(failed)}` };
    },
    pushesGroup: (_group, asked) => settings.groupPush && asked,
    importEnabled: ({ enabled }) => enabled,
    pollingMinutes: ({ intervalMinutes }) => intervalMinutes,
    importPage: (startIndex) => `/Users?startIndex=${startIndex}&count=100`,
    imports: (resource) => valueIn(resource, "active") !== false,
    telephonyOf: (resource) => (settings.telephony === "import" ? telephonyIn(resource) : undefined),
  };
}

/** The resources of a ListResponse, whichever case its keys have; none where it is none. */
export function resourcesOf(list: JsonObject): JsonObject[] {
  const found = valueIn(list, "Resources");
  return Array.isArray(found) ? found.filter((each) => typeof each === "object" && each !== null) : [];
}

/** Whether a body is a ListResponse: its counter is an integer, and there are resources where it says so. */
export function isList(body: JsonObject | undefined): body is JsonObject {
  if (body === undefined) return false;
  const total = valueIn(body, "totalResults");
  if (!Number.isInteger(total)) return false;
  return total === 0 || Array.isArray(valueIn(body, "Resources"));
}

function quoted(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
