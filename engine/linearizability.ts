/** A call and the moments between which it took effect; moments count from any beginning, in any unit. */
export interface Interval {
  start: number;
  end: number;
}

/**
 * An order of calls that explains them, or undefined where there is none: each took effect as a whole at one moment
 * between its start and its end. `next` is the sequential model: the states that a call, answered as it was, may leave
 * behind a state; none where it cannot have been answered so.
 */
export function explainingOrder<Call extends Interval, State>(
  calls: readonly Call[],
  first: State,
  next: (state: State, call: Call) => readonly State[],
): Call[] | undefined {
  // What was tried from here on in vain: the calls that are left, and the state they meet.
  const tried = new Set<string>();

  function search(left: readonly Call[], state: State): Call[] | undefined {
    if (left.length === 0) return [];
    const key = `${left.map((call) => calls.indexOf(call)).join()} ${JSON.stringify(state)}`;
    if (tried.has(key)) return undefined;
    tried.add(key);
    const firstEnd = Math.min(...left.map(({ end }) => end));
    // A call that started after another one had ended cannot come before it.
    for (const call of left.filter(({ start }) => start <= firstEnd))
      for (const after of next(state, call)) {
        const rest = search(
          left.filter((each) => each !== call),
          after,
        );
        if (rest !== undefined) return [call, ...rest];
      }
    return undefined;
  }

  return search(calls, first);
}
