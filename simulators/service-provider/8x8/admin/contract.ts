import type { AdminDriver } from "../../../../profiles/index.ts";
import { stateShape } from "../state/shape.ts";
import {
  APPS,
  OWNERS,
  PLANES,
  PLATFORMS,
  PROVIDERS,
  RETRIEVALS,
  SSO_MAPPINGS,
  SSO_PROVIDERS,
  SURFACES,
  TEXT_FIELDS,
} from "./choices.ts";
import { count, flag, having, instant, list, map, oneOf, record, type Shape, text, textOrNull } from "./shape.ts";
import * as views from "./views.ts";

/** One operation of the admin plane. */
export interface Operation {
  /** What it does, in one sentence. */
  says: string;
  /** What it takes: an object. */
  input: Shape;
  /** What it answers; undefined where it answers nothing. */
  output: Shape | undefined;
  /** Whether it may answer nothing though it has an output. */
  mayBeNothing?: true;
  /** Whether it stands in the audit log, as a change that an administrator makes. */
  audited: boolean;
}

const { fieldResult, consoleUser, integrationPage, ssoPage, syncBackPage, siteView, sessionView, customerAccess } =
  views;

/** In minutes: more would leave the calendar of the simulator. */
const A_CENTURY = 100 * 366 * 24 * 60;

/** Every operation of the admin plane: what the API takes and answers, the driver offers, and the document describes. */
export const contract: { [Noun in keyof AdminDriver]: { [Verb in keyof AdminDriver[Noun]]: Operation } } = {
  customer: {
    create: changes(
      "Adds a customer with two sites; its user provisioning is on and saved, unless told otherwise",
      record({
        "name?": text,
        "platform?": oneOf(...PLATFORMS),
        "enabled?": flag,
        "retrieval?": oneOf(...RETRIEVALS),
        "subscriptions?": map(count),
      }),
      customerAccess,
    ),
    get: plain("Tells where SCIM clients of a customer go", within(), customerAccess),
    list: plain("Lists the customers", record({}), list(views.customerView)),
    delete: changes("Removes a customer with all it has; the first one stays", record({ customer: text })),
    setPlatform: changes("Moves a customer to another platform", within({ platform: oneOf(...PLATFORMS) })),
  },
  site: {
    create: changes("Adds a site", within({ name: text }), siteView),
    rename: changes("Gives a site another name", within({ site: text, name: text }), siteView),
    list: plain("Lists the sites", within(), list(siteView)),
    delete: changes("Removes a site that no user has", within({ site: text })),
  },
  user: {
    create: changes(
      "Makes a user in the console",
      within({
        userName: text,
        "givenName?": text,
        "familyName?": text,
        "email?": text,
        "title?": text,
        "department?": text,
        "active?": flag,
        "federationId?": text,
        "site?": text,
        "licence?": text,
        "extension?": text,
        "phoneNumber?": text,
        "directoryVisible?": flag,
        "password?": text,
      }),
      consoleUser,
    ),
    get: {
      ...plain(
        "Shows a user by id or by login ID; answers nothing where there is none",
        { ...within({ "id?": text, "userName?": text }), anyOf: [having("id"), having("userName")] },
        consoleUser,
      ),
      mayBeNothing: true,
    },
    list: plain(
      "Lists users: all, or by the start of the login ID or by owner",
      within({ "prefix?": text, "owner?": oneOf(...OWNERS) }),
      list(consoleUser),
    ),
    delete: changes("Removes a user for good", ofUser()),
    edit: changes(
      "Edits fields of the user page and tells for each what became of it; refused when none was stored",
      ofUser({
        fields: record({
          ...Object.fromEntries(TEXT_FIELDS.map((field) => [`${field}?`, textOrNull])),
          "active?": flag,
        }),
        "route?": oneOf("page", "bulk", "csv"),
      }),
      views.editResult,
    ),
    setActive: changes("Activates or deactivates a user", ofUser({ active: flag }), fieldResult),
    setFederationId: changes("Sets the Federation ID", ofUser({ federationId: textOrNull }), fieldResult),
    assignSite: changes("Gives a user a site", ofUser({ site: text }), fieldResult),
    assignLicence: changes("Gives a user a licence, or takes it away", ofUser({ licence: textOrNull }), fieldResult),
    removeLicence: changes("Takes the licence of a user away", ofUser(), fieldResult),
    bulkAssignLicence: changes(
      "Gives licences to many users, named by id or in a CSV file of login IDs and licences, and tells of each",
      {
        ...within({ "users?": list(text), "licence?": text, "csv?": text }),
        oneOf: [having("users", "licence"), having("csv")],
      },
      list(views.bulkResult),
    ),
    setPassword: changes("Sets the password, or takes it away", ofUser({ password: textOrNull }), fieldResult),
    setTelephony: changes(
      "Sets the extension and the number of a licensed user",
      ofUser({ "extension?": textOrNull, "phoneNumber?": textOrNull }),
      fieldResult,
    ),
    setDirectoryVisible: changes(
      "Lists a user in the company directory, or not",
      ofUser({ directoryVisible: flag }),
      fieldResult,
    ),
    setProfile: changes("Sets the user profile", ofUser({ profile: textOrNull }), fieldResult),
    setCostCenter: changes("Sets the cost centre", ofUser({ costCenter: textOrNull }), fieldResult),
    setPicture: changes("Sets the picture", ofUser({ picture: textOrNull }), fieldResult),
  },
  scim: {
    open: changes("Visits the identity page anew; what was not saved is gone", within(), integrationPage),
    enable: changes(
      "Switches user provisioning on; holds with Save",
      within({ "provider?": oneOf(...PROVIDERS) }),
      integrationPage,
    ),
    setRetrieval: changes(
      "Chooses which users are returned; holds with Save",
      within({ retrieval: oneOf(...RETRIEVALS) }),
      integrationPage,
    ),
    save: changes("Saves the identity page", within(), integrationPage),
    discard: changes("Leaves the identity page without Save", within()),
    clear: changes("Clears the configuration; holds with Save", within(), integrationPage),
    regenerate: changes("Asks for another token; holds with Save", within(), integrationPage),
    disable: changes("Switches user provisioning off; holds with Save", within(), integrationPage),
    recentErrors: plain("Lists the last refused SCIM requests, newest last", within(), list(views.refusal)),
  },
  sso: {
    open: changes("Visits the identity page anew; what was not saved is gone", within(), ssoPage),
    enable: changes(
      "Switches single sign-on on; holds with Save",
      within({ "provider?": oneOf(...SSO_PROVIDERS) }),
      ssoPage,
    ),
    setUrls: changes(
      "Fills in the addresses of the identity provider; holds with Save",
      within({ "signInUrl?": textOrNull, "issuer?": textOrNull, "signOutUrl?": textOrNull }),
      ssoPage,
    ),
    attachCertificate: changes(
      "Attaches a file, its bytes in Base64, as the certificate in use; holds with Save",
      within({ content: text, "name?": text }),
      ssoPage,
    ),
    setMapping: changes(
      "Chooses the field that asserted names are compared with; holds with Save",
      within({ mapping: oneOf(...SSO_MAPPINGS) }),
      ssoPage,
    ),
    save: changes("Saves single sign-on", within(), ssoPage),
    disable: changes("Switches single sign-on off; holds with Save", within(), ssoPage),
    view: plain("Shows single sign-on as it stands", within(), ssoPage),
  },
  syncBack: {
    set: changes(
      "Fills in where telephony data goes back to; holds with Save",
      within({ "url?": text, "token?": text }),
      syncBackPage,
    ),
    generateSecret: changes("Asks for a secret; holds with Save", within(), syncBackPage),
    save: changes("Saves the identity page; its fields are blank afterwards", within(), syncBackPage),
    clear: changes("Forgets where telephony data goes back to", within(), syncBackPage),
    view: plain("Shows the way back to Okta as it stands", within(), syncBackPage),
  },
  signIn: {
    attempts: plain(
      "Lists the last attempts to sign in, newest last: all, or the one of a reference",
      within({ "reference?": text }),
      list(views.signInAttempt),
    ),
  },
  session: {
    open: plain(
      "Signs in with a login ID and a password",
      within({ userName: text, password: text, "app?": oneOf(...APPS) }),
      views.signIn,
    ),
    check: plain("Shows a session", within({ session: text }), sessionView),
    list: plain("Lists sessions: all, or those of a user", within({ "id?": text }), list(sessionView)),
    end: changes("Signs out", within({ session: text }), sessionView),
  },
  call: {
    try: plain(
      "Tells whether a call of a user, or to a user, would go through",
      ofUser({ direction: oneOf("outgoing", "incoming"), emergency: flag }),
      views.callAnswer,
    ),
  },
  directory: {
    view: plain(
      "Shows a directory as a surface lists it",
      within({ surface: oneOf(...SURFACES) }),
      list(views.directoryEntry),
    ),
  },
  page: {
    home: plain("Shows the start page", within(), views.homePage),
    identity: plain("Shows the identity page as it stands", within(), views.identityPage),
    user: plain("Shows the page of a user", ofUser(), views.userPage),
    users: plain("Shows the list of users", within(), views.usersPage),
    sites: plain("Shows the list of sites", within(), views.sitesPage),
  },
  audit: {
    list: plain("Lists what happened last, newest last", within({ "plane?": oneOf(...PLANES) }), list(views.auditLine)),
  },
  state: {
    export: plain("Gives everything there is of all customers", record({}), stateShape),
    import: plain("Replaces everything there is", record({ state: stateShape })),
  },
  clock: {
    now: plain("Tells the time", record({}), instant),
    advance: plain(
      "Moves the time on",
      record({ minutes: { type: "number", minimum: 0, maximum: A_CENTURY } }),
      instant,
    ),
  },
};

/** An operation that reads, or that is a matter of the simulator itself. */
function plain(says: string, input: Shape, output?: Shape): Operation {
  return { says, input, output, audited: false };
}

/** An operation that an administrator changes something by. */
function changes(says: string, input: Shape, output?: Shape): Operation {
  return { says, input, output, audited: true };
}

/** An input that may name a customer. */
function within(members: Record<string, Shape> = {}): Shape {
  return record({ "customer?": text, ...members });
}

/** An input that names a user. */
function ofUser(members: Record<string, Shape> = {}): Shape {
  return within({ id: text, ...members });
}
