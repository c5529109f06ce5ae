/** Tells the time as milliseconds since the epoch. */
export type Clock = () => number;

/** A clock that starts at a fixed moment and moves by a second whenever it is read, so that every run tells the same. */
export function steadyClock(start = "2026-01-05T08:00:00.000Z"): Clock {
  let now = Date.parse(start);
  return () => {
    now += 1000;
    return now;
  };
}
