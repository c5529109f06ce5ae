import type { Exchange, JsonObject } from "../scim/index.ts";
import type { Connection } from "./connection.ts";
import type { Deviation } from "./failure.ts";

/** What to do about it, for the reasons of verdicts. */
export const CHOOSE_ANOTHER_SEED = "a former run with this seed may have left it: choose another seed";

/**
 * Why a deviation is not the target's: it answers 409 to a name that an earlier run with the same seed has left there.
 * Undefined when the run made that name itself, or when nobody is found who has it.
 */
export async function takenName(
  { exchange: id }: Deviation,
  connection: Connection,
  rule: string,
): Promise<string | undefined> {
  const refused = connection.exchanges.find((exchange) => exchange.id === id);
  if (refused === undefined || refused.response.status !== 409) return undefined;
  const userName = (refused.request.body as JsonObject | undefined)?.["userName"];
  if (typeof userName !== "string" || !userName.startsWith(`${connection.namespace}-`)) return undefined;
  if (connection.exchanges.some((exchange) => gives(exchange, userName))) return undefined;

  const client = connection.client({ rule, step: () => "given" });
  // A target that stops answering now is not excused by it.
  const list = await client.list("/Users", { filter: `userName eq "${userName}"` }).catch(() => undefined);
  const listed = (list?.response.body as { Resources?: unknown } | null | undefined)?.Resources;
  const found = Array.isArray(listed) && listed.some((user) => (user as JsonObject | null)?.["userName"] === userName);
  return found ? `the userName ${userName} is taken; ${CHOOSE_ANOTHER_SEED}` : undefined;
}

function gives({ request, response }: Exchange, userName: string): boolean {
  return response.status < 300 && request.text?.includes(userName) === true;
}
