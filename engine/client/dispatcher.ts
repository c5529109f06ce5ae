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
    const controller = new Controller((reason) => handler.onResponseError?.(controller, reason));
    try {
      handler.onRequestStart?.(controller, {});
      if (controller.aborted) return;
      const body = options.body as string | Uint8Array<ArrayBuffer> | null | undefined;
      const request = new Request(String(options.origin) + options.path, {
        method: options.method,
        headers: options.headers as Record<string, string>,
        ...(body == null ? {} : { body }),
      });
      const response = await this.#handler(request);
      const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
      const cookies = response.headers.getSetCookie();
      if (cookies.length > 0) headers["set-cookie"] = cookies;
      if (!controller.aborted) handler.onResponseStart?.(controller, response.status, headers, response.statusText);
      // Piece by piece, as from a socket: a body that never ends must not be waited for. Leaving the loop cancels it.
      if (response.body !== null)
        for await (const chunk of response.body) {
          if (controller.aborted) return;
          handler.onResponseData?.(controller, Buffer.from(chunk));
          await controller.resumed;
        }
      if (!controller.aborted) handler.onResponseEnd?.(controller, {});
    } catch (cause) {
      controller.abort(cause instanceof Error ? cause : new errors.UndiciError(String(cause)));
    }
  }
}

/** Lets undici stop and hold back an answer, as it does with a socket. */
class Controller implements Dispatcher.DispatchController {
  aborted = false;
  reason: Error | null = null;
  rawHeaders = null;
  rawTrailers = null;
  /** Settled while the answer may go on. */
  resumed: Promise<void> | undefined;
  #release: () => void = () => {};
  readonly #fail: (reason: Error) => void;

  constructor(fail: (reason: Error) => void) {
    this.#fail = fail;
  }
  get paused(): boolean {
    return this.resumed !== undefined;
  }
  pause(): void {
    if (this.resumed !== undefined || this.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.resumed = promise;
    this.#release = resolve;
  }
  resume(): void {
    this.resumed = undefined;
    this.#release();
  }
  abort(reason: Error = new errors.RequestAbortedError()): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.resume();
    this.#fail(reason);
  }
}

/** Makes a handler reachable for undici. */
export function handlerDispatcher(handler: Handler): Dispatcher {
  return new HandlerDispatcher(handler);
}
