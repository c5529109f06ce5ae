import { Dispatcher, errors } from "undici";
import type { Handler } from "../../scim/index.ts";

/** An undici dispatcher that asks a handler in this process instead of a socket. */
class HandlerDispatcher extends Dispatcher {
  readonly #handler: Handler;

  constructor(handler: Handler) {
    super();
    this.#handler = handler;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    void this.#answer(options, handler);
    return true;
  }

  async #answer(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): Promise<void> {
    const controller = new Controller();
    try {
      handler.onRequestStart?.(controller, {});
      const body = options.body as string | Uint8Array<ArrayBuffer> | null | undefined;
      const request = new Request(String(options.origin) + options.path, {
        method: options.method,
        headers: options.headers as Record<string, string>,
        ...(body == null ? {} : { body }),
      });
      const response = await this.#handler(request);
      const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
      handler.onResponseStart?.(controller, response.status, headers, response.statusText);
      if (response.body !== null) {
        const bytes = Buffer.from(await response.arrayBuffer());
        if (bytes.length > 0) handler.onResponseData?.(controller, bytes);
      }
      handler.onResponseEnd?.(controller, {});
    } catch (cause) {
      const error = cause instanceof Error ? cause : new errors.UndiciError(String(cause));
      handler.onResponseError?.(controller, error);
    }
  }
}

/** The in-process answer comes whole, so that there is nothing to pause or resume. */
class Controller implements Dispatcher.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  rawHeaders = null;
  rawTrailers = null;
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
  abort(reason: Error): void {
    this.aborted = true;
    this.reason = reason;
  }
}

/** Makes a handler reachable for undici. */
export function handlerDispatcher(handler: Handler): Dispatcher {
  return new HandlerDispatcher(handler);
}
