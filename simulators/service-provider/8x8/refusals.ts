import type { Customer } from "../../../profiles/index.ts";
import type { ScimError } from "../../../scim/index.ts";
import { splitUrl } from "../route.ts";
import { bearerOf } from "./access.ts";
import type { World } from "./world.ts";

const KEPT = 100;

/** Keeps a refused request for the support view of the console, with the likely cause of a refused token. */
export function recordRefusal(
  world: World,
  customer: Customer,
  { request, basePath, userName }: { request: Request; basePath: string; userName: string | undefined },
  { status, scimType, message }: ScimError,
): void {
  const path = splitUrl(request.url).path.slice(basePath.length);
  const id = /^\/Users\/([^/]+)$/.exec(path)?.[1];
  customer.refusals.push({
    at: new Date(world.now()).toISOString(),
    method: request.method,
    path,
    userKey: userName ?? (id === undefined ? undefined : (customer.users.get(id)?.userName ?? id)),
    status,
    scimType,
    detail: status === 401 ? causeOf(world, customer, request, message) : message,
  });
  if (customer.refusals.length > KEPT) customer.refusals.shift();
}

function causeOf({ decide }: World, customer: Customer, request: Request, message: string): string {
  const token = bearerOf(request.headers.get("authorization"));
  if (token === undefined) return message;
  if (!decide.serves(customer)) return "user provisioning is switched off";
  if (customer.scim.formerTokens.some((hash) => decide.tokenMatches(hash, token)))
    return "the API token was replaced by a newer one";
  if (decide.tokenMatches(customer.scim.draft?.token?.hash, token)) return "the API token was shown and never saved";
  return message;
}
