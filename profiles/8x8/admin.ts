import type {
  App,
  AuditEntry,
  CallAttempt,
  ConsoleField,
  ProviderLabel,
  Refusal,
  Retrieval,
  Surface,
} from "./model.ts";
import type { HomePage, IdentityPage, SitesPage, UserPage, UsersPage } from "./pages.ts";
import type { SsoUrls } from "./saml-decisions.ts";
import type { SignInAttempt, SsoMapping, SsoPage, SsoProvider } from "./single-sign-on.ts";
import type { SyncBackPage } from "./sync-back.ts";
import type {
  AuditLine,
  BulkResult,
  CallAnswer,
  ConsoleUser,
  CustomerAccess,
  CustomerView,
  DirectoryEntry,
  EditResult,
  FieldResult,
  IntegrationPage,
  Platform,
  SessionView,
  SignIn,
  SiteView,
  StateDocument,
} from "./views.ts";

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
  sso: {
    /** Visits the identity page anew: what was not saved before is gone (or saved, under `implicit-on-close`). */
    open(input?: InCustomer): Promise<SsoPage>;
    /** Switches the slider on; nothing holds before Save. */
    enable(input: InCustomer & { provider?: SsoProvider }): Promise<SsoPage>;
    /** Fills in addresses; null empties one, what is left out stays. */
    setUrls(input: InCustomer & SsoUrls): Promise<SsoPage>;
    /** Attaches a file as the certificate in use: its name, and its bytes in Base64. */
    attachCertificate(input: InCustomer & { content: string; name?: string }): Promise<SsoPage>;
    /** Chooses the field that asserted names are compared with. */
    setMapping(input: InCustomer & { mapping: SsoMapping }): Promise<SsoPage>;
    save(input?: InCustomer): Promise<SsoPage>;
    /** Switches the slider off; holds with Save. */
    disable(input?: InCustomer): Promise<SsoPage>;
    /** The section as it stands. */
    view(input?: InCustomer): Promise<SsoPage>;
  };
  syncBack: {
    /** Fills in the URL of the Okta organisation and the Okta API token; an empty text leaves a field blank. */
    set(input: InCustomer & { url?: string; token?: string }): Promise<SyncBackPage>;
    /** Asks for a secret; holds with Save. */
    generateSecret(input?: InCustomer): Promise<SyncBackPage>;
    /** Saves the identity page, of which the area is a part. */
    save(input?: InCustomer): Promise<SyncBackPage>;
    /** Forgets URL, token and secret. */
    clear(input?: InCustomer): Promise<SyncBackPage>;
    /** The area as it stands: blank after Save, whatever is stored (8X8-SYNCBACK-08). */
    view(input?: InCustomer): Promise<SyncBackPage>;
  };
  signIn: {
    /** The last attempts to sign in, newest last: all, or the one of a reference. */
    attempts(input?: InCustomer & { reference?: string }): Promise<SignInAttempt[]>;
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

/** A user by SCIM id or by login ID; the id counts where there are both. */
export type UserKey = { id: string; userName?: string } | { userName: string; id?: never };

/** How an edit reaches the console (8X8-OWN-14). */
export type EditRoute = "page" | "bulk" | "csv";

/** New values for fields of the user page; null empties one. */
export type ConsoleEdit = Partial<Record<Exclude<ConsoleField, "active">, string | null>> & { active?: boolean };

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
