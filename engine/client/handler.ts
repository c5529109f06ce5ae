import type { Handler } from "../../scim/index.ts";
import type { Client } from "./client.ts";

// What no Response can be made with a body for (Fetch §2.2.6).
const WITHOUT_BODY = [101, 103, 204, 205, 304];

/**
 * A client as a function from request to response: for a party that makes its requests itself. A request leaves with
 * the headers it has and no others, but for the token of the client where it has no Authorization. Rejects when no
 * answer arrives.
 */
export function handlerOf(client: Client): Handler {
  return async (request) => {
    const text = await request.text();
    const headers: Record<string, string | null> = { accept: null, "user-agent": null, "content-type": null };
    for (const [name, value] of request.headers) headers[name] = value;
    // By the path alone, which is how what a rule makes is told from what it does elsewhere.
    const path = request.url.startsWith(`${client.baseUrl}/`) ? request.url.slice(client.baseUrl.length) : request.url;
    const exchange = await client.send(request.method, path, text === "" ? undefined : text, { headers });
    const { status, headers: received } = exchange.response;
    // The body is no longer as it was packed for the way.
    const { "content-encoding": _packing, "content-length": _length, ...rest } = received;
    return new Response(WITHOUT_BODY.includes(status) ? null : client.unmasked(exchange), { status, headers: rest });
  };
}
