import type {
  AdminDriver,
  BulkResult,
  ConsoleField,
  ConsoleSetting,
  Customer,
  EditResult,
  EditRoute,
  FieldResult,
  InCustomer,
  User8x8,
} from "../../../../../profiles/index.ts";
import { readLicences } from "./csv.ts";
import { type Desk, stored, storedInPart } from "./desk.ts";

/** Users in the console. */
export function userOperations({ world, customerOf, siteOf, touch, change }: Desk): AdminDriver["user"] {
  const { decide } = world;

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
    return touch(input, (customer, user) => stored(decide.consoleSet(customer, user, setting, value), setting));
  }

  function license(input: InCustomer & { id: string; licence: string | null }): FieldResult {
    return touch(input, (customer, user) => {
      const code = input.licence === null ? undefined : decide.licenceRefusal(customer, user, input.licence);
      return stored(decide.consoleLicence(customer, user, input.licence), "licence", code);
    });
  }

  /** Gives licences to those who are there, and a result for everybody, in the order of the lines. */
  function licenseMany(
    customer: Customer,
    lines: { named: string; user: User8x8 | undefined; level: string }[],
  ): BulkResult[] {
    const known = lines.flatMap(({ user, level }) => (user === undefined ? [] : [{ user, level }]));
    const results = decide.consoleBulkLicence(customer, known);
    known.forEach(({ user }, index) => {
      if (results[index] === "stored") change(customer, user, () => undefined);
    });
    return lines.map(({ named, user }) => ({
      user: named,
      result: user === undefined ? "unknown" : (results.shift() ?? "invalid"),
    }));
  }

  return {
    async create({ customer: id, ...fields }) {
      const customer = customerOf(id === undefined ? {} : { customer: id });
      const user = decide.consoleCreate(customer, fields);
      customer.users.put(user);
      return decide.consoleView(customer, user);
    },
    async get({ id, userName, ...input }) {
      const customer = customerOf(input);
      const user = id === undefined ? customer.users.withLoginId(userName)[0] : customer.users.get(id);
      return user === undefined ? undefined : decide.consoleView(customer, user);
    },
    async list(input) {
      const customer = customerOf(input);
      const start = decide.loginKey(input?.prefix ?? "");
      return Iterator.from(decide.consoleList(customer))
        .filter(({ userName }) => decide.loginKey(userName).startsWith(start))
        .filter(({ owner }) => input?.owner === undefined || owner === input.owner)
        .map((user) => decide.consoleView(customer, user))
        .toArray();
    },
    async delete(input) {
      const removed = touch(input, (customer, user) => decide.consoleDelete(customer, user));
      if (!removed) return;
      const customer = customerOf(input);
      customer.users.remove(input.id);
      const at = world.latest();
      for (const session of customer.sessions.ofUser(input.id))
        if (decide.sessionOpen(customer, session, at)) session.end = { at, reason: "deleted" };
    },
    edit: async (input) =>
      touch(input, (customer, user) => {
        const results: EditResult = {};
        for (const [field, value] of Object.entries(input.fields) as [ConsoleField, string | boolean | null][])
          results[field] = write(customer, user, field, value, input.route ?? "page");
        return storedInPart(results);
      }),
    setActive: async (input) =>
      touch(input, (customer, user) => stored(write(customer, user, "active", input.active, "page"), "active")),
    setFederationId: async (input) =>
      touch(input, (customer, user) =>
        stored(decide.consoleFederationId(customer, user, input.federationId), "federationId"),
      ),
    assignSite: async (input) =>
      touch(input, (customer, user) =>
        stored(decide.consoleSite(customer, user, siteOf(customer, input.site)), "site"),
      ),
    assignLicence: async (input) => license(input),
    removeLicence: async (input) => license({ ...input, licence: null }),
    async bulkAssignLicence({ users, licence, csv, ...input }) {
      const customer = customerOf(input);
      if (csv === undefined)
        return licenseMany(
          customer,
          users.map((id) => ({ named: id, user: customer.users.get(id), level: licence })),
        );
      const lines = readLicences(csv).map(({ userName, level }) => ({
        named: userName,
        user: customer.users.withLoginId(userName)[0],
        level,
      }));
      return licenseMany(customer, lines);
    },
    setPassword: async (input) =>
      touch(input, (customer, user) => stored(decide.consolePassword(customer, user, input.password), "password")),
    setTelephony: async (input) =>
      touch(input, (customer, user) => {
        for (const setting of ["extension", "phoneNumber"] as const) {
          const value = input[setting];
          if (value !== undefined)
            stored(decide.consoleSet(customer, user, setting, value), setting, "number-without-licence");
        }
        return "stored";
      }),
    setDirectoryVisible: async (input) => set(input, "directoryVisible", input.directoryVisible),
    setProfile: async (input) => set(input, "profile", input.profile),
    setCostCenter: async (input) => set(input, "costCenter", input.costCenter),
    setPicture: async (input) => set(input, "picture", input.picture),
  };
}
