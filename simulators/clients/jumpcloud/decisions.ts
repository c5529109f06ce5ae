import type { JsonObject } from "../../../scim/index.ts";
import type { ImportedUser } from "../identity-provider.ts";
import { attributesOf, type Mapped, type MappingRow } from "../mapping.ts";
import type { Person } from "../person.ts";
import type { EventType, Occurrence } from "./insights.ts";
import type { ActivationStep, JumpCloudSetup } from "./settings.ts";

/** One attribute that is to become another. Undefined is none. */
export interface Change {
  target: string;
  from?: string | boolean | undefined;
  to?: string | boolean | undefined;
}

/** What becomes of a user whose person is out of reach. */
export type Removal = "active" | "delete" | "nothing";

/** Everything that JumpCloud decides, one thing each; a mutant replaces one. */
export interface JumpCloudDecisions {
  /** What is sent before the integration counts as verified (8X8-JC-01). */
  activationSteps(): readonly ActivationStep[];
  /** How another token is entered (8X8-TOKEN-06). */
  tokenRoute(): "deactivate-reactivate" | "reauth";
  /** The token in use after the one of an active integration was replaced (8X8-DI-03). */
  tokenAfterReauth(tokens: { entered: string; used: string | undefined }): string | undefined;
  /** Whether changes are sent (8X8-JC-10). */
  pushes(integration: { active: boolean }): boolean;
  /** Whose users are switched off because the integration is (8X8-TOKEN-09). */
  deprovisionedOnDeactivation(people: readonly string[]): readonly string[];

  /** The SSO IdP URL of an application that was given none (8X8-JC-08). */
  defaultIdpUrl(application: string): string;
  /** Whether the SSO IdP URL can be edited (8X8-JC-09). */
  idpUrlIsOpen(application: { saved: boolean }): boolean;
  /** Whether what was typed confirms a deletion (8X8-JC-12). */
  deletionIsConfirmed(deletion: { typed: string; chosen: number }): boolean;

  /** Whether a person is provisioned. `bound`: member of a bound group (8X8-JC-03, 8X8-IMPORT-07). */
  inScope(person: Person, known: { bound: boolean; imported: boolean }): boolean;
  /** The status of a person in scope (8X8-ATTR-11). */
  isActive(person: Person, known: { passwordExpired: boolean }): boolean;
  /** What is sent when a person leaves all bound groups (8X8-JC-05). */
  whenLeaving(): Removal;
  /** What is sent when a person is deleted in JumpCloud (8X8-DI-08). */
  whenDeleted(): Removal;

  /** Whether a user is looked up before it is created (8X8-JC-04). */
  looksUp(): boolean;
  /** Path and query of the lookup. */
  lookup(userName: string): string;
  /** Which attribute becomes which (8X8-ATTR-01..12, 8X8-JC-07). */
  mapping(): readonly MappingRow[];
  /** The user as POST and PUT carry it. */
  userBody(values: Mapped): JsonObject;
  /** What differs between the attributes sent last and those of now. */
  changes(sent: Mapped, wanted: Mapped): Change[];
  /** How changed attributes are sent (8X8-JC-06). */
  updateVerb(): "PUT" | "PATCH";
  /** How a user is switched off and on. */
  statusVerb(): "PUT" | "PATCH";
  /** The PatchOp for changed attributes. */
  patchBody(changes: readonly Change[]): JsonObject;

  /** Whether groups are sent besides users (8X8-GROUP-03, 8X8-DI-10). */
  managesGroups(): boolean;
  /** Path and query of the lookup of a group. */
  groupLookup(name: string): string;
  /** The operation that takes a member out of a group. */
  memberRemoval(member: string): JsonObject;

  /** Whether another page of the list is read (8X8-IMPORT-01). */
  readsOn(list: { read: number; total: number }): boolean;
  /** What is shown beside a listed user (8X8-IMPORT-02). */
  importStatus(user: { hasAccount: boolean }): ImportedUser["status"];
  /** The list with the filter for new users on (8X8-IMPORT-03). */
  newUsersFirst(users: readonly ImportedUser[]): ImportedUser[];
  /** How the result of an import is told (8X8-IMPORT-04, -05). */
  importReport(count: number): "live" | "mail" | "none";
  /** Which of the imported users are sent back (8X8-IMPORT-08). */
  writesBack(resources: readonly string[]): readonly string[];

  /** The event that is logged of an occurrence; undefined logs none (8X8-DI-01..10). */
  eventType(occurrence: Occurrence, outcome: "success" | "failure"): EventType | undefined;
  /** What an event tells of a failure (8X8-DI-13). */
  failureDetail(reason: string): string | undefined;
}

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** JumpCloud as it is known, shaped by the settings. */
export function conforming(setup: JumpCloudSetup): JumpCloudDecisions {
  return {
    activationSteps: () => setup.activation,
    tokenRoute: () => setup.tokenChange,
    tokenAfterReauth: ({ entered }) => entered,
    pushes: ({ active }) => active,
    deprovisionedOnDeactivation: () => [],

    defaultIdpUrl: (application) => `https://sso.jumpcloud.com/saml2/${application}`,
    idpUrlIsOpen: ({ saved }) => !saved,
    deletionIsConfirmed: ({ typed, chosen }) => typed.trim() === String(chosen),

    inScope: (person, { bound }) => bound && !person.deleted,
    isActive: (person, { passwordExpired }) => !person.blocked && !passwordExpired,
    whenLeaving: () => setup.leaveMode,
    whenDeleted: () => setup.deleteMode,

    looksUp: () => true,
    lookup: (userName) => `/Users?filter=${filterValue(`userName eq "${escaped(userName)}"`, setup.filterEncoding)}`,
    mapping: () => setup.mapping,
    userBody: (values) => ({ schemas: [CORE, ENTERPRISE], ...withPrimary(attributesOf(values)) }),
    changes,
    updateVerb: () => setup.updateVerb,
    statusVerb: () => setup.statusVerb,
    patchBody: (each) => ({ schemas: [PATCH_OP], Operations: each.map(operation) }),

    managesGroups: () => setup.groups,
    groupLookup: (name) => `/Groups?filter=${filterValue(`displayName eq "${escaped(name)}"`, setup.filterEncoding)}`,
    memberRemoval: (member) =>
      setup.memberRemoval === "value"
        ? { op: "remove", path: "members", value: [{ value: member }] }
        : { op: "remove", path: `members[value eq "${member}"]` },

    readsOn: ({ read, total }) => read < total,
    importStatus: ({ hasAccount }) => (hasAccount ? "imported" : "new"),
    newUsersFirst: (users) => [
      ...users.filter(({ status }) => status === "new"),
      ...users.filter(({ status }) => status !== "new"),
    ],
    importReport: (count) => (count > 100 ? "mail" : count < 100 ? "live" : setup.importOfHundred),
    writesBack: () => [],

    eventType: (occurrence) => EVENTS[occurrence],
    failureDetail: (reason) => reason,
  };
}

const EVENTS: Record<Occurrence, EventType | undefined> = {
  "integration-activated": "idm_integration_activate",
  "integration-updated": "idm_integration_update",
  "integration-reauthenticated": "idm_integration_reauth",
  "integration-deactivated": "idm_integration_delete",
  "user-created": "user_create_provision",
  "user-updated": "user_update_provision",
  "user-reactivated": "user_update_provision",
  "user-deactivated": "user_deprovision",
  "user-deleted": "user_delete_provision",
  "user-looked-up": undefined,
  "lookup-failed": "user_lookup_provision",
  "users-listed": undefined,
  "group-created": "group_create_provision",
  "group-updated": "group_update_provision",
  "group-deleted": "group_delete_provision",
};

/** A filter as the value of a query parameter. */
export function filterValue(filter: string, encoding: "plus" | "percent20"): string {
  const encoded = encodeURIComponent(filter);
  return encoding === "plus" ? encoded.replaceAll("%20", "+") : encoded;
}

/** A value for a filter, within quotes (RFC 7644 §3.4.2.2). */
export function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function withPrimary(resource: JsonObject): JsonObject {
  const { emails } = resource;
  if (!Array.isArray(emails)) return resource;
  return { ...resource, emails: emails.map((item) => ({ primary: true, ...(item as JsonObject) })) };
}

function changes(sent: Mapped, wanted: Mapped): Change[] {
  return [...new Set([...wanted.keys(), ...sent.keys()])]
    .map((target) => ({ target, from: sent.get(target), to: wanted.get(target) }))
    .filter(({ from, to }) => from !== to);
}

function operation({ target, to }: Change): JsonObject {
  return to === undefined ? { op: "remove", path: target } : { op: "replace", path: target, value: to };
}
