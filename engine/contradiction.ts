import type { Contradiction, Result } from "./result.ts";

/**
 * Where the target was seen to behave otherwise than it was asked for: only options that somebody asked for can be
 * contradicted, and only by what a rule observed.
 */
export function contradictions(asked: Record<string, string>, results: Result[]): Contradiction[] {
  return Object.entries(asked).flatMap(([option, value]) => {
    const other = results.filter(({ observed }) => (observed?.[option] ?? value) !== value);
    if (other.length === 0) return [];
    const seen = new Set(other.map(({ observed }) => observed![option]!));
    return [{ option, asked: value, observed: [...seen].join(" | "), rules: other.map(({ rule }) => rule) }];
  });
}
