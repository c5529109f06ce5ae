import { isLoopback } from "../../../../engine/index.ts";
import type { Handler } from "../../../../scim/index.ts";

/**
 * Calls parties on this machine over HTTP, and nobody else: what is typed into the console of a simulator must not
 * make it send a token to a real organisation.
 */
export const outboundHttp: Handler = async (request) => {
  const url = new URL(request.url);
  if (!isLoopback(url)) throw new Error(`${url.host} is not on this machine, and the simulator calls nobody else`);
  const { fetch } = await import("undici");
  const text = await request.text();
  const response = await fetch(url, {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    ...(text === "" ? {} : { body: text }),
    redirect: "manual",
    signal: request.signal,
  });
  return new Response([204, 205, 304].includes(response.status) ? null : await response.text(), {
    status: response.status,
    headers: Object.fromEntries(response.headers),
  });
};
