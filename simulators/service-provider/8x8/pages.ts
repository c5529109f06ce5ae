import type {
  ConsoleField,
  Customer,
  IdentityPage,
  PageDecisions,
  PageField,
  SsoCertificateView,
  SyncBackPage,
  User8x8,
} from "../../../profiles/index.ts";
import type { World } from "./world.ts";

/** The fields of the user page by their captions; what has no field here is not edited through `user.edit`. */
const FIELDS: Record<string, ConsoleField> = {
  Username: "userName",
  "First name": "givenName",
  "Last name": "familyName",
  "Email address": "email",
  "Job title": "title",
  Department: "department",
  "Personal contact number": "personalContactNumber",
  Language: "language",
  "Time zone": "timeZone",
  Status: "active",
};

const RETRIEVALS = { all: "All users", "idp-only": "Only users created by the identity provider" };

const RENAME_WARNING =
  "Users of this site stop syncing until their site attribute in the identity provider has the new name.";

/** What the pages of the console show. */
export function pageDecisions(world: World): PageDecisions {
  return {
    homePage: () => ({
      tiles: [
        { caption: "Identity and Security", opens: "identity" },
        { caption: "Sites", opens: "sites" },
        { caption: "Users", opens: "users" },
      ],
    }),

    identityPage(customer): IdentityPage {
      const { offered, enabled, provider, providers, unsaved } = world.decide.integrationView(customer);
      const sso = world.decide.ssoView(customer);
      const syncBack = world.decide.syncBackView(customer);
      return {
        caption: "Identity and Security",
        sso: {
          caption: "Single Sign-On Integration",
          enabled: sso.enabled,
          provider: sso.provider,
          providers: sso.providers,
          fields: [
            field("Sign-in page URL", sso.signInUrl),
            field("IdP issuer URL/URN", sso.issuer),
            field("Sign-out page URL (optional)", sso.signOutUrl),
            field("Certificate in use", sso.certificate === null ? null : captionOf(sso.certificate)),
            field("User mapping", sso.mapping === "username" ? "Username" : "Federation ID"),
          ],
        },
        scim: offered
          ? {
              caption: "User Provisioning Integration",
              enabled,
              provider,
              providers,
              fields: enabled ? connectionFields(world, customer) : [],
            }
          : null,
        syncBack: enabled && provider === "okta" ? syncBackArea(syncBack) : null,
        buttons: ["Save"],
        unsaved: unsaved || sso.unsaved || syncBack.unsaved,
      };
    },

    userPage(customer, user) {
      const { captions, locked, owner } = world.decide.consoleView(customer, user);
      return {
        id: user.id,
        caption: captions["Username"] ?? "",
        fields: Object.entries(captions).map(([caption, value]) => {
          const named = FIELDS[caption] ?? null;
          const fixed = named === null ? isFixed(world, user, caption) : locked.includes(named);
          return { ...field(caption, value === "" ? null : value), locked: fixed, field: named };
        }),
        notices: owner === "idp" ? ["This user is managed by your identity provider."] : [],
      };
    },

    usersPage: (customer) => ({
      rows: Array.from(world.decide.consoleList(customer), (user) => {
        const view = world.decide.consoleView(customer, user);
        const { id, userName, grey, owner, site, licence, inDirectory } = view;
        const name = [view.givenName, view.familyName].filter(Boolean).join(" ");
        return { id, userName, name, grey, owner, site, licence, inDirectory };
      }),
    }),

    sitesPage(customer) {
      const users = usersBySite(customer);
      return {
        rows: Array.from(customer.sites.values(), ({ id, name }) => ({
          id,
          name: { ...field("Name", name), copies: name },
          users: users.get(id) ?? 0,
          renameWarning: RENAME_WARNING,
        })),
      };
    },
  };
}

/** How many users each site has. */
export function usersBySite({ users }: Customer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { siteId } of users.all()) if (siteId !== undefined) counts.set(siteId, (counts.get(siteId) ?? 0) + 1);
  return counts;
}

function connectionFields(world: World, customer: Customer): PageField[] {
  const { url, token, tokenHint, retrieval } = world.decide.integrationView(customer);
  const masked = tokenHint === null ? null : `••••••••${tokenHint}`;
  return [
    { ...field("8x8 URL", url), copies: url },
    { ...field("8x8 API Token", token ?? masked), copies: token },
    field("User retrieval", RETRIEVALS[retrieval]),
  ];
}

function syncBackArea({ url, token, secret }: SyncBackPage): NonNullable<IdentityPage["syncBack"]> {
  return {
    caption: "Okta Sync Back Information",
    fields: [
      field("Okta URL", url),
      field("Okta API token", token),
      { ...field("8x8 secret", secret), copies: secret },
    ],
  };
}

function captionOf({ usable, fingerprint, validTo }: SsoCertificateView): string {
  if (fingerprint === null || validTo === null) return "A file that is no Base64 certificate";
  return `${fingerprint}, until ${validTo.slice(0, 10)}${usable ? "" : " (not valid now)"}`;
}

function field(caption: string, value: string | null): PageField {
  return { caption, value, locked: false, copies: null };
}

/** Whether the page shows something that no edit changes: what the system decides, or a site that is set for good. */
function isFixed({ options }: World, user: User8x8, caption: string): boolean {
  if (caption === "Managed by") return true;
  if (caption !== "Site") return false;
  if (user.siteId !== undefined) return options.siteConsoleEditable === "no";
  return user.owner === "idp" && options.siteConsoleFirstAssign === "no";
}
