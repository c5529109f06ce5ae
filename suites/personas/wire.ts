import { type Client, handlerOf, type Trial } from "../../engine/index.ts";
import type { Exchange, Handler } from "../../scim/index.ts";

/** What a persona enters as its token: on the wire it becomes the token of the run. */
export const TOKEN_OF_THE_RUN = "the-token-of-the-run";

/** The target as a persona meets it, with everything that is exchanged noted. */
export interface PersonaWire {
  provider: Handler;
  readonly exchanges: readonly Exchange[];
  /** From now on the token of the run is sent in a form that nobody was given. */
  spoilToken(): void;
  restoreToken(): void;
  /** Does something before the next request of this method leaves: what somebody else does meanwhile. */
  before(method: string, act: () => Promise<unknown>): void;
  /** Throws what kept a request from being answered, which the client takes for an outage. */
  rethrow(): void;
}

/** The wire of a persona to the target of a rule. */
export function personaWire(t: Trial): PersonaWire {
  const exchanges: Exchange[] = [];
  const waiting = new Map<string, () => Promise<unknown>>();
  let trouble: { cause: unknown } | undefined;
  let spoilt = false;
  const noting: Client = {
    ...t.client,
    async send(...request) {
      const exchange = await t.client.send(...request);
      exchanges.push(exchange);
      return exchange;
    },
  };
  const send = handlerOf(noting);
  const wrong = `${t.given.name()}-wrong`;

  return {
    exchanges,
    async provider(request) {
      try {
        const act = waiting.get(request.method);
        waiting.delete(request.method);
        await act?.();
        if (request.headers.get("authorization") === `Bearer ${TOKEN_OF_THE_RUN}`) {
          if (spoilt) request.headers.set("authorization", `Bearer ${wrong}`);
          else request.headers.delete("authorization");
        }
        return await send(request);
      } catch (cause) {
        trouble ??= { cause };
        throw cause;
      }
    },
    spoilToken: () => void (spoilt = true),
    restoreToken: () => void (spoilt = false),
    before: (method, act) => void waiting.set(method, act),
    rethrow() {
      if (trouble !== undefined) throw trouble.cause;
    },
  };
}
