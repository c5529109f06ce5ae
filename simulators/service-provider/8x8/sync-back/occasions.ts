import type { Customer } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";
import { sendBack } from "./send.ts";

/** A page of two users, or fewer, is how Okta tests its credentials. */
const TEST_PAGE = 2;

/** Whether a SCIM request lists the users from the first page on, as an import does. */
export function isImport({ method, url }: Request, path: string): boolean {
  if (method !== "GET" || path !== "/Users") return false;
  const { searchParams } = new URL(url);
  const count = searchParams.get("count");
  return (
    !searchParams.has("filter") &&
    Number(searchParams.get("startIndex") ?? 1) <= 1 &&
    (count === null || Number(count) > TEST_PAGE)
  );
}

/** The answer to an import, before which Okta is told what changed. Nothing that fails there changes the answer. */
export function afterImport(
  world: World,
  customer: Customer,
  answer: Response | Promise<Response>,
): Response | Promise<Response> {
  if (!world.decide.syncBackDue(customer, "import")) return answer;
  return told(world, [customer], answer);
}

/** The answer to a change in the console, before which Okta is told what changed. */
export async function afterChange(world: World, answer: Promise<Response>): Promise<Response> {
  // Customers that the change itself made, or gave a way back, are among them.
  const response = await answer;
  const due = [...world.customers.values()].filter((customer) => world.decide.syncBackDue(customer, "change"));
  return due.length === 0 ? response : told(world, due, response);
}

async function told(world: World, customers: Customer[], answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  if (response.ok) for (const customer of customers) await sendBack(world, customer);
  return response;
}
