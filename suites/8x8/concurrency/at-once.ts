import type { Interval, Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/** One call among others at the same time, with its answer. */
export interface Played<Call> extends Interval {
  call: Call;
  answer: Exchange;
}

/**
 * Lets several clients send at the same time, each its calls one after the other. Moments are counted and not measured:
 * a clock may be too coarse to tell which of two quick calls ended first.
 */
export async function atOnce<Call>(
  clients: readonly (readonly Call[])[],
  send: (call: Call) => Promise<Exchange>,
): Promise<Played<Call>[]> {
  let moment = 0;
  const played: Played<Call>[] = [];
  const outcomes = await Promise.allSettled(
    clients.map(async (calls) => {
      for (const call of calls) {
        const start = moment++;
        const answer = await send(call);
        played.push({ call, answer, start, end: moment++ });
      }
    }),
  );
  // Only now, so that no call is still on its way when the rule ends.
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return played.toSorted((one, other) => one.start - other.start);
}

/** Skips the rule where calls that were sent at once have left one after the other: then nothing was parallel. */
export function skipUnlessParallel(t: Trial, played: readonly Played<unknown>[]): void {
  const times = played.map(({ answer: { startedAt, durationMs } }) => [startedAt, startedAt + durationMs] as const);
  times.sort((one, other) => one[0] - other[0]);
  // Starts are whole milliseconds.
  const overlap = times.some(([start], index) => index > 0 && start <= times[index - 1]![1] + 1);
  if (!overlap) t.skip(`${played.length} calls that were sent at once left one after the other: a --rate holds them`);
}
