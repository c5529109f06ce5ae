import type { Customer, Platform, Retrieval } from "../../../profiles/index.ts";
import { hashOf } from "./access.ts";
import { createUsers } from "./users.ts";
import type { World } from "./world.ts";

/** Sites that every new customer has. */
const SITES = ["Berlin", "San Jose HQ"];

/** What a new customer starts with. */
export interface NewCustomer {
  id: string;
  platform?: Platform | undefined;
  /** Whether user provisioning is on and saved. */
  enabled?: boolean | undefined;
  retrieval?: Retrieval | undefined;
  /** The clear token; another one is issued where it is left out. */
  token?: string | undefined;
}

/** Adds a customer with two sites and, unless told otherwise, an integration that is ready for calls. */
export function addCustomer(world: World, { id, platform, enabled, retrieval, token }: NewCustomer): Customer {
  const customer: Customer = {
    id,
    platform: platform ?? "admin-console",
    subscriptions: ["X2", "X4", "X6"],
    sites: new Map(),
    users: createUsers(world.decide.loginKey),
    scim: {
      enabled: false,
      provider: undefined,
      retrieval: retrieval ?? world.options.retrieval,
      token: undefined,
      formerTokens: [],
      draft: undefined,
    },
    refusals: [],
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
