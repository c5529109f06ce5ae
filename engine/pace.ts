import { setTimeout as wait } from "node:timers/promises";
import type { Exchange } from "../scim/index.ts";

/** Decides when the next request may leave. */
export interface Pace {
  /** Resolves when it may; rejects when the signal comes first. */
  next(signal?: AbortSignal): Promise<void>;
  /** Takes note of an answer: 429 and 503 with `Retry-After` hold the next request back. */
  seen(exchange: Exchange): void;
}

/** A target that asks for more is not waited for any longer. */
const MOST_WAIT_MS = 60_000;

/** At most `perSecond` requests a second, evenly spaced; undefined for as fast as they come. */
export function createPace(perSecond: number | undefined): Pace {
  const gap = perSecond === undefined ? 0 : 1000 / perSecond;
  let earliest = 0;
  return {
    async next(signal) {
      const now = performance.now();
      const leave = Math.max(now, earliest);
      earliest = leave + gap;
      if (leave > now) await wait(leave - now, undefined, signal === undefined ? {} : { signal });
    },
    seen({ response }) {
      if (response.status !== 429 && response.status !== 503) return;
      const after = response.headers["retry-after"];
      if (after === undefined) return;
      const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
      if (ms > 0) earliest = Math.max(earliest, performance.now() + Math.min(ms, MOST_WAIT_MS));
    },
  };
}
