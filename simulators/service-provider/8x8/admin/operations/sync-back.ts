import type { AdminDriver, Customer, InCustomer, SyncBackPage } from "../../../../../profiles/index.ts";
import type { Desk } from "./desk.ts";
import { savePage } from "./integration.ts";

/** The way back to Okta: a part of the identity page. */
export function syncBackOperations({ world, customerOf }: Desk): AdminDriver["syncBack"] {
  const { decide } = world;

  function onPage(input: InCustomer | undefined, change?: (customer: Customer) => void): SyncBackPage {
    const customer = customerOf(input);
    change?.(customer);
    return decide.syncBackView(customer);
  }

  return {
    set: async ({ customer: id, ...fields }) =>
      onPage(id === undefined ? {} : { customer: id }, (customer) => decide.setSyncBack(customer, fields)),
    generateSecret: async (input) => onPage(input, (customer) => decide.generateSyncBackSecret(customer)),
    save: async (input) => onPage(input, (customer) => savePage(world, customer)),
    clear: async (input) => onPage(input, (customer) => decide.clearSyncBack(customer)),
    view: async (input) => onPage(input),
  };
}
