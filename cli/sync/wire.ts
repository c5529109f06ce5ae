import type { Handler } from "../../scim/index.ts";

/** The way to a target that is given up when the work is to stop, or when nobody answers any more. */
export interface WatchedWire {
  handler: Handler;
  /** Resolves when nothing is under way; from then on nothing is sent. */
  stop(): Promise<void>;
}

/** So many requests of a method in a row may stay without an answer; the rest of that method is not sent. */
const MOST_UNANSWERED = 3;

/** Watches over the way to a target: a product would wait for each of a thousand people. */
export function watched(next: Handler): WatchedWire {
  let stopped = false;
  // By method: who answers a look-up may hang at each create.
  const unanswered = new Map<string, number>();
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    async handler(request) {
      // What is asked from here on is never answered: what is known so far is what the state is written from.
      if (stopped) return new Promise<Response>(() => {});
      const { method } = request;
      const before = unanswered.get(method) ?? 0;
      if (before >= MOST_UNANSWERED)
        throw new Error(`not sent: ${MOST_UNANSWERED} ${method} requests in a row had no answer`);
      const answered = next(request);
      underWay = answered.catch(() => undefined);
      try {
        const response = await answered;
        unanswered.delete(method);
        return response;
      } catch (cause) {
        unanswered.set(method, before + 1);
        throw cause;
      }
    },
    async stop() {
      stopped = true;
      await underWay;
      // The client takes note of the last answer in the meantime.
      await new Promise((done) => setImmediate(done));
    },
  };
}
