import { ENTERPRISE_USER, type JsonObject, USER } from "../../../scim/index.ts";
import type { Group } from "../directory.ts";
import type { Health } from "../identity-provider.ts";
import { assign, attributesOf, type Mapped, type MappingRow, partsOf, valueIn } from "../mapping.ts";
import type { Person, PersonAttributes } from "../person.ts";
import { type Change, operationsOf, patchOp } from "./dialect.ts";
import type { Failure } from "./failure.ts";
import type { Link } from "./link.ts";
import { passes } from "./scope.ts";
import type { ActiveEncoding, Configuration, Dialect } from "./settings.ts";

/** What Entra computes and reads of a person, by its own names. */
export type Sources = Record<string, string | boolean | undefined>;

/** Why a person counts as soft-deleted; one reason is enough, all must be gone for a return (C-21). */
export type Reason = "blocked" | "deleted" | "outOfScope";

/** What a cycle came to. */
export interface CycleCounts {
  /** How many objects it was about. */
  processed: number;
  /** How many of them failed. */
  failed: number;
  /** How many wait for another attempt, those of earlier cycles included. */
  waiting: number;
}

/** Why a job is held back: the code of the quarantine, the error behind it and what the administrator reads. */
export interface Quarantine {
  code: "EncounteredQuarantineException" | "EncounteredEscrowProportionThreshold";
  message: string;
}

/** An occasion to mail the administrator. */
export type Occasion = "failures" | "quarantine" | "disabled";

/** What Entra ID decides, each for itself. A mutant of the client replaces one. */
export interface EntraDecisions {
  /** Whether provisioning can be switched on, by what the test of the connection said. */
  mayStart(tested: { ok: boolean }): boolean;
  /** Whether a cycle runs in this state of the job. */
  cycles(state: Health["state"]): boolean;
  /** Milliseconds from the beginning of a cycle to the next. */
  interval(state: Health["state"]): number;
  /** Whether a cycle is about everybody or only about what has changed; `earlier` cycles came to their end. */
  kind(earlier: number): "initial" | "incremental";
  /** Of whom an incremental cycle is: who has changed, and whose next attempt is due. */
  due(changed: string[], retried: string[]): string[];
  /** What becomes of users when provisioning is switched off. */
  onStop(): "nothing" | "deactivate";
  /** The mapping table in use: the saved one, whatever is being edited. */
  mapping(saved: readonly MappingRow[], edited: readonly MappingRow[]): readonly MappingRow[];
  /** What the directory tells of a person, by the names that mapping tables use. */
  sources(person: Person, softDeleted: boolean): Sources;
  /** Whether a person is in the scope of the application. */
  inScope(person: Person, assigned: boolean, sources: Sources): boolean;
  /** Why a person counts as soft-deleted. */
  reasons(person: Person, inScope: boolean): Reason[];
  /** What a user is looked up by, in this order, the first hit counts. None: no look-up. */
  matchOn(values: Mapped, sources: Sources): { attribute: string; value: string }[];
  /** The filter of a look-up (RFC 7644 §3.4.2.2). */
  filter(attribute: string, value: string): string;
  /** Whether a resource that was found is the one that was looked for. */
  isMatch(resource: JsonObject, attribute: string, value: string): boolean;
  /** The body of a create. */
  createBody(values: Mapped, person: Person): JsonObject;
  /** Whether a user that was found is brought up to date. */
  updatesOnLink(): boolean;
  /** Whether the resource is read before this update. */
  reads(update: { onlyActive: boolean }): boolean;
  /** What is to be changed, given the resource as it was read, or what was sent last. */
  changes(wanted: Mapped, current: JsonObject, sent: Mapped): Change[];
  /** The body of a PATCH. */
  patchBody(changes: readonly Change[], dialect: Dialect): JsonObject;
  /** The body of a PUT, where the job is set to send one. */
  putBody(values: Mapped, current: JsonObject): JsonObject;
  /** What becomes of the user of a person who returns. */
  onReturn(person: Person): "update" | "create";
  /** What becomes of a user whose person was removed for good. */
  onPurge(link: Link): "delete" | "nothing";
  /** What a resource of the service provider changes in the directory: nothing. */
  writesBack(resource: JsonObject, person: Person): Partial<PersonAttributes>;
  /** Whether a group becomes a Group of the service provider. */
  pushesGroup(group: Group): boolean;
  /** Milliseconds from the first failure to the next attempt, `waited` having gone by; undefined when there is none. */
  retry(failure: Failure, waited: number): number | undefined;
  /** Whether this failure holds the job back at once. */
  quarantineAtOnce(failure: Failure): Quarantine | undefined;
  /** Whether a cycle with so many failures holds the job back. */
  quarantineByCount(counts: CycleCounts): Quarantine | undefined;
  /** The subject of a mail on an occasion; undefined when none is sent. */
  mail(occasion: Occasion, application: string): string | undefined;
  /** The status that the provisioning log tells. */
  logged(outcome: "success" | "failure" | "skipped"): "success" | "failure" | "skipped" | "warning";
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A job runs every 40 minutes. */
export const CYCLE: number = 40 * MINUTE;
/** In quarantine, and for what fails again and again, once a day. */
export const DAY: number = 24 * HOUR;
/** After so long in quarantine a job is disabled; what failed for so long is given up. */
export const PATIENCE: number = 28 * DAY;

/** What Entra ID decides as it is configured. */
export function conforming(configuration: Configuration): EntraDecisions {
  const { scope, matching, clearing, explicitNulls } = configuration;
  return {
    mayStart: ({ ok }) => ok,
    cycles: (state) => state === "running" || state === "quarantine",
    interval: (state) => (state === "quarantine" ? DAY : CYCLE),
    kind: (earlier) => (earlier === 0 ? "initial" : "incremental"),
    due: (changed, retried) => [...new Set([...changed, ...retried])],
    onStop: () => "nothing",
    mapping: (saved) => saved,
    sources: sourcesOf,
    inScope: (_person, assigned, sources) => (scope === "assigned" ? assigned : passes(scope.filter, sources)),

    reasons(person, inScope) {
      const reasons: Reason[] = [];
      if (person.blocked) reasons.push("blocked");
      if (person.deleted) reasons.push("deleted");
      if (!inScope) reasons.push("outOfScope");
      return reasons;
    },

    matchOn: (values) =>
      matching.flatMap((attribute) => {
        const value = values.get(attribute);
        return value === undefined ? [] : [{ attribute, value: String(value) }];
      }),
    filter: (attribute, value) => `${attribute} eq ${JSON.stringify(value)}`,
    isMatch: (resource, attribute, value) =>
      String(valueIn(resource, attribute) ?? "").toLowerCase() === value.toLowerCase(),
    createBody: (values) => createBody(values, explicitNulls),
    updatesOnLink: () => true,
    reads: ({ onlyActive }) => !onlyActive,

    changes(wanted, current, sent) {
      const changes: Change[] = [];
      for (const [attribute, to] of wanted) {
        const from = valueIn(current, attribute);
        if (same(from, to)) continue;
        changes.push({ op: from === undefined || from === null ? "Add" : "Replace", attribute, from, to });
      }
      if (clearing === "nothing") return changes;
      for (const attribute of sent.keys()) {
        const from = valueIn(current, attribute);
        if (wanted.has(attribute) || from === undefined) continue;
        changes.push(
          clearing === "remove" ? { op: "Remove", attribute, from } : { op: "Replace", attribute, from, to: "" },
        );
      }
      return changes;
    },

    patchBody: (changes, dialect) => patchOp(operationsOf(changes, dialect, encodingFor(configuration, dialect))),
    putBody: (values, current) => ({ ...createBody(values, false), id: current["id"] ?? null }),
    onReturn: () => "update",
    // Who was unassigned before is no longer known to the job when the directory removes the person.
    onPurge: ({ released }) => (released ? "nothing" : "delete"),
    writesBack: () => ({}),
    pushesGroup: () => configuration.groups,

    retry(failure, waited) {
      if (waited >= PATIENCE) return undefined;
      if (failure.transient) return waited + CYCLE;
      return [6 * HOUR, 12 * HOUR].find((slot) => slot > waited) ?? (Math.floor(waited / DAY) + 1) * DAY;
    },

    quarantineAtOnce({ fatal, code, reason }) {
      if (fatal === undefined) return undefined;
      return { code: "EncounteredQuarantineException", message: `${code}: ${reason}` };
    },

    quarantineByCount({ processed, failed, waiting }) {
      const proportion = failed >= 5000 && failed > processed * 0.4;
      if (!proportion && waiting <= 40_000) return undefined;
      return {
        code: "EncounteredEscrowProportionThreshold",
        message: `${failed} of ${processed} objects of the cycle failed, ${waiting} wait for another attempt`,
      };
    },

    mail: (occasion, application) => SUBJECTS[occasion](application),
    logged: (outcome) => outcome,
  };
}

/** How a PATCH in this dialect writes `active`. */
export function encodingFor({ activeEncoding }: Configuration, dialect: Dialect): ActiveEncoding {
  return activeEncoding ?? (dialect === "default" ? "False" : false);
}

const SUBJECTS: Record<Occasion, (application: string) => string> = {
  failures: (application) => `Provisioning to ${application} has failures`,
  quarantine: (application) => `Provisioning to ${application} is in quarantine`,
  disabled: (application) => `Provisioning to ${application} was disabled`,
};

function sourcesOf({ id, attributes, blocked }: Person, softDeleted: boolean): Sources {
  const { givenName, familyName } = attributes;
  const joined = [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return {
    objectId: id,
    userPrincipalName: attributes.userName,
    mail: attributes.email,
    mailNickname: attributes.mailNickname,
    givenName,
    surname: familyName,
    displayName: attributes.displayName ?? (joined === "" ? undefined : joined),
    'Join(" ", [givenName], [surname])': joined,
    jobTitle: attributes.title,
    department: attributes.department,
    employeeId: attributes.employeeNumber,
    mobile: attributes.mobilePhone,
    telephoneNumber: attributes.workPhone,
    physicalDeliveryOfficeName: attributes.office,
    city: attributes.city,
    preferredLanguage: attributes.locale,
    extension_timezone: attributes.timezone,
    accountEnabled: !blocked,
    isSoftDeleted: softDeleted,
  };
}

// The URN of a custom extension is not among the schemas, although its object is sent; the enterprise URN always is.
function createBody(values: Mapped, explicitNulls: boolean): JsonObject {
  const attributes = attributesOf(values);
  const body: JsonObject = {
    schemas: [USER, ENTERPRISE_USER],
    ...attributes,
    meta: { resourceType: "User" },
    roles: [],
  };
  if (values.has('emails[type eq "work"].value')) assign(body, 'emails[type eq "work"].primary', true);
  if (explicitNulls) for (const name of UNSET) body[name] ??= null;
  return body;
}

const UNSET = ["addresses", "displayName", "nickName", "preferredLanguage", "title", "userType"];

// Texts are compared as they are; a boolean also with the text that a service provider may make of it.
function same(current: unknown, wanted: string | boolean): boolean {
  if (typeof wanted === "boolean" && typeof current === "string") return current.toLowerCase() === String(wanted);
  return current === wanted;
}

/** Whether these changes are of `active` only. */
export function onlyActive(changes: readonly Change[]): boolean {
  return changes.every(({ attribute }) => partsOf(attribute).attribute === "active");
}
