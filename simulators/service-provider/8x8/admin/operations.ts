import {
  type AdminDriver,
  AdminRefusal,
  type ConsoleField,
  type ConsoleSetting,
  type ConsoleUser,
  type Customer,
  type CustomerAccess,
  type EditResult,
  type EditRoute,
  type FieldResult,
  type InCustomer,
  type IntegrationPage,
  type Site,
  type SiteView,
  type User8x8,
} from "../../../../profiles/index.ts";
import { addCustomer } from "../customer.ts";
import type { World } from "../world.ts";

/** The operations of the admin plane over the simulated world; `home` is the customer where none is named. */
export function adminOperations(world: World, home: string): AdminDriver {
  const { decide } = world;

  function customerOf(id: string = home): Customer {
    const customer = world.customers.get(id);
    if (customer === undefined) throw new AdminRefusal("unknown-customer", `there is no customer ${id}`);
    decide.elapse(customer, world.now());
    return customer;
  }

  function siteOf(customer: Customer, id: string): Site {
    const site = customer.sites.get(id);
    if (site === undefined) throw new AdminRefusal("unknown-site", `there is no site ${id}`);
    return site;
  }

  /** Does something with a user and keeps what came of it. */
  function touch<Outcome>(
    input: InCustomer & { id: string },
    act: (customer: Customer, user: User8x8) => Outcome,
  ): Outcome {
    const customer = customerOf(input.customer);
    const user = customer.users.get(input.id);
    if (user === undefined) throw new AdminRefusal("unknown-user", `there is no user ${input.id}`);
    const outcome = act(customer, user);
    user.lastModified = world.now();
    customer.users.put(user);
    return outcome;
  }

  function write(
    customer: Customer,
    user: User8x8,
    field: ConsoleField,
    value: string | boolean | null,
    route: EditRoute,
  ): FieldResult {
    return decide.locked(customer, user, field, route) ? "locked" : decide.consoleWrite(customer, user, field, value);
  }

  function set(
    input: InCustomer & { id: string },
    setting: ConsoleSetting,
    value: string | boolean | null,
  ): FieldResult {
    return touch(input, (customer, user) => decide.consoleSet(customer, user, setting, value));
  }

  function access(customer: Customer): CustomerAccess {
    const { id, platform, scim } = customer;
    const token = decide.serves(customer) ? scim.token?.clear : undefined;
    return { id, platform, baseUrl: world.origin + decide.scimPath(id), token };
  }

  function siteView(customer: Customer, { id, name }: Site): SiteView {
    let users = 0;
    for (const user of customer.users.all()) if (user.siteId === id) users += 1;
    return { id, name, users };
  }

  /** The page of the integration, and that it was seen. */
  function page(customer: Customer): IntegrationPage {
    const view = decide.integrationView(customer);
    const { token } = customer.scim;
    if (token !== undefined && view.token === token.clear) decide.tokenShown(token);
    return view;
  }

  function onPage(input: InCustomer | undefined, change: (customer: Customer) => void): IntegrationPage {
    const customer = customerOf(input?.customer);
    change(customer);
    return page(customer);
  }

  function usersOf(customer: Customer, prefix: string): ConsoleUser[] {
    const start = decide.loginKey(prefix);
    return [...decide.consoleList(customer)]
      .filter(({ userName }) => decide.loginKey(userName).startsWith(start))
      .map((user) => decide.consoleView(customer, user));
  }

  return {
    customer: {
      async create({ name, platform, enabled, retrieval }) {
        const id = name ?? world.newId();
        if (world.customers.has(id)) throw new AdminRefusal("invalid-value", `there is a customer ${id} already`);
        const customer = addCustomer(world, { id, platform, enabled, retrieval });
        const made = access(customer);
        if (customer.scim.token !== undefined) decide.tokenShown(customer.scim.token);
        return made;
      },
      get: async ({ customer }) => access(customerOf(customer)),
      async setPlatform({ customer, platform }) {
        customerOf(customer).platform = platform;
      },
    },

    site: {
      async create({ customer: id, name }) {
        const customer = customerOf(id);
        return siteView(customer, decide.createSite(customer, name));
      },
      async rename({ customer: id, site: siteId, name }) {
        const customer = customerOf(id);
        const site = siteOf(customer, siteId);
        decide.renameSite(customer, site, name);
        return siteView(customer, site);
      },
      async list(input) {
        const customer = customerOf(input?.customer);
        return [...customer.sites.values()].map((site) => siteView(customer, site));
      },
    },

    user: {
      async create({ customer: id, ...fields }) {
        const customer = customerOf(id);
        const user = decide.consoleCreate(customer, fields);
        customer.users.put(user);
        return decide.consoleView(customer, user);
      },
      async get({ customer: within, id, userName }) {
        const customer = customerOf(within);
        const user = id === undefined ? customer.users.withLoginId(userName)[0] : customer.users.get(id);
        return user === undefined ? undefined : decide.consoleView(customer, user);
      },
      list: async (input) => usersOf(customerOf(input?.customer), input?.prefix ?? ""),
      async delete(input) {
        const removed = touch(input, (customer, user) => decide.consoleDelete(customer, user));
        if (removed) customerOf(input.customer).users.remove(input.id);
      },
      edit: async (input) =>
        touch(input, (customer, user) => {
          const results: EditResult = {};
          for (const [field, value] of Object.entries(input.fields) as [ConsoleField, string | boolean | null][])
            results[field] = write(customer, user, field, value, input.route ?? "page");
          return results;
        }),
      setActive: async (input) =>
        touch(input, (customer, user) => write(customer, user, "active", input.active, "page")),
      setFederationId: async (input) =>
        touch(input, (customer, user) => decide.consoleFederationId(customer, user, input.federationId)),
      assignSite: async (input) =>
        touch(input, (customer, user) => decide.consoleSite(customer, user, siteOf(customer, input.site))),
      assignLicence: async (input) =>
        touch(input, (customer, user) => decide.consoleLicence(customer, user, input.licence)),
      async setTelephony({ extension, phoneNumber, ...input }) {
        const results: FieldResult[] = [];
        if (extension !== undefined) results.push(set(input, "extension", extension));
        if (phoneNumber !== undefined) results.push(set(input, "phoneNumber", phoneNumber));
        return results.find((result) => result !== "stored") ?? "stored";
      },
      setDirectoryVisible: async (input) => set(input, "directoryVisible", input.directoryVisible),
      setProfile: async (input) => set(input, "profile", input.profile),
      setCostCenter: async (input) => set(input, "costCenter", input.costCenter),
      setPicture: async (input) => set(input, "picture", input.picture),
    },

    scim: {
      open: async (input) => onPage(input, (customer) => decide.leaveIntegration(customer)),
      enable: async (input) => onPage(input, (customer) => decide.enableIntegration(customer, input.provider)),
      setRetrieval: async (input) => onPage(input, (customer) => decide.setRetrieval(customer, input.retrieval)),
      save: async (input) => onPage(input, (customer) => decide.saveIntegration(customer)),
      async discard(input) {
        decide.leaveIntegration(customerOf(input?.customer));
      },
      clear: async (input) => onPage(input, (customer) => decide.clearIntegration(customer)),
      regenerate: async (input) => onPage(input, (customer) => decide.regenerateToken(customer)),
      disable: async (input) => onPage(input, (customer) => decide.disableIntegration(customer)),
      recentErrors: async (input) => customerOf(input?.customer).refusals,
    },

    clock: {
      now: async () => new Date(world.now()).toISOString(),
      async advance({ minutes }) {
        const now = world.advance(minutes * 60_000);
        for (const customer of world.customers.values()) decide.elapse(customer, now);
        return new Date(now).toISOString();
      },
    },
  };
}
