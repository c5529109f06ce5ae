import type {
  App,
  AuditEntry,
  CallAttempt,
  ConsoleField,
  ProviderLabel,
  Refusal,
  Retrieval,
  Session,
  SessionEnd,
  Surface,
} from "./model.ts";
import type { HomePage, IdentityPage, SitesPage, UserPage, UsersPage } from "./pages.ts";

/**
 * Operates the admin plane of an 8x8 service provider: nouns with asynchronous verbs. Every input may name a
 * `customer`; left out, it is the customer of the run. A verb that a live system cannot do is left out of its driver.
 * What the console refuses rejects with `AdminRefusal`; what it answers field by field does not.
 */
export type AdminDriver = {
  customer: {
    /** A further tenant with SCIM enabled and saved, unless told otherwise. */
    create(input: {
      name?: string;
      platform?: Platform;
      enabled?: boolean;
      retrieval?: Retrieval;
      /** Seats by X Series level; left out, plenty of every level. */
      subscriptions?: Record<string, number>;
    }): Promise<CustomerAccess>;
    get(input: InCustomer): Promise<CustomerAccess>;
    list(): Promise<CustomerView[]>;
    /** Removes a customer with all it has; the first one stays. */
    delete(input: { customer: string }): Promise<void>;
    setPlatform(input: InCustomer & { platform: Platform }): Promise<void>;
  };
  site: {
    create(input: InCustomer & { name: string }): Promise<SiteView>;
    /** `site` is an id. */
    rename(input: InCustomer & { site: string; name: string }): Promise<SiteView>;
    list(input?: InCustomer): Promise<SiteView[]>;
    /** Removes a site that no user has. */
    delete(input: InCustomer & { site: string }): Promise<void>;
  };
  user: {
    /** A user made in the console: no owner, origin console. */
    create(input: InCustomer & NewConsoleUser): Promise<ConsoleUser>;
    /** The page of one user. Undefined when there is none. */
    get(input: InCustomer & UserKey): Promise<ConsoleUser | undefined>;
    /** Everybody, or those whose login ID starts with `prefix`, or who have that owner. */
    list(input?: InCustomer & { prefix?: string; owner?: "none" | "idp" }): Promise<ConsoleUser[]>;
    delete(input: InCustomer & { id: string }): Promise<void>;
    /** Tells for each field what became of it. */
    edit(input: InCustomer & { id: string; fields: ConsoleEdit; route?: EditRoute }): Promise<EditResult>;
    setActive(input: InCustomer & { id: string; active: boolean }): Promise<FieldResult>;
    setFederationId(input: InCustomer & { id: string; federationId: string | null }): Promise<FieldResult>;
    /** `site` is an id. */
    assignSite(input: InCustomer & { id: string; site: string }): Promise<FieldResult>;
    /** null takes the licence away. */
    assignLicence(input: InCustomer & { id: string; licence: string | null }): Promise<FieldResult>;
    removeLicence(input: InCustomer & { id: string }): Promise<FieldResult>;
    /** Licenses many at once, by the Edit feature or by a CSV file of `Username,Licence` lines; tells of each (C-36). */
    bulkAssignLicence(
      input: InCustomer &
        ({ users: string[]; licence: string; csv?: never } | { csv: string; users?: never; licence?: never }),
    ): Promise<BulkResult[]>;
    /** null takes the password away: then there is no sign-in with it. */
    setPassword(input: InCustomer & { id: string; password: string | null }): Promise<FieldResult>;
    setTelephony(
      input: InCustomer & { id: string; extension?: string | null; phoneNumber?: string | null },
    ): Promise<FieldResult>;
    setDirectoryVisible(input: InCustomer & { id: string; directoryVisible: boolean }): Promise<FieldResult>;
    setProfile(input: InCustomer & { id: string; profile: string | null }): Promise<FieldResult>;
    setCostCenter(input: InCustomer & { id: string; costCenter: string | null }): Promise<FieldResult>;
    setPicture(input: InCustomer & { id: string; picture: string | null }): Promise<FieldResult>;
  };
  scim: {
    /** Visits the identity page anew: what was not saved before is gone (or saved, under `implicit-on-close`). */
    open(input?: InCustomer): Promise<IntegrationPage>;
    /** Switches the slider on; nothing holds before Save. */
    enable(input: InCustomer & { provider?: ProviderLabel }): Promise<IntegrationPage>;
    setRetrieval(input: InCustomer & { retrieval: Retrieval }): Promise<IntegrationPage>;
    save(input?: InCustomer): Promise<IntegrationPage>;
    /** Leaves the page without Save. */
    discard(input?: InCustomer): Promise<void>;
    /** Clears the configuration; holds with Save. */
    clear(input?: InCustomer): Promise<IntegrationPage>;
    /** Asks for another token; holds with Save. */
    regenerate(input?: InCustomer): Promise<IntegrationPage>;
    /** Switches the slider off; holds with Save. */
    disable(input?: InCustomer): Promise<IntegrationPage>;
    /** The last refused SCIM requests, newest last. */
    recentErrors(input?: InCustomer): Promise<Refusal[]>;
  };
  session: {
    /** Signs in with what a person types. */
    open(input: InCustomer & { userName: string; password: string; app?: App }): Promise<SignIn>;
    check(input: InCustomer & { session: string }): Promise<SessionView>;
    /** All sessions, or those of the user with an id; the ended ones too. */
    list(input?: InCustomer & { id?: string }): Promise<SessionView[]>;
    /** Signs out. */
    end(input: InCustomer & { session: string }): Promise<SessionView>;
  };
  call: {
    /** Whether a call of a user, or to a user, would go through. */
    try(input: InCustomer & { id: string } & CallAttempt): Promise<CallAnswer>;
  };
  directory: {
    view(input: InCustomer & { surface: Surface }): Promise<DirectoryEntry[]>;
  };
  /** The pages of the console as data. */
  page: {
    home(input?: InCustomer): Promise<HomePage>;
    /** The identity page as it stands; to visit it anew is `scim.open`. */
    identity(input?: InCustomer): Promise<IdentityPage>;
    user(input: InCustomer & { id: string }): Promise<UserPage>;
    users(input?: InCustomer): Promise<UsersPage>;
    sites(input?: InCustomer): Promise<SitesPage>;
  };
  audit: {
    /** What happened last, newest last; of one plane, or of all. */
    list(input?: InCustomer & { plane?: AuditEntry["plane"] }): Promise<AuditLine[]>;
  };
  state: {
    /** Everything there is of all customers, as a document that `import` takes. */
    export(): Promise<StateDocument>;
    /** Replaces everything there is. A damaged document is refused whole, with the place of the fault. */
    import(input: { state: StateDocument }): Promise<void>;
  };
  clock: {
    /** The time of the service provider, ISO 8601. */
    now(): Promise<string>;
    advance(input: { minutes: number }): Promise<string>;
  };
};

/** Which customer an operation is about; left out, the customer of the run. */
export type InCustomer = { customer?: string };

/** Where the customer is administered (8X8-SCIM-24). */
export type Platform = "admin-console" | "account-manager";

/** A user by SCIM id or by login ID; the id counts where there are both. */
export type UserKey = { id: string; userName?: string } | { userName: string; id?: never };

/** How an edit reaches the console (8X8-OWN-14). */
export type EditRoute = "page" | "bulk" | "csv";

/** What became of one field: `locked` because the identity provider owns it, `invalid` because the value cannot be. */
export type FieldResult = "stored" | "locked" | "invalid";

/** New values for fields of the user page; null empties one. */
export type ConsoleEdit = Partial<Record<Exclude<ConsoleField, "active">, string | null>> & { active?: boolean };

/** What became of each field that an edit named. */
export type EditResult = Partial<Record<ConsoleField, FieldResult>>;

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

/** What an administrator fills in for a new user. */
export type NewConsoleUser = {
  userName: string;
  givenName?: string;
  familyName?: string;
  email?: string;
  title?: string;
  department?: string;
  active?: boolean;
  federationId?: string;
  /** A site id. */
  site?: string;
  licence?: string;
  extension?: string;
  phoneNumber?: string;
  directoryVisible?: boolean;
  password?: string;
};

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
export type SignInRefusal = "unknown-user" | "no-password" | "wrong-password" | "inactive-user";

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
