import { Agent, type Dispatcher } from "undici";
import type { Handler } from "../../scim/index.ts";
import { handlerDispatcher } from "./dispatcher.ts";

/** What carries requests: undici, over the network or to a handler in this process. */
export interface Wire {
  dispatcher: Dispatcher;
}

const CONNECT_TIMEOUT = 10_000;

/** A wire to a handler, or to the network when there is none. */
export function openWire(handler: Handler | undefined): Wire {
  const dispatcher =
    handler === undefined
      ? new Agent({ connect: { timeout: CONNECT_TIMEOUT }, pipelining: 1 })
      : handlerDispatcher(handler);
  return { dispatcher };
}
