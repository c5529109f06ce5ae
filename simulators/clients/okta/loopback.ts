import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Handler } from "../../../scim/index.ts";

/** A handler that listens on this machine. */
export interface Served {
  /** Scheme, host and port. */
  origin: string;
  close(): Promise<void>;
}

/** Serves a handler on a free port of the loopback address: for service providers in other processes. */
export async function serve(handler: Handler): Promise<Served> {
  const { createAdaptorServer } = await import("@hono/node-server");
  const server = createAdaptorServer({ fetch: handler, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
