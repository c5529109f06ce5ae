import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Handler } from "../scim/index.ts";

/** Where and how to listen. */
export interface ListenOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The loopback address when left out. */
  host?: string;
  /**
   * Replaces the global Request and Response of this process by lighter ones, which makes answers about four times as
   * fast. For a process that is the server and nothing else.
   */
  replaceGlobals?: boolean;
}

/** A server that listens. */
export interface Listening {
  /** Scheme, host and port. */
  origin: string;
  port: number;
  /** Takes no more requests, lets those under way end, and frees the port. */
  close(): Promise<void>;
}

/** How long requests under way may take once the server closes. */
const GRACE_MS = 2000;

/**
 * Serves a handler over node:http. It is made once the port is known, because the URLs in its answers hold it:
 * `listen((origin) => serviceProvider({ origin }).handler)`.
 */
export async function listen(
  make: (origin: string) => Handler,
  { port = 0, host = "127.0.0.1", replaceGlobals = false }: ListenOptions = {},
): Promise<Listening> {
  const { createAdaptorServer } = await import("@hono/node-server");
  let handler: Handler | undefined;
  const server = createAdaptorServer({
    // Nobody is answered before the port is known, and then the handler is there.
    fetch: (request) => handler!(request),
    overrideGlobalObjects: replaceGlobals,
    // node:http discards by itself what nobody read of a body; doing it here too costs every write a tenth.
    autoCleanupIncoming: false,
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  const origin = `http://${reachable(host)}:${actual}`;
  handler = make(origin);
  return { origin, port: actual, close: () => close(server) };
}

// A server on all interfaces is reached by a name of this machine; an IPv6 address stands in brackets.
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

async function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  // A connection whose last request ends only now would be kept for a next one.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  }).finally(() => {
    clearTimeout(cut);
    clearInterval(sweep);
  });
}
