import type { AdminDriver, Customer, InCustomer, IntegrationPage } from "../../../../../profiles/index.ts";
import type { Desk } from "./desk.ts";

/** The User Provisioning Integration. */
export function integrationOperations({ world, customerOf }: Desk): AdminDriver["scim"] {
  const { decide } = world;

  function onPage(input: InCustomer | undefined, change: (customer: Customer) => void): IntegrationPage {
    const customer = customerOf(input);
    change(customer);
    const view = decide.integrationView(customer);
    noteShown(world, customer, view.token);
    return view;
  }

  function leave(customer: Customer): void {
    decide.leaveIntegration(customer);
    decide.leaveSyncBack(customer);
  }

  return {
    open: async (input) => onPage(input, (customer) => leave(customer)),
    enable: async (input) => onPage(input, (customer) => decide.enableIntegration(customer, input.provider)),
    setRetrieval: async (input) => onPage(input, (customer) => decide.setRetrieval(customer, input.retrieval)),
    save: async (input) => onPage(input, (customer) => savePage(world, customer)),
    async discard(input) {
      leave(customerOf(input));
    },
    clear: async (input) => onPage(input, (customer) => decide.clearIntegration(customer)),
    regenerate: async (input) => onPage(input, (customer) => decide.regenerateToken(customer)),
    disable: async (input) => onPage(input, (customer) => decide.disableIntegration(customer)),
    recentErrors: async (input) => customerOf(input).refusals,
  };
}

/** The one Save of user provisioning and of what belongs to it: the way back to Okta. */
export function savePage({ decide }: Desk["world"], customer: Customer): void {
  decide.saveSyncBack(customer);
  decide.saveIntegration(customer);
}

/** Takes note that a page showed a token, where that is the effective one. */
export function noteShown({ decide }: Desk["world"], { scim }: Customer, shown: string | null): void {
  if (scim.token !== undefined && shown === scim.token.clear) decide.tokenShown(scim.token);
}
