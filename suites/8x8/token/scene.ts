import type { Trial } from "../../../engine/index.ts";
import { bodyOf, idOf } from "../../../engine/index.ts";
import type { IntegrationPage } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { admin, granted } from "../admin.ts";
import type { OwnCustomer } from "../own-customer.ts";
import { named } from "../user.ts";

/** Looks up somebody whom nobody knows: how identity providers test a connection. */
export function lookUp(t: Trial, { send }: OwnCustomer, token?: string | null): Promise<Exchange> {
  return send("GET", lookUpPath(t), undefined, token);
}

/** The path of a look-up for somebody whom nobody knows. */
export function lookUpPath(t: Trial): string {
  return `/Users?filter=${encodeURIComponent(named(t.given.userName()).filter)}`;
}

/** The token that is shown first on the way to a saved configuration: some guides copy before Save, others after. */
export function tokenOf(...pages: IntegrationPage[]): string | undefined {
  return pages.find(({ token }) => token !== null)?.token ?? undefined;
}

/** The new token of a customer whose token was renewed and saved. */
export async function rotated(t: Trial, { id: customer }: OwnCustomer): Promise<string> {
  const { scim } = admin(t);
  const pages = [await granted(scim.regenerate({ customer })), await granted(scim.save({ customer }))];
  return tokenOf(...pages) ?? t.inconclusive("the page shows no new token after the token was renewed");
}

/** A user of the customer who was created over SCIM. */
export interface Employee {
  id: string;
  path: string;
  sent: JsonObject;
  /** As SCIM shows it. */
  shown: JsonObject;
}

/** Creates a user over SCIM in a customer of the rule's own. */
export async function employ(t: Trial, { send }: OwnCustomer, sent: JsonObject, token?: string): Promise<Employee> {
  const created = await t.given.done(() => send("POST", "/Users", sent, token));
  const id = idOf(created);
  const path = `/Users/${encodeURIComponent(id)}`;
  const read = await t.given.done(() => send("GET", path, undefined, token));
  return { id, path, sent, shown: bodyOf(read) };
}
