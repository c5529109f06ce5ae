import type { AdminDriver } from "../../../../profiles/index.ts";
import { auditLines } from "../audit.ts";
import { readState } from "../state/read.ts";
import { writeState } from "../state/write.ts";
import type { World } from "../world.ts";
import { customerOperations } from "./operations/customers.ts";
import { deskOf } from "./operations/desk.ts";
import { integrationOperations, noteShown } from "./operations/integration.ts";
import { serviceOperations } from "./operations/service.ts";
import { ssoOperations } from "./operations/sso.ts";
import { syncBackOperations } from "./operations/sync-back.ts";
import { userOperations } from "./operations/users.ts";

/** The operations of the admin plane over the simulated world; `home` is the customer where none is named. */
export function adminOperations(world: World, home: string): AdminDriver {
  const { decide } = world;
  const desk = deskOf(world, home);
  const { customerOf, userOf } = desk;

  return {
    ...customerOperations(desk, home),
    user: userOperations(desk),
    scim: integrationOperations(desk),
    ...ssoOperations(desk),
    syncBack: syncBackOperations(desk),
    ...serviceOperations(desk),

    page: {
      home: async (input) => decide.homePage(customerOf(input)),
      async identity(input) {
        const customer = customerOf(input);
        const { token } = decide.integrationView(customer);
        const page = decide.identityPage(customer);
        noteShown(world, customer, token);
        return page;
      },
      async user({ id, ...input }) {
        const customer = customerOf(input);
        return decide.userPage(customer, userOf(customer, id));
      },
      users: async (input) => decide.usersPage(customerOf(input)),
      sites: async (input) => decide.sitesPage(customerOf(input)),
    },

    audit: { list: async (input) => auditLines(customerOf(input), input?.plane) },

    state: {
      export: async () => writeState(world),
      import: async ({ state }) => readState(world, state, home),
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
