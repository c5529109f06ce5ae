import {
  AdminRefusal,
  type AdminRefusalCode,
  type Customer,
  type EditResult,
  type FieldResult,
  type InCustomer,
  type Site,
  type User8x8,
} from "../../../../../profiles/index.ts";
import type { World } from "../../world.ts";

/** What the operations of the admin plane have in common: finding what an input names, and keeping what they did. */
export interface Desk {
  world: World;
  /** The customer that an input is about; refuses one that is not there. */
  customerOf(input?: InCustomer): Customer;
  siteOf(customer: Customer, id: string): Site;
  userOf(customer: Customer, id: string): User8x8;
  /** Does something with a user and keeps what came of it. */
  touch<Outcome>(input: InCustomer & { id: string }, act: (customer: Customer, user: User8x8) => Outcome): Outcome;
  /** The same for a user in hand. */
  change<Outcome>(customer: Customer, user: User8x8, act: () => Outcome): Outcome;
}

/** The desk of an administrator; `home` is the customer where an input names none. */
export function deskOf(world: World, home: string): Desk {
  const { decide } = world;

  function customerOf({ customer: id = home }: InCustomer = {}): Customer {
    const customer = world.customers.get(id);
    if (customer === undefined) throw new AdminRefusal("unknown-customer", `there is no customer ${id}`);
    decide.elapse(customer, world.now());
    return customer;
  }

  function userOf({ users }: Customer, id: string): User8x8 {
    const user = users.get(id);
    if (user === undefined) throw new AdminRefusal("unknown-user", `there is no user ${id}`);
    return user;
  }

  function change<Outcome>(customer: Customer, user: User8x8, act: () => Outcome): Outcome {
    const wasActive = user.active;
    const outcome = act();
    const now = world.now();
    user.lastModified = now;
    if (wasActive && !user.active) decide.deactivated(customer, user, now);
    if (!wasActive && user.active) decide.reactivated(customer, user, now);
    customer.users.put(user);
    return outcome;
  }

  return {
    world,
    customerOf,
    userOf,
    change,
    siteOf({ sites }, id) {
      const site = sites.get(id);
      if (site === undefined) throw new AdminRefusal("unknown-site", `there is no site ${id}`);
      return site;
    },
    touch(input, act) {
      const customer = customerOf(input);
      const user = userOf(customer, input.id);
      return change(customer, user, () => act(customer, user));
    },
  };
}

/** The result of a field that was stored; anything else is a refusal, with the code that says why it is invalid. */
export function stored(result: FieldResult, field: string, invalid: AdminRefusalCode = "invalid-value"): FieldResult {
  if (result === "stored") return result;
  throw new AdminRefusal(codeOf(result, invalid), `${field} is ${result}`, result);
}

/** The results of an edit of which something was stored; where nothing was, the edit is refused. */
export function storedInPart(results: EditResult): EditResult {
  const outcomes = Object.entries(results);
  const [first] = outcomes;
  if (first === undefined || outcomes.some(([, result]) => result === "stored")) return results;
  const worst = outcomes.find(([, result]) => result === "locked") ?? first;
  const told = outcomes.map(([field, result]) => `${field} is ${result}`).join(", ");
  throw new AdminRefusal(codeOf(worst[1], "invalid-value"), told, results);
}

function codeOf(result: FieldResult, invalid: AdminRefusalCode): AdminRefusalCode {
  return result === "locked" ? "field-locked" : invalid;
}
