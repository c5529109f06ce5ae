import type { App, AuditEntry, ConsoleField, ProviderLabel, Retrieval, Session, SessionEnd } from "./model.ts";

/** What became of each field that an edit named. */
export type EditResult = Partial<Record<ConsoleField, FieldResult>>;

/** What became of one field: `locked` because the identity provider owns it, `invalid` because the value cannot be. */
export type FieldResult = "stored" | "locked" | "invalid";

/** Where the customer is administered (8X8-SCIM-24). */
export type Platform = "admin-console" | "account-manager";

/** Where SCIM clients of a customer go. */
export type CustomerAccess = {
  id: string;
  platform: Platform;
  /** The SCIM base URL. */
  baseUrl: string;
  /** The effective token, as far as the driver can still see it. */
  token: string | undefined;
};

/** A site as the console lists it. */
export type SiteView = { id: string; name: string; users: number };

/** The page of one user: what it shows, and what lies behind it as far as the driver can see it. */
export type ConsoleUser = {
  id: string;
  /** The page itself, by caption: `Username`, `First name`, `Personal contact number`, … */
  captions: Record<string, string>;
  /** Fields that the page shows and does not let edit (8X8-UI-08). */
  locked: ConsoleField[];
  /** Shown grey in the list of users (8X8-UI-06). */
  grey: boolean;
  origin: "console" | "idp";
  owner: "none" | "idp";
  userName: string;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  active: boolean;
  title: string | null;
  department: string | null;
  language: string | null;
  timeZone: string | null;
  personalContactNumber: string | null;
  /** The name of the site. */
  site: string | null;
  siteId: string | null;
  licence: string | null;
  extension: string | null;
  phoneNumber: string | null;
  /** The switch on the page. */
  directoryVisible: boolean;
  /** Listed in the company directory, by the switch or by default (C-04). */
  inDirectory: boolean;
  costCenter: string | null;
  profile: string | null;
  picture: string | null;
  /** Mapped fields whose value was last written in the console (8X8-OWN-08). */
  drift: ConsoleField[];
  /** Undefined where the driver cannot see it; the page shows it only under `fedIdVisible=yes` (C-15). */
  federationId?: string | null;
};

/** The User Provisioning Integration section as the page shows it. */
export type IntegrationPage = {
  /** False where the platform has no SCIM: then nothing else is shown (8X8-SCIM-24). */
  offered: boolean;
  /** The position of the slider. */
  enabled: boolean;
  provider: ProviderLabel | null;
  /** What the provider can be chosen from (8X8-UI-10). */
  providers: ProviderLabel[];
  /** Shown while the slider is on (8X8-UI-03). */
  url: string | null;
  /** The clear token, where the page shows it. */
  token: string | null;
  /** The last characters of the token. */
  tokenHint: string | null;
  retrieval: Retrieval;
  /** Whether the page shows something that was not saved. */
  unsaved: boolean;
};

/** A customer as it is listed. */
export type CustomerView = { id: string; platform: Platform; users: number; subscriptions: Record<string, number> };

/** What became of one user of a bulk assignment; `user` is the id or, from a CSV file, the login ID as it was given. */
export type BulkResult = { user: string; result: FieldResult | "unknown" };

/** Why a sign-in was refused; a person is told in neutral words. */
export type SignInRefusal = "sso-required" | "unknown-user" | "no-password" | "wrong-password" | "inactive-user";

/** What became of a sign-in. */
export type SignIn = { session: SessionView; refused: null } | { session: null; refused: SignInRefusal };

/** A session as it can be observed; an end that is only due does not show. */
export type SessionView = {
  id: string;
  /** The id of the user. */
  user: string;
  userName: string | null;
  app: App;
  via: Session["via"];
  open: boolean;
  /** ISO 8601. */
  createdAt: string;
  expiresAt: string;
  endedAt: string | null;
  endReason: SessionEnd["reason"] | "expired" | null;
};

/** Why a call does not go through. */
export type CallRefusal = "no-licence" | "no-number" | "inactive-user";

/** Whether a call goes through. */
export type CallAnswer = { permitted: boolean; refused: CallRefusal | null };

/** A person in a directory. */
export type DirectoryEntry = {
  id: string;
  name: string;
  /** The extension and the number that 8x8 assigned. */
  extension: string | null;
  phoneNumber: string | null;
  /** What the identity provider knows besides; a desk phone shows none (8X8-DIR-05). */
  contactNumbers: { type: "mobile" | "work"; value: string }[];
};

/** One thing that happened: what was done, to whom, and what came of it. */
export type AuditLine = {
  /** ISO 8601. */
  at: string;
  plane: AuditEntry["plane"];
  /** `PATCH /Users/…`, `user.edit` or `sign-in work-desktop`. */
  what: string;
  /** The id of a user, a site or a session, or a login ID. */
  about: string | null;
  /** The names of the fields that a change named. */
  fields: string[];
  /** An HTTP status, `done`, or the code of a refusal. */
  outcome: string;
};

/** All customers with their users, sessions and settings, the options and the time, as JSON. */
export type StateDocument = { format: "scimproof-8x8-state"; version: 1; [member: string]: unknown };
