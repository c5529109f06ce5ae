import type { ConsoleField, ProviderLabel } from "./model.ts";
import type { SsoProvider } from "./single-sign-on.ts";

/** A field of a page, as a person sees it. */
export type PageField = {
  caption: string;
  /** What the page displays; null where it is empty. */
  value: string | null;
  /** Shown, but not to be edited (8X8-UI-08). */
  locked: boolean;
  /** What its Copy button puts on the clipboard; null where it has none, or nothing to copy (8X8-UI-04). */
  copies: string | null;
};

/** The start page of the console (8X8-UI-01). */
export type HomePage = { tiles: { caption: string; opens: PageName }[] };

/** The pages that the home page leads to. */
export type PageName = "identity" | "sites" | "users";

/** One integration on the identity page. */
export type IdentitySection<Provider extends string> = {
  caption: string;
  /** The position of the slider. */
  enabled: boolean;
  provider: Provider | null;
  /** What the provider can be chosen from (8X8-UI-10). */
  providers: Provider[];
  /** The fields that the page shows now, in their order. */
  fields: PageField[];
};

/** Home > Identity and Security, as it stands: with what was changed and not saved (8X8-UI-01). */
export type IdentityPage = {
  caption: string;
  /** Single Sign-On Integration (8X8-UI-09). */
  sso: IdentitySection<SsoProvider>;
  /** User Provisioning Integration; null where the platform has none (8X8-SCIM-24). */
  scim: IdentitySection<ProviderLabel> | null;
  /** The way back to Okta, where Okta is the provider of user provisioning; blank after Save (8X8-SYNCBACK-08). */
  syncBack: { caption: string; fields: PageField[] } | null;
  /** The captions of the buttons of the page. */
  buttons: string[];
  /** Whether the page shows something that was not saved (8X8-UI-05). */
  unsaved: boolean;
};

/** The page of one user. */
export type UserPage = {
  id: string;
  caption: string;
  /** In the order of the page; `field` names the one that an edit would change. */
  fields: (PageField & { field: ConsoleField | null })[];
  /** What the page tells besides, such as who manages the user. */
  notices: string[];
};

/** The list of users in the console. */
export type UsersPage = {
  rows: {
    id: string;
    userName: string;
    name: string;
    /** Inactive users are grey (8X8-UI-06). */
    grey: boolean;
    owner: "none" | "idp";
    site: string | null;
    licence: string | null;
    inDirectory: boolean;
  }[];
};

/** The list of sites in the console. */
export type SitesPage = {
  rows: {
    id: string;
    /** As it is displayed, and as its Copy button copies it: what SCIM needs (8X8-UI-11). */
    name: PageField;
    users: number;
    /** What renaming is warned of: the users' attribute in the identity provider has to follow (8X8-SITE-09). */
    renameWarning: string;
  }[];
};
