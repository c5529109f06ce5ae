import type { Customer, User8x8 } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";

/** How long Okta may take for one user, in milliseconds of real time: an import waits for it. */
const MOST_WAIT_MS = 5000;

/**
 * Tells Okta the telephony data that changed, user by user. A failure is kept for the administrator and ends it, unless
 * it is about one user only; what was not told is told another time.
 */
export async function sendBack(world: World, customer: Customer): Promise<void> {
  const { decide } = world;
  const { syncBack, users } = customer;
  let failure: string | undefined;
  let sent = 0;
  for (const user of [...users.all()]) {
    if (user.owner !== "idp" || !decide.syncBackChanged(customer, user, syncBack.told.get(user.id))) continue;
    const profile = decide.syncBackProfile(customer, user);
    const status = await post(world, customer, user, { profile });
    sent += 1;
    if (typeof status === "number" && status >= 200 && status < 300) {
      syncBack.told.set(user.id, profile);
      continue;
    }
    failure = typeof status === "number" ? `Okta answered ${status} for ${user.userName}` : status;
    // An unknown user or a refused attribute concerns one user; anything else concerns everybody.
    if (status !== 404 && status !== 400) break;
  }
  if (failure !== undefined) decide.syncBackFailed(customer, failure);
  else if (sent > 0) syncBack.failure = undefined;
}

/** The status of the answer, or why there was none. */
async function post(
  { outbound }: World,
  { syncBack }: Customer,
  { externalId, userName }: User8x8,
  body: object,
): Promise<number | string> {
  // The users API takes the id that Okta gave as externalId, or the login.
  const key = encodeURIComponent(externalId ?? userName);
  const signal = AbortSignal.timeout(MOST_WAIT_MS);
  const { promise: late, reject } = Promise.withResolvers<never>();
  // Where not even a request can be made of the URL, nobody waits for it.
  late.catch(() => undefined);
  signal.addEventListener("abort", () => reject(new Error(`no answer within ${MOST_WAIT_MS / 1000} s`)));
  try {
    const request = new Request(`${syncBack.url!.replace(/\/+$/, "")}/api/v1/users/${key}`, {
      method: "POST",
      headers: {
        authorization: `SSWS ${syncBack.token}`,
        accept: "application/json",
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal,
    });
    return (await Promise.race([outbound(request), late])).status;
  } catch (cause) {
    const { message } = cause as Error;
    return `Okta could not be reached: ${syncBack.token ? message.replaceAll(syncBack.token, "…") : message}`;
  }
}
