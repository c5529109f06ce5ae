import type { JsonObject } from "../../scim/index.ts";
import type { Customer, User8x8 } from "./model.ts";

/** What the Okta Sync Back area holds (8X8-SYNCBACK-08, C-25). */
export interface SyncBackSettings {
  /** The URL of the Okta organisation. */
  url: string | undefined;
  /** The Okta API token, as it was pasted (8X8-SYNCBACK-13). */
  token: string | undefined;
  /** Generated here; what it is for is not documented (8X8-SYNCBACK-14). */
  secret: string | undefined;
}

/** The way back to Okta of a customer: what was saved, what was not, and what came of it. */
export interface SyncBack extends SyncBackSettings {
  /** What was filled in and not saved. */
  draft: SyncBackSettings | undefined;
  /** What Okta was told last, by the id of the user. */
  told: Map<string, JsonObject>;
  /** Why the way back failed last; undefined once it has worked again. */
  failure: string | undefined;
}

/** The Okta Sync Back area as the page shows it: its fields are empty after Save (8X8-SYNCBACK-08). */
export type SyncBackPage = {
  url: string | null;
  token: string | null;
  secret: string | null;
  /** Whether the page shows something that was not saved. */
  unsaved: boolean;
  /** Whether telephony data goes back to Okta, whatever the page shows (8X8-SYNCBACK-03). */
  active: boolean;
  /** Why the way back failed last; null when it did not. */
  failure: string | null;
};

/** What may make telephony data go back: a change in the console, or Okta that lists the users (C-25). */
export type SyncBackOccasion = "change" | "import";

/** How telephony data goes back to Okta. */
export interface SyncBackDecisions {
  /** Fills in the URL or the token; an empty text is a field that was left blank. */
  setSyncBack(customer: Customer, fields: { url?: string; token?: string }): void;
  /** Why a text cannot be the URL; undefined when it can. */
  syncBackUrlFault(url: string): string | undefined;
  generateSyncBackSecret(customer: Customer): void;
  /** What Save is refused for (8X8-SYNCBACK-04: nothing has to be filled in). */
  syncBackLacks(customer: Customer): string[];
  /** Makes what was filled in effective; a blank field keeps what is stored (8X8-SYNCBACK-08, 8X8-SYNCBACK-09). */
  saveSyncBack(customer: Customer): void;
  /** Forgets URL, token and secret; holds at once. */
  clearSyncBack(customer: Customer): void;
  /** The page is left: what was not saved is dropped. */
  leaveSyncBack(customer: Customer): void;
  syncBackView(customer: Customer): SyncBackPage;
  /** Whether the stored values are enough for the way back (8X8-SYNCBACK-03). */
  syncBackServes(customer: Customer): boolean;
  /** Whether an occasion makes telephony data go back (8X8-SYNCBACK-05). */
  syncBackDue(customer: Customer, occasion: SyncBackOccasion): boolean;
  /** The profile attributes that Okta is told of a user (8X8-SYNCBACK-01, -02, -07). */
  syncBackProfile(customer: Customer, user: User8x8): JsonObject;
  /** Whether Okta is to be told of a user; `told` is what it was told last. */
  syncBackChanged(customer: Customer, user: User8x8, told: JsonObject | undefined): boolean;
  /** What a failure does: it is kept for the administrator, and nothing else happens (8X8-SYNCBACK-12). */
  syncBackFailed(customer: Customer, reason: string): void;
  /** Whether SCIM shows the number of a user beside the extension, for an import to find it (C-25). */
  telephonyShown(customer: Customer): boolean;
}
