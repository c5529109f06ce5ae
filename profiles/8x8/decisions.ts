import type { Filter, Json, JsonObject, Operation, PatchPath, ScimError } from "../../scim/index.ts";
import type { EditRoute, NewConsoleUser } from "./admin.ts";
import type {
  App,
  CallAttempt,
  ConsoleField,
  ConsoleSetting,
  Customer,
  IssuedToken,
  ProviderLabel,
  Retrieval,
  Session,
  SessionEnd,
  Site,
  Surface,
  User8x8,
} from "./model.ts";
import type { HomePage, IdentityPage, SitesPage, UserPage, UsersPage } from "./pages.ts";
import type { AdminRefusalCode } from "./refusal.ts";
import type { SamlDecisions, SsoDecisions } from "./saml-decisions.ts";
import type { SyncBackDecisions } from "./sync-back.ts";
import type { CallRefusal, ConsoleUser, DirectoryEntry, FieldResult, IntegrationPage, SignInRefusal } from "./views.ts";

/** A SCIM call as authentication sees it. */
export interface ScimCall {
  method: string;
  /** Below the base URL, without the query: `/Users/…`. */
  path: string;
  /** The Authorization header as sent. */
  authorization: string | undefined;
  /** The token of a well-formed Bearer header. */
  token: string | undefined;
}

/** Which SCIM request led to a state: POST, PUT, PATCH or DELETE. */
export type Write = "create" | "replace" | "patch" | "remove";

/** Where a user was found: through the list, a filter, or its id. */
export type Sight = "list" | "lookup" | "id";

/** Who may call, and where. */
export interface AccessDecisions {
  /** The path of the SCIM base URL of a customer (8X8-SCIM-02). */
  scimPath(customerId: string): string;
  /** Undefined when a call may proceed, else the refusal (8X8-SCIM-03, 8X8-SCIM-04). */
  authenticate(customer: Customer, call: ScimCall, customers: Iterable<Customer>): ScimError | undefined;
  /** Whether the integration is on and answers at all (8X8-TOKEN-12). */
  serves(customer: Customer): boolean;
  /** Whether a clear token is the one behind a hash. */
  tokenMatches(hash: string | undefined, token: string | undefined): boolean;
  /** The answer to a request for groups: refuses, or lists nothing (8X8-GROUP-01). */
  groups(customer: Customer, method: string): void;
}

/** Which users a call finds. */
export interface FindingDecisions {
  /** What login IDs are compared by (8X8-LOGIN-03). */
  loginKey(userName: string): string;
  /** The users a filter selects, before retrieval is applied; refuses filters it cannot do (8X8-SCIM-10, 8X8-SCIM-11). */
  find(customer: Customer, filter: Filter): Iterable<User8x8>;
  /** Whether a call may see a user (8X8-LINK-01, 8X8-LINK-02, 8X8-DELETE-02). */
  visible(customer: Customer, user: User8x8, sight: Sight): boolean;
  /** What being found by a look-up does to a user (C-35). */
  found(customer: Customer, user: User8x8): void;
  /** The user a call names by id; refuses what is unknown or not visible (8X8-PATCH-14). */
  locate(customer: Customer, id: string, method: string): User8x8;
  /** The user as SCIM shows it, without `meta` (8X8-SCIM-09). */
  represent(customer: Customer, user: User8x8): JsonObject;
}

/** What a SCIM write does. Each gives the user to store and leaves the stored one alone. */
export interface WriteDecisions {
  /** The user a POST makes (8X8-SCIM-05). */
  create(customer: Customer, body: JsonObject): User8x8;
  /** The user after a PUT (8X8-SCIM-12). */
  replace(customer: Customer, user: User8x8, body: JsonObject): User8x8;
  /** The user after a PATCH (8X8-PATCH-01..08). */
  patch(customer: Customer, user: User8x8, operations: Operation[]): User8x8;
  /** The user after a DELETE; undefined removes it for good (8X8-DELETE-01). */
  remove(customer: Customer, user: User8x8): User8x8 | undefined;
  /** The last touch of every write: ownership, and what follows from the change (8X8-LINK-08). */
  settle(
    customer: Customer,
    after: User8x8,
    write: { by: Write; before: User8x8 | undefined; body: JsonObject | undefined },
  ): User8x8;
  /** An empty user with an id of its own, not stored yet. */
  newUser(customer: Customer, userName: string, origin: User8x8["origin"]): User8x8;
  /** Whether PATCH may change the target of an operation; path-less operations are split before (8X8-PATCH-03). */
  patchable(customer: Customer, path: PatchPath, operations: Operation[]): boolean;
  /** The minimum attributes a body lacks (8X8-SCIM-06). */
  lacking(body: JsonObject): string[];
  /** Refuses or lets pass attributes that the API does not support (C-48). */
  unsupported(customer: Customer, body: JsonObject): void;
  /** The user who already has a login ID, other than `exceptId` (8X8-LOGIN-01, 8X8-LOGIN-06). */
  loginIdTaken(customer: Customer, userName: string, exceptId?: string): User8x8 | undefined;
  /** The Federation ID of a new user (8X8-FEDID-01). */
  federationIdOnCreate(customer: Customer, user: User8x8): string | undefined;
}

/** How single values are read. */
export interface ValueDecisions {
  /** A text; refuses other types (8X8-ATTR-48). */
  readText(attribute: string, value: Json): string;
  /** The Boolean of `active` (8X8-PATCH-11). */
  readActive(value: Json): boolean;
  /** A locale in the form that is stored (8X8-ATTR-46). */
  readLocale(value: string): string;
  /** A time zone in the form that is stored (8X8-ATTR-47). */
  readTimezone(value: string): string;
  /** The site a body asks for, under whichever URN is known; undefined when it asks for none (8X8-SCIM-20, 8X8-SCIM-21). */
  siteAskedFor(body: JsonObject): string | undefined;
  /** The number that the console shows as personal contact number (8X8-ATTR-44, 8X8-ATTR-45). */
  personalContactNumber(user: User8x8): string | undefined;
}

/** What happens to the site of a user. */
export interface SiteDecisions {
  /** The site of a name (8X8-SITE-07, 8X8-SITE-08). */
  resolveSite(customer: Customer, name: string): Site | undefined;
  /** The site id of a new user (8X8-SITE-01, 8X8-SITE-13). */
  siteOnCreate(customer: Customer, name: string | undefined): string | undefined;
  /** The site id of a user after a PUT (8X8-SITE-02..06, 8X8-SITE-09). */
  siteOnUpdate(customer: Customer, user: User8x8, name: string | undefined): string | undefined;
  /** The name under which a user's site is shown (8X8-SITE-11). */
  siteName(customer: Customer, user: User8x8): string | undefined;
  createSite(customer: Customer, name: string): Site;
  renameSite(customer: Customer, site: Site, name: string): void;
}

/** What administrators do with users. Each changes the stored user that it is given. */
export interface ConsoleDecisions {
  consoleCreate(customer: Customer, fields: NewConsoleUser): User8x8;
  /** Gives a user to be removed or kept: true removes the record (8X8-DELETE-08). */
  consoleDelete(customer: Customer, user: User8x8): boolean;
  /** Whether the console refuses to change a field (8X8-OWN-02..07, 8X8-OWN-14). */
  locked(customer: Customer, user: User8x8, field: ConsoleField, route: EditRoute): boolean;
  /** Writes one field that is not locked. */
  consoleWrite(customer: Customer, user: User8x8, field: ConsoleField, value: string | boolean | null): FieldResult;
  /** Writes what the console alone decides (8X8-OWN-09). */
  consoleSet(customer: Customer, user: User8x8, setting: ConsoleSetting, value: string | boolean | null): FieldResult;
  /** Writes the Federation ID (8X8-FEDID-06). */
  consoleFederationId(customer: Customer, user: User8x8, federationId: string | null): FieldResult;
  /** Gives the first site, or another one (8X8-SITE-14). */
  consoleSite(customer: Customer, user: User8x8, site: Site): FieldResult;
  /** Gives or takes an X Series licence (8X8-LIC-05). */
  consoleLicence(customer: Customer, user: User8x8, level: string | null): FieldResult;
  /** Why a user cannot have a level; undefined when nothing stands against it (8X8-LIC-05, 8X8-LIC-11). */
  licenceRefusal(customer: Customer, user: User8x8, level: string): AdminRefusalCode | undefined;
  /** Gives licences to many, and a result for each in their order (8X8-LIC-04). */
  consoleBulkLicence(customer: Customer, lines: { user: User8x8; level: string }[]): FieldResult[];
  /** Sets the password, or takes it away (8X8-LOGIN-12). */
  consolePassword(customer: Customer, user: User8x8, password: string | null): FieldResult;
  /** The page of one user (8X8-ATTR-43). */
  consoleView(customer: Customer, user: User8x8): ConsoleUser;
  /** Whether the company directory lists a user (8X8-DIR-01..03). */
  inDirectory(customer: Customer, user: User8x8): boolean;
  /** Users in the console's list (8X8-DIR-07). */
  consoleList(customer: Customer): Iterable<User8x8>;
}

/** Who signs in, and for how long. */
export interface SessionDecisions {
  /** The user who signs in under a name (8X8-LOGIN-12). */
  findForSignIn(customer: Customer, userName: string): User8x8 | undefined;
  /** Whether a password is that of a user. */
  passwordMatches(user: User8x8, password: string): boolean;
  /** Why nobody signs in with a password, whoever it is; undefined where passwords are taken (C-46). */
  passwordRefusal(customer: Customer, app: App): SignInRefusal | undefined;
  /** Why a user may not sign in who has shown who it is; undefined when the session opens (8X8-SESS-01, 8X8-SESS-07). */
  signInRefusal(customer: Customer, user: User8x8, app: App): SignInRefusal | undefined;
  /** Whether a session holds at a time; one that has ended never does again (8X8-SESS-08). */
  sessionOpen(customer: Customer, session: Session, now: number): boolean;
  /** What the deactivation of a user does besides: sessions are due to end (8X8-SESS-02, 8X8-SESS-06). */
  deactivated(customer: Customer, user: User8x8, now: number): void;
  /** When one session ends by the deactivation of its user; undefined lets it go on (8X8-SESS-02, 8X8-SESS-03). */
  sessionEnd(customer: Customer, session: Session, now: number): SessionEnd | undefined;
  /** What the activation of a user does besides (8X8-SESS-07, 8X8-SESS-08). */
  reactivated(customer: Customer, user: User8x8, now: number): void;
  /** Why a call does not go through; undefined when it does (8X8-SESS-04, 8X8-SESS-05, 8X8-LIC-10). */
  callRefusal(customer: Customer, user: User8x8, call: CallAttempt, now: number): CallRefusal | undefined;
}

/** What others see of a user. */
export interface DirectoryDecisions {
  /** The people that a directory lists (8X8-DIR-01, 8X8-DIR-08). */
  directoryUsers(customer: Customer, surface: Surface): Iterable<User8x8>;
  /** A person as a directory shows one (8X8-DIR-03..06). */
  directoryEntry(customer: Customer, user: User8x8, surface: Surface): DirectoryEntry;
}

/** What the pages of the console show. */
export interface PageDecisions {
  /** The tiles of the start page (8X8-UI-01). */
  homePage(customer: Customer): HomePage;
  /** The identity page, unsaved changes included (8X8-UI-03..05, 8X8-UI-09, 8X8-UI-10). */
  identityPage(customer: Customer): IdentityPage;
  /** The page of one user, made of `consoleView` (8X8-UI-07, 8X8-UI-08). */
  userPage(customer: Customer, user: User8x8): UserPage;
  /** The list of users (8X8-UI-06). */
  usersPage(customer: Customer): UsersPage;
  /** The list of sites (8X8-UI-11). */
  sitesPage(customer: Customer): SitesPage;
}

/** What administrators do with the User Provisioning Integration. */
export interface IntegrationDecisions {
  /** Whether the page has the section at all (8X8-SCIM-24). */
  scimOffered(customer: Customer): boolean;
  issueToken(customer: Customer): IssuedToken;
  /** The page is left: what was not saved is dropped, or saved (8X8-TOKEN-02). */
  leaveIntegration(customer: Customer): void;
  enableIntegration(customer: Customer, provider: ProviderLabel | undefined): void;
  setRetrieval(customer: Customer, retrieval: Retrieval): void;
  regenerateToken(customer: Customer): void;
  clearIntegration(customer: Customer): void;
  disableIntegration(customer: Customer): void;
  /** Makes the unsaved changes effective (8X8-TOKEN-02..04). */
  saveIntegration(customer: Customer): void;
  /** The page of the integration (8X8-UI-03). */
  integrationView(customer: Customer): IntegrationPage;
  /** What becomes of the clear text of an effective token once the page has shown it (8X8-TOKEN-05). */
  tokenShown(token: IssuedToken): void;
}

/** What the passing of time does. */
export interface TimeDecisions {
  /** Called before every request; a conforming service provider lets users be (8X8-DELETE-09). */
  elapse(customer: Customer, now: number): void;
}

/**
 * The decisions of the 8x8 service provider, one function each. The simulator calls them and nothing else to decide,
 * and each calls the others as they are in force; a mutant replaces one of them.
 */
export interface Decisions8x8
  extends AccessDecisions,
    FindingDecisions,
    WriteDecisions,
    ValueDecisions,
    SiteDecisions,
    ConsoleDecisions,
    SessionDecisions,
    DirectoryDecisions,
    PageDecisions,
    IntegrationDecisions,
    SsoDecisions,
    SamlDecisions,
    SyncBackDecisions,
    TimeDecisions {}
