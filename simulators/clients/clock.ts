/** Virtual time that stands still until it is moved. */
export interface VirtualClock {
  now(): number;
  /** Moves forward; never back. */
  moveTo(time: number): void;
}

/** A clock that starts at a fixed moment, so that every run tells the same. */
export function virtualClock(start = "2026-01-05T08:00:00.000Z"): VirtualClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    moveTo(time) {
      now = Math.max(now, time);
    },
  };
}
