import type { Client, SendOptions } from "../../../engine/index.ts";
import type { Exchange, Json } from "../../../scim/index.ts";

// Okta's test names the media type of a body on every GET, which has none, and sends its creates as plain JSON.
const READING = {
  "accept-charset": "utf-8",
  "content-type": "application/scim+json; charset=utf-8",
  "user-agent": "OKTA SCIM Integration",
};
const CREATING = { "content-type": "application/json", accept: "application/scim+json; charset=utf-8" };

/** Reads with the headers of Okta's test. */
export function get(client: Client, path: string, options: SendOptions = {}): Promise<Exchange> {
  return client.get(path, { ...options, headers: { ...READING, ...options.headers } });
}

/** Creates a user with the headers of Okta's test. */
export function post(client: Client, body: Json): Promise<Exchange> {
  return client.post("/Users", body, { headers: CREATING });
}
