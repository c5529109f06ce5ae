import type { Customer, Platform, Retrieval } from "../../../profiles/index.ts";
import { hashOf } from "./access.ts";
import { newSsoIntegration } from "./saml/integration.ts";
import { createSessions } from "./sessions.ts";
import { newSyncBack } from "./sync-back/decisions.ts";
import { createUsers } from "./users.ts";
import type { World } from "./world.ts";

/** Sites that every new customer has. */
const SITES = ["Berlin", "San Jose HQ"];
/** Seats that a new customer has, where none are told. */
const PLENTY = { X2: 1_000_000, X4: 1_000_000, X6: 1_000_000 };

/** What a new customer starts with. */
export interface NewCustomer {
  id: string;
  platform?: Platform | undefined;
  /** Whether user provisioning is on and saved. */
  enabled?: boolean | undefined;
  retrieval?: Retrieval | undefined;
  /** The clear token; another one is issued where it is left out. */
  token?: string | undefined;
  /** Seats by X Series level. */
  subscriptions?: Record<string, number> | undefined;
}

/** Adds a customer with two sites and, unless told otherwise, an integration that is ready for calls. */
export function addCustomer(
  world: World,
  { id, platform, enabled, retrieval, token, subscriptions }: NewCustomer,
): Customer {
  const customer: Customer = {
    id,
    platform: platform ?? "admin-console",
    xSeriesSubscriptions: { ...(subscriptions ?? PLENTY) },
    sites: new Map(),
    users: createUsers(world.decide.loginKey),
    sessions: createSessions(),
    scim: {
      enabled: false,
      provider: undefined,
      retrieval: retrieval ?? world.options.retrieval,
      token: undefined,
      formerTokens: [],
      draft: undefined,
    },
    sso: newSsoIntegration(world),
    syncBack: newSyncBack(),
    refusals: [],
    audit: [],
  };
  world.customers.set(id, customer);
  for (const name of SITES) world.decide.createSite(customer, name);
  if (enabled ?? customer.platform === "admin-console") {
    const issued = world.decide.issueToken(customer);
    const own = token === undefined ? {} : { clear: token, hash: hashOf(token), hint: token.slice(-4) };
    Object.assign(customer.scim, { enabled: true, provider: "other", token: { ...issued, ...own } });
  }
  return customer;
}
