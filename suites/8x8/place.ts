import { idsOf, type Trial } from "../../engine/index.ts";
import type { InCustomer, Retrieval } from "../../profiles/index.ts";
import type { Exchange, Json, JsonObject } from "../../scim/index.ts";
import { adminIfAny, granted } from "./admin.ts";
import { ownCustomer } from "./own-customer.ts";
import { employee, named, type Overrides } from "./user.ts";

/** A customer whose retrieval option is known. */
export interface Place {
  /** What operations of the admin plane are told about it: empty where it is the customer of the run. */
  within: InCustomer;
  /** Whether the rule made it: then nobody else is in it, and its settings can be changed. */
  own: boolean;
  send(method: string, path: string, body?: Json): Promise<Exchange>;
  /** Looks a login ID up, as identity providers do before they create or update. */
  lookUp(userName: string): Promise<Exchange>;
}

/**
 * Lets work be done in a customer whose integration retrieves these users: one of the rule's own, which is removed
 * afterwards where the driver can, else that of the run where its page shows the option. Skips where there is neither.
 */
export async function withPlace(t: Trial, retrieval: Retrieval, work: (place: Place) => Promise<void>): Promise<void> {
  const { customer, scim } = adminIfAny(t);
  if (customer?.create === undefined) {
    if (scim?.open === undefined)
      return t.skip("the driver neither makes a customer nor tells the retrieval option of the one there is");
    const { retrieval: present } = await granted(scim.open({}));
    if (present !== retrieval) t.skip(`the integration retrieves ${present}, and the driver makes no other customer`);
    return work(placeOf({}, false, (method, path, body) => t.client.send(method, path, body)));
  }
  const { id, send } = await ownCustomer(t, { retrieval });
  try {
    await work(placeOf({ customer: id }, true, (method, path, body) => send(method, path, body)));
  } finally {
    await customer.delete?.({ customer: id }).catch(() => undefined);
  }
}

function placeOf(within: InCustomer, own: boolean, send: Place["send"]): Place {
  return {
    within,
    own,
    send,
    lookUp: (userName) => send("GET", `/Users?${new URLSearchParams(named(userName))}`),
  };
}

/** The path of a user by id. */
export function pathOf({ id }: { id: string }): string {
  return `/Users/${encodeURIComponent(id)}`;
}

/** What an identity provider assigns to a login ID: every attribute of the guides, with its own idea of each. */
export function assignment(t: Trial, userName: string, overrides: Overrides = {}): JsonObject {
  return employee(t, { userName, ...overrides });
}

/** Assigns a user as identity providers do: looks the login ID up, then updates who was found, or creates. */
export async function assign(place: Place, body: JsonObject): Promise<Exchange> {
  const [id] = idsOf(await place.lookUp(String(body["userName"]))) ?? [];
  return id === undefined ? place.send("POST", "/Users", body) : place.send("PUT", pathOf({ id }), body);
}
