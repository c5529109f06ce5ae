import type { JsonObject, ScimType } from "../../scim/index.ts";
import type { SsoIntegration } from "./single-sign-on.ts";
import type { SyncBack } from "./sync-back.ts";

/** The choice of the Advanced settings: everybody, or users created by the identity provider. */
export type Retrieval = "all" | "idp-only";

/** The kind of identity provider picked in the console. */
export type ProviderLabel = "azure" | "okta" | "other";

/** A tenant: what belongs to one customer id in the SCIM URL (8X8-SCIM-02). */
export interface Customer {
  id: string;
  /** SCIM is offered on the Admin Console only (8X8-SCIM-24). */
  platform: "admin-console" | "account-manager";
  /** Seats by X Series level; a customer without any cannot license (8X8-LIC-11). */
  xSeriesSubscriptions: Record<string, number>;
  /** By id. */
  sites: Map<string, Site>;
  users: Users;
  sessions: Sessions;
  scim: ScimIntegration;
  sso: SsoIntegration;
  syncBack: SyncBack;
  /** The last refused SCIM requests, newest last; the support view of the console. */
  refusals: Refusal[];
  /** What happened last, newest last: SCIM requests, changes in the console, sign-ins. */
  audit: AuditEntry[];
}

/** A place that users belong to; its name is the key that SCIM uses (8X8-SITE-01). */
export interface Site {
  id: string;
  name: string;
  /** Names it had before, for diagnosis only: they identify it no longer (8X8-SITE-09). */
  previousNames: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/**
 * The users of a customer by id and by login ID, in the order of their creation. `put` adds a user or indexes it
 * anew, so that a look-up costs the same for any number of users.
 */
export interface Users {
  readonly size: number;
  get(id: string): User8x8 | undefined;
  /** Those with an equal login ID; a conforming service provider never has two. */
  withLoginId(userName: string): User8x8[];
  withExternalId(externalId: string): User8x8[];
  withEmail(email: string): User8x8[];
  put(user: User8x8): void;
  remove(id: string): void;
  all(): Iterable<User8x8>;
}

/** A user as 8x8 keeps it. Unassigned is undefined. */
export interface User8x8 {
  /** Stable; a recreated user has another one (8X8-LIFECYCLE-06). */
  id: string;
  /** Where the user was created; never changes. */
  origin: "console" | "idp";
  /** Who may change the core fields (8X8-OWN-01). */
  owner: "none" | "idp";
  /** Milliseconds since the epoch. */
  created: number;
  /** Milliseconds since the epoch. */
  lastModified: number;
  /** The login ID (8X8-LOGIN-03). */
  userName: string;
  /** What single sign-on compares with; set by a create, then by administrators only (8X8-FEDID-01..03). */
  federationId: string | undefined;
  externalId: string | undefined;
  givenName: string | undefined;
  familyName: string | undefined;
  /** The work e-mail. */
  email: string | undefined;
  active: boolean;
  /** Since when the user is inactive, in milliseconds since the epoch: sessions and calls end after it (8X8-SESS-02). */
  deactivatedAt: number | undefined;
  title: string | undefined;
  department: string | undefined;
  /** Language, in the console. */
  locale: string | undefined;
  timezone: string | undefined;
  /** Contact number of type mobile. */
  mobile: string | undefined;
  /** Contact number of type work: never the dialable number (C-03). */
  workPhone: string | undefined;
  siteId: string | undefined;
  licence: Licence | undefined;
  /** Telephony: assigned in the console. */
  extension: string | undefined;
  /** Telephony: the dialable number, assigned in the console. */
  phoneNumber: string | undefined;
  /** Whether an administrator lists the user in the company directory (C-04). */
  directoryVisible: boolean;
  costCenter: string | undefined;
  /** The template of settings that the console calls user profile (8X8-SCIM-17). */
  profile: string | undefined;
  picture: string | undefined;
  /** A password allows sign-in without single sign-on; kept hashed (8X8-LOGIN-12). */
  passwordHash: string | undefined;
  /** Deactivated by SCIM DELETE and not activated since. */
  deleted: boolean;
  /** Mapped fields whose value was last written in the console (8X8-OWN-08). */
  drift: ConsoleField[];
  /** Attributes that SCIM shows besides; a conforming service provider stores none. */
  extra: JsonObject;
}

/** A licence, given by an administrator and kept through deactivation (8X8-LIC-06). */
export interface Licence {
  level: string;
  /** Milliseconds since the epoch. */
  assignedAt: number;
}

/** The fields of the user page that are mapped from SCIM, by their names in the admin plane. */
export type ConsoleField =
  | "userName"
  | "givenName"
  | "familyName"
  | "email"
  | "active"
  | "title"
  | "department"
  | "personalContactNumber"
  | "language"
  | "timeZone";

/** What the console alone decides about a user; SCIM never touches it (8X8-SCIM-14). */
export type ConsoleSetting = "directoryVisible" | "profile" | "costCenter" | "picture" | "extension" | "phoneNumber";

/** The User Provisioning Integration of a customer as it was saved (8X8-TOKEN-01). */
export interface ScimIntegration {
  enabled: boolean;
  provider: ProviderLabel | undefined;
  retrieval: Retrieval;
  /** The effective token. */
  token: IssuedToken | undefined;
  /** Hashes of tokens that were effective once, for diagnosis only. */
  formerTokens: string[];
  /** What was changed on the page and not saved. */
  draft: ScimDraft | undefined;
}

/** An API token. Its clear text is kept only as long as it can still be shown (C-09). */
export interface IssuedToken {
  hash: string;
  /** The last characters, for a person to tell tokens apart. */
  hint: string;
  clear: string | undefined;
  /** Milliseconds since the epoch. */
  issuedAt: number;
}

/** Unsaved changes of the integration. */
export interface ScimDraft {
  enabled: boolean;
  provider: ProviderLabel | undefined;
  retrieval: Retrieval;
  /** A token that Save would make effective; undefined keeps the present one. */
  token: IssuedToken | undefined;
  /** Whether Save drops the present token. */
  cleared: boolean;
}

/** A refused SCIM request, as support sees it. */
export interface Refusal {
  /** ISO 8601. */
  at: string;
  method: string;
  /** Below the base URL, without the query. */
  path: string;
  /** The user it was about, as far as the request tells. */
  userKey: string | undefined;
  status: number;
  scimType: ScimType | undefined;
  detail: string;
}

/** The 8x8 applications that a user signs in to (8X8-SESS-03). */
export type App = "admin-console" | "work-desktop" | "work-mobile" | "contact-center" | "switchboard-pro" | "other";

/** A sign-in that succeeded, and how long it holds (8X8-SESS-02). */
export interface Session {
  id: string;
  userId: string;
  app: App;
  via: "password" | "saml";
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** When it ends by itself, in milliseconds since the epoch. */
  expiresAt: number;
  /** An earlier end: it lies in the past once it has happened, and in the future while it is only due. */
  end: SessionEnd | undefined;
}

/** When and why a session ends before it expires. */
export interface SessionEnd {
  /** Milliseconds since the epoch. */
  at: number;
  reason: "signed-out" | "deactivated" | "deleted";
}

/** The sessions of a customer by id and by user. */
export interface Sessions {
  get(id: string): Session | undefined;
  ofUser(userId: string): Session[];
  put(session: Session): void;
  all(): Iterable<Session>;
}

/** Where the directory of a company is looked at (8X8-DIR-04, 8X8-DIR-05); the console's own list has everybody. */
export type Surface = "work-company" | "contact-center" | "switchboard-pro" | "desk-phone" | "console-list";

/** A call that somebody tries to place or that reaches them (8X8-SESS-04, 8X8-SESS-05). */
export interface CallAttempt {
  direction: "outgoing" | "incoming";
  /** Whether an emergency number is dialled. */
  emergency: boolean;
}

/** One thing that happened to a customer; no query, body, token or password is kept. */
export type AuditEntry = { at: number } & (
  | { plane: "scim"; method: string; path: string; status: number }
  | { plane: "console"; operation: string; about: string | undefined; fields: string[]; outcome: string }
  | SignInEntry
);

/** A sign-in that was tried. */
export interface SignInEntry {
  plane: "sign-in";
  /** The login ID that was typed, or that of the user who was found; never what a response says. */
  userName: string | undefined;
  app: App;
  via: Session["via"];
  /** `session`, or the code of the refusal. */
  outcome: string;
  /** What a refused person was told, to be told on. */
  reference?: string | undefined;
  /** Where a sign-in with SAML says that it began. */
  begunAt?: "service-provider" | "identity-provider" | undefined;
}
