import type { ConsoleField, ProviderLabel, Refusal, Retrieval } from "./model.ts";

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
    }): Promise<CustomerAccess>;
    get(input: InCustomer): Promise<CustomerAccess>;
    setPlatform(input: InCustomer & { platform: Platform }): Promise<void>;
  };
  site: {
    create(input: InCustomer & { name: string }): Promise<SiteView>;
    /** `site` is an id. */
    rename(input: InCustomer & { site: string; name: string }): Promise<SiteView>;
    list(input?: InCustomer): Promise<SiteView[]>;
  };
  user: {
    /** A user made in the console: no owner, origin console. */
    create(input: InCustomer & NewConsoleUser): Promise<ConsoleUser>;
    /** The page of one user. Undefined when there is none. */
    get(input: InCustomer & UserKey): Promise<ConsoleUser | undefined>;
    /** Everybody, or those whose login ID starts with `prefix`. */
    list(input?: InCustomer & { prefix?: string }): Promise<ConsoleUser[]>;
    delete(input: InCustomer & { id: string }): Promise<void>;
    /** Tells for each field what became of it. */
    edit(input: InCustomer & { id: string; fields: ConsoleEdit; route?: EditRoute }): Promise<EditResult>;
    setActive(input: InCustomer & { id: string; active: boolean }): Promise<FieldResult>;
    setFederationId(input: InCustomer & { id: string; federationId: string | null }): Promise<FieldResult>;
    /** `site` is an id. */
    assignSite(input: InCustomer & { id: string; site: string }): Promise<FieldResult>;
    /** null takes the licence away. */
    assignLicence(input: InCustomer & { id: string; licence: string | null }): Promise<FieldResult>;
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

/** What the console refused, with a code that does not change. */
export class AdminRefusal extends Error {
  readonly status: number;
  readonly code: AdminRefusalCode;
  constructor(status: number, code: AdminRefusalCode, detail: string) {
    super(detail);
    this.name = "AdminRefusal";
    this.status = status;
    this.code = code;
  }
}

/** Why the console refused. */
export type AdminRefusalCode =
  | "unauthorised"
  | "unknown-operation"
  | "unknown-customer"
  | "unknown-user"
  | "unknown-site"
  | "login-id-taken"
  | "site-name-taken"
  | "invalid-value"
  | "scim-not-offered"
  | "scim-off";
