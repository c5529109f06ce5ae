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

  return {
    open: async (input) => onPage(input, (customer) => decide.leaveIntegration(customer)),
    enable: async (input) => onPage(input, (customer) => decide.enableIntegration(customer, input.provider)),
    setRetrieval: async (input) => onPage(input, (customer) => decide.setRetrieval(customer, input.retrieval)),
    save: async (input) => onPage(input, (customer) => decide.saveIntegration(customer)),
    async discard(input) {
      decide.leaveIntegration(customerOf(input));
    },
    clear: async (input) => onPage(input, (customer) => decide.clearIntegration(customer)),
    regenerate: async (input) => onPage(input, (customer) => decide.regenerateToken(customer)),
    disable: async (input) => onPage(input, (customer) => decide.disableIntegration(customer)),
    recentErrors: async (input) => customerOf(input).refusals,
  };
}

/** Takes note that a page showed a token, where that is the effective one. */
export function noteShown({ decide }: Desk["world"], { scim }: Customer, shown: string | null): void {
  if (scim.token !== undefined && shown === scim.token.clear) decide.tokenShown(scim.token);
}
