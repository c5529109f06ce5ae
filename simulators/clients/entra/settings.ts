import type { ClientSettings } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { genericMapping, siteUnder, tutorialMapping } from "./mappings.ts";
import type { ScopingClause } from "./scope.ts";

/** The two forms of PATCH: as it always was, and with the flag that asks for RFC 7644. */
export type Dialect = "default" | "aadOptscim062020";

/** How `active` is written into a PATCH. */
export type ActiveEncoding = "False" | "false" | false;

/** Everybody who is assigned, or everybody in the directory whom the filter lets through. */
export type Scope = "assigned" | { filter: ScopingClause[] };

/** How an application is set up in Entra ID. */
export interface EntraSettings extends ClientSettings {
  /** From the gallery, as 8x8 is, or the administrator's own (default "gallery"). */
  family?: "gallery" | "nonGallery" | undefined;
  /** Default: what the flag in the query of `baseUrl` says, and "default" without one. */
  dialect?: Dialect | undefined;
  /** Default: "False" as text; a Boolean under `aadOptscim062020`. */
  activeEncoding?: ActiveEncoding | undefined;
  /** The verb of updates (default "PATCH"; nobody has seen "PUT", which the 8x8 guides would need, C-12). */
  updateVerb?: "PATCH" | "PUT" | undefined;
  /** How the filter of a look-up is encoded: form style or percent (default "plus"). */
  filterEncoding?: "plus" | "percent20" | undefined;
  /** Default: the tutorial's table in the gallery, the template's outside. */
  mapping?: readonly MappingRow[] | undefined;
  /** The URN that the site row is written under; default: what the table says (C-01). */
  siteUrn?: string | undefined;
  /** Target attributes that a user is looked up by, in their order (default `userName`). */
  matching?: readonly string[] | undefined;
  /** Default "assigned". */
  scope?: Scope | undefined;
  /** The three boxes "Create", "Update" and "Delete"; disabling is an update (all ticked by default). */
  targetActions?: { create?: boolean; update?: boolean; delete?: boolean } | undefined;
  /** The job secret of that name: who leaves the scope is not disabled (default false). */
  skipOutOfScopeDeletions?: boolean | undefined;
  /** Whether the mapping of groups is enabled (default: only outside the gallery). */
  groups?: boolean | undefined;
  /** How many members one operation of a group carries (default 500; undocumented). */
  memberBatch?: number | undefined;
  /** What becomes of an attribute that has lost its value: nothing, a Remove, or "" (default "nothing"). */
  clearing?: "nothing" | "remove" | "emptyText" | undefined;
  /** Whether a create carries null for what has no value, as an older sample does (default false). */
  explicitNulls?: boolean | undefined;
  /** Minutes between keep-alive look-ups while the job runs; default: none are sent. */
  keepAliveMinutes?: number | undefined;
  /** How many users a page of account discovery asks for (default 100; undocumented). */
  discoveryPage?: number | undefined;
  /** The address that failures are mailed to. */
  notify?: string | undefined;
}

/** The settings with what is used for those left out. */
export interface Configuration {
  family: "gallery" | "nonGallery";
  application: string;
  dialect: Dialect;
  activeEncoding: ActiveEncoding | undefined;
  updateVerb: "PATCH" | "PUT";
  filterEncoding: "plus" | "percent20";
  mapping: readonly MappingRow[];
  matching: readonly string[];
  scope: Scope;
  targetActions: { create: boolean; update: boolean; delete: boolean };
  skipOutOfScopeDeletions: boolean;
  groups: boolean;
  memberBatch: number;
  clearing: "nothing" | "remove" | "emptyText";
  explicitNulls: boolean;
  /** Infinity: none are sent. */
  keepAliveMinutes: number;
  discoveryPage: number;
  notify: string | undefined;
}

/** Fills in what is left out. A flag in the query of the Tenant URL chooses the dialect. */
export function configured(settings: EntraSettings): Configuration {
  const { family = "gallery", siteUrn } = settings;
  const flagged = /[?&]aadOptscim062020\b/i.test(settings.baseUrl);
  const table = settings.mapping ?? (family === "gallery" ? tutorialMapping : genericMapping);
  return {
    family,
    application: settings.application ?? "8x8",
    dialect: settings.dialect ?? (flagged ? "aadOptscim062020" : "default"),
    activeEncoding: settings.activeEncoding,
    updateVerb: settings.updateVerb ?? "PATCH",
    filterEncoding: settings.filterEncoding ?? "plus",
    mapping: siteUrn === undefined ? table : siteUnder(siteUrn, table),
    matching: settings.matching ?? ["userName"],
    scope: settings.scope ?? "assigned",
    targetActions: { create: true, update: true, delete: true, ...settings.targetActions },
    skipOutOfScopeDeletions: settings.skipOutOfScopeDeletions ?? false,
    groups: settings.groups ?? family === "nonGallery",
    memberBatch: positive("memberBatch", settings.memberBatch ?? 500),
    clearing: settings.clearing ?? "nothing",
    explicitNulls: settings.explicitNulls ?? false,
    discoveryPage: positive("discoveryPage", settings.discoveryPage ?? 100),
    keepAliveMinutes: positive("keepAliveMinutes", settings.keepAliveMinutes ?? Number.POSITIVE_INFINITY),
    notify: settings.notify,
  };
}

function positive(setting: string, value: number): number {
  if (value > 0) return value;
  throw new RangeError(`${setting} is a number above 0, not ${value}`);
}
