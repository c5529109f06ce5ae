import type { ClientSettings } from "../identity-provider.ts";
import type { MappingRow } from "../mapping.ts";
import { minimumMapping } from "./mappings.ts";

/** Which of the client families that Okta has, by the verbs that it sends. */
export type OktaFamily =
  /** An application of the integration network: PUT for the profile, PATCH for `active`. */
  | "oin-put"
  /** An application of the integration network that updates by PATCH throughout. */
  | "oin-patch"
  /** An application made with the App Integration Wizard: PUT for everything. */
  | "aiw";

/** How often users are imported, if at all. */
export interface OktaImportSchedule {
  enabled: boolean;
  intervalMinutes: number;
}

/** The switches of the page "To App". */
export interface OktaFeatures {
  create: boolean;
  update: boolean;
  deactivate: boolean;
}

/** How an Okta application is set up. */
export interface OktaSettings extends ClientSettings {
  /** Which verbs are sent (default `oin-put`). */
  family?: OktaFamily | undefined;
  /** The switches of the page "To App" (default: all on). */
  features?: Partial<OktaFeatures> | undefined;
  /** From which profile attribute which SCIM attribute is filled (default: the minimum of the 8x8 guide). */
  mapping?: readonly MappingRow[] | undefined;
  /** Whose value names a user at the service provider (default `userName`). */
  uniqueIdentifier?: "userName" | "email" | undefined;
  /**
   * How the token is sent: with the prefix Bearer, raw, as `user:password` of Basic, or as an OAuth access token that
   * is refreshed once where it is refused (default `bearer`).
   */
  authentication?: "bearer" | "header" | "basic" | "oauth" | undefined;
  /** Gives another access token under `oauth`. */
  refreshToken?: (() => Promise<string>) | undefined;
  /** Refuses base URLs that the integration network does: not https, or with an underscore (default false). */
  strictUrl?: boolean | undefined;
  /** Sends the profile after a match always, or only where it differs from what is there (default `always`). */
  pushOnMatch?: "always" | "different" | undefined;
  /** What becomes of an attribute that Okta has no value for any more (default `omit`). */
  cleared?: "omit" | "empty" | undefined;
  /** Whether the placeholder password is in a PUT too (default false). */
  passwordInPut?: boolean | undefined;
  /** The deprovisioning of 2026: a user who is deleted in Okta is deleted by DELETE (default false). */
  granularDelete?: boolean | undefined;
  /** Scheduled import (default: enabled, every 60 minutes). */
  import?: Partial<OktaImportSchedule> | undefined;
  /** Whether import and the test of the credentials ask for groups too (default false). */
  importGroups?: boolean | undefined;
  /** Whether an import asks for a page past the last one (default true). */
  pagePastEnd?: boolean | undefined;
  /** Whether a user who was matched exactly is confirmed without a person (default false). */
  confirmAutomatically?: boolean | undefined;
  /** Whether the service provider is the source of profiles: who is missing there is deactivated here (default false). */
  profileSource?: boolean | undefined;
  /** More than this share of users who would lose the application stops an import; false lets it pass (default 20). */
  importSafeguard?: number | false | undefined;
  /** How telephony data gets into the profiles: pushed to the users API, or mapped at an import (default `push`). */
  telephony?: "push" | "import" | undefined;
  /** Whether groups can be pushed; 8x8 does not offer it (default false). */
  groupPush?: boolean | undefined;
  /** The token that the users API takes (default: one that follows from the seed). */
  apiToken?: string | undefined;
}

type Defaulted =
  | "application"
  | "seed"
  | "timeoutMs"
  | "family"
  | "mapping"
  | "uniqueIdentifier"
  | "authentication"
  | "strictUrl"
  | "pushOnMatch"
  | "cleared"
  | "passwordInPut"
  | "granularDelete"
  | "importGroups"
  | "pagePastEnd"
  | "confirmAutomatically"
  | "profileSource"
  | "importSafeguard"
  | "telephony"
  | "groupPush";

type Defaults = { [Name in Defaulted]: Exclude<OktaSettings[Name], undefined> };

/** Settings with every default filled in. */
export type ResolvedSettings = Omit<OktaSettings, Defaulted | "features" | "import"> &
  Defaults & { features: OktaFeatures; import: OktaImportSchedule };

const defaults: Defaults = {
  application: "8x8",
  seed: 1,
  timeoutMs: 60_000,
  family: "oin-put",
  mapping: minimumMapping,
  uniqueIdentifier: "userName",
  authentication: "bearer",
  strictUrl: false,
  pushOnMatch: "always",
  cleared: "omit",
  passwordInPut: false,
  granularDelete: false,
  importGroups: false,
  pagePastEnd: true,
  confirmAutomatically: false,
  profileSource: false,
  importSafeguard: 20,
  telephony: "push",
  groupPush: false,
};

/** Fills in the defaults. */
export function resolved({ features, import: schedule, ...settings }: OktaSettings): ResolvedSettings {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  return {
    ...settings,
    ...{ ...defaults, ...given },
    features: { create: true, update: true, deactivate: true, ...features },
    import: { enabled: true, intervalMinutes: 60, ...schedule },
  };
}
