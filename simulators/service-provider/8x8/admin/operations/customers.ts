import {
  type AdminDriver,
  AdminRefusal,
  type Customer,
  type CustomerAccess,
  type Site,
  type SiteView,
} from "../../../../../profiles/index.ts";
import { addCustomer } from "../../customer.ts";
import { usersBySite } from "../../pages.ts";
import type { Desk } from "./desk.ts";

/** Customers and their sites. */
export function customerOperations(desk: Desk, home: string): Pick<AdminDriver, "customer" | "site"> {
  const { world, customerOf, siteOf } = desk;
  const { decide } = world;

  function access(customer: Customer): CustomerAccess {
    const { id, platform, scim } = customer;
    const token = decide.serves(customer) ? scim.token?.clear : undefined;
    return { id, platform, baseUrl: world.origin + decide.scimPath(id), token };
  }

  function siteView(customer: Customer, { id, name }: Site): SiteView {
    return { id, name, users: usersBySite(customer).get(id) ?? 0 };
  }

  return {
    customer: {
      async create({ name, ...settings }) {
        const id = name ?? world.newId();
        if (world.customers.has(id)) throw new AdminRefusal("customer-taken", `there is a customer ${id} already`);
        const customer = addCustomer(world, { id, ...settings });
        const made = access(customer);
        if (customer.scim.token !== undefined) decide.tokenShown(customer.scim.token);
        return made;
      },
      get: async (input) => access(customerOf(input)),
      list: async () =>
        Array.from(world.customers.values(), ({ id, platform, users, xSeriesSubscriptions }) => ({
          id,
          platform,
          users: users.size,
          subscriptions: xSeriesSubscriptions,
        })),
      async delete({ customer: id }) {
        if (id === home) throw new AdminRefusal("first-customer", `customer ${id} was there from the start`);
        world.customers.delete(customerOf({ customer: id }).id);
      },
      async setPlatform({ platform, ...input }) {
        customerOf(input).platform = platform;
      },
    },

    site: {
      async create({ name, ...input }) {
        const customer = customerOf(input);
        return siteView(customer, decide.createSite(customer, name));
      },
      async rename({ site: id, name, ...input }) {
        const customer = customerOf(input);
        const site = siteOf(customer, id);
        decide.renameSite(customer, site, name);
        return siteView(customer, site);
      },
      async list(input) {
        const customer = customerOf(input);
        const users = usersBySite(customer);
        return Array.from(customer.sites.values(), ({ id, name }) => ({ id, name, users: users.get(id) ?? 0 }));
      },
      async delete({ site: id, ...input }) {
        const customer = customerOf(input);
        const { name, users } = siteView(customer, siteOf(customer, id));
        if (users > 0) throw new AdminRefusal("site-not-empty", `site "${name}" has ${users} users`);
        customer.sites.delete(id);
      },
    },
  };
}
