import type { Capability, Trial } from "../../engine/index.ts";
import type { Retrieval } from "../../profiles/index.ts";
import type { Exchange, Json } from "../../scim/index.ts";
import { admin, adminIfAny, granted } from "./admin.ts";

/** What `ownCustomer` needs of the driver. */
export const OWN_CUSTOMER: Capability = "admin.customer.create";

/** A customer of the rule's own, whose integration can be changed without disturbing the run. */
export interface OwnCustomer {
  id: string;
  /** Its SCIM base URL. */
  baseUrl: string;
  /** Empty while its integration is off. */
  token: string;
  /** Sends a request below its base URL, with its first token or another one. */
  send(method: string, path: string, body?: Json, token?: string | null): Promise<Exchange>;
}

/** Makes a further customer. Skips the rule where it is out of the client's reach. */
export async function ownCustomer(
  t: Trial,
  settings: { enabled?: boolean; retrieval?: Retrieval; subscriptions?: Record<string, number> } = {},
): Promise<OwnCustomer> {
  const { id, baseUrl, token = "" } = await granted(admin(t).customer.create({ name: t.given.name(), ...settings }));
  if (settings.enabled !== false && token === "") t.skip("the driver does not tell the token of the customer it makes");
  // The client calls no other host than that of the target.
  if (new URL(baseUrl).origin !== new URL(t.client.baseUrl).origin)
    t.skip(`the customer that the driver makes is on another host: ${new URL(baseUrl).origin}`);
  return {
    id,
    baseUrl,
    token,
    send: (method, path, body, other = token) => t.client.send(method, baseUrl + path, body, { token: other }),
  };
}

/** Lets work be done in a further customer, and removes it afterwards where the driver can. */
export async function withOwnCustomer(
  t: Trial,
  settings: Parameters<typeof ownCustomer>[1],
  work: (own: OwnCustomer) => Promise<void>,
): Promise<void> {
  const own = await ownCustomer(t, settings);
  try {
    await work(own);
  } finally {
    await adminIfAny(t)
      .customer?.delete?.({ customer: own.id })
      .catch(() => undefined);
  }
}
