import type { ClientSettings } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { genericMapping, guideMapping } from "./mapping.ts";

/** What the connector does at the service provider before an integration counts as verified, in this order. */
export type ActivationStep = "read" | "lookup" | "create" | "get" | "deactivate" | "delete" | "group";

/** How a JumpCloud application is set up. What JumpCloud does not document is a setting (idp-clients §4, §7.10). */
export interface JumpCloudSettings extends ClientSettings {
  /** The connector out of the catalogue, or the custom SCIM connector, which tries with a test user (default prebuilt). */
  connector?: "prebuilt" | "custom" | undefined;
  /** What activation sends (default: `read` for the prebuilt connector, everything else for the custom one). */
  activation?: readonly ActivationStep[] | undefined;
  /** The "Test User Email" of the custom connector (default scim-test@example.com). */
  testUserEmail?: string | undefined;
  /** The mapping table: of the 8x8 article, or what the custom connector sends; or rows of one's own (default 8x8). */
  mapping?: "8x8" | "generic" | readonly MappingRow[] | undefined;
  /** Whether a display name is sent although the 8x8 article has no row for it (default true). */
  displayName?: boolean | undefined;
  /** Where the department travels: in the enterprise extension, or as a key of the user (default enterprise). */
  department?: "enterprise" | "core" | undefined;
  /** How changed attributes are sent (default PUT). */
  updateVerb?: "PUT" | "PATCH" | undefined;
  /** How a user is switched off and on (default PATCH). */
  statusVerb?: "PATCH" | "PUT" | undefined;
  /** What becomes of the user of a person who is deleted in JumpCloud (default delete). */
  deleteMode?: "active" | "delete" | undefined;
  /** What becomes of the user of a person who leaves all bound groups (default active). */
  leaveMode?: "active" | "delete" | undefined;
  /** How a space in a filter is written (default plus). */
  filterEncoding?: "plus" | "percent20" | undefined;
  /** The User-Agent header (default none). */
  userAgent?: string | undefined;
  /** "Enable management of User Groups and Group Membership" (default false). */
  groups?: boolean | undefined;
  /** How a member is taken out of a group: by a value, or by a filter in the path (default value). */
  memberRemoval?: "value" | "filter" | undefined;
  /** How the administrator replaces the token (default deactivate-reactivate). */
  tokenChange?: "deactivate-reactivate" | "reauth" | undefined;
  /** How many users a page of an import asks for (default 100). */
  importPageSize?: number | undefined;
  /** How the result of importing exactly 100 users is told (default live). */
  importOfHundred?: "live" | "mail" | undefined;
}

/** Settings with every default filled in. */
export interface JumpCloudSetup {
  connector: "prebuilt" | "custom";
  activation: readonly ActivationStep[];
  testUserEmail: string;
  mapping: readonly MappingRow[];
  updateVerb: "PUT" | "PATCH";
  statusVerb: "PATCH" | "PUT";
  deleteMode: "active" | "delete";
  leaveMode: "active" | "delete";
  filterEncoding: "plus" | "percent20";
  groups: boolean;
  memberRemoval: "value" | "filter";
  tokenChange: "deactivate-reactivate" | "reauth";
  importPageSize: number;
  importOfHundred: "live" | "mail";
}

/** Fills in the defaults. */
export function setupOf(settings: JumpCloudSettings): JumpCloudSetup {
  const connector = settings.connector ?? "prebuilt";
  const groups = settings.groups ?? false;
  return {
    connector,
    activation: settings.activation ?? (connector === "prebuilt" ? ["read"] : customActivation(groups)),
    testUserEmail: settings.testUserEmail ?? "scim-test@example.com",
    mapping: tableOf(settings),
    updateVerb: settings.updateVerb ?? "PUT",
    statusVerb: settings.statusVerb ?? "PATCH",
    deleteMode: settings.deleteMode ?? "delete",
    leaveMode: settings.leaveMode ?? "active",
    filterEncoding: settings.filterEncoding ?? "plus",
    groups,
    memberRemoval: settings.memberRemoval ?? "value",
    tokenChange: settings.tokenChange ?? "deactivate-reactivate",
    importPageSize: settings.importPageSize ?? 100,
    importOfHundred: settings.importOfHundred ?? "live",
  };
}

function customActivation(groups: boolean): ActivationStep[] {
  return ["lookup", "create", "get", "deactivate", "delete", ...(groups ? ["group" as const] : [])];
}

function tableOf({
  mapping = "8x8",
  displayName = true,
  department = "enterprise",
}: JumpCloudSettings): readonly MappingRow[] {
  if (typeof mapping !== "string") return mapping;
  return mapping === "generic" ? genericMapping : guideMapping({ displayName, department });
}
