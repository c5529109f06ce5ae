import { closest, distance } from "fastest-levenshtein";
import { UsageError } from "./failure.ts";
import type { Profile } from "./profile.ts";
import type { Rule, Suite } from "./rule.ts";

/** Which rules of a catalogue are wanted. */
export interface Selection {
  profiles: Profile[];
  /** Prefixes of rule ids (`patch`, `patch/add-`), or rows (`8X8-PATCH-03`); empty for all. */
  rules?: string[];
  tags?: string[];
  /** The part `index` (from 1) of `count` parts. */
  shard?: { index: number; count: number } | undefined;
}

/** The rules that count, in the order of the catalogue. Throws UsageError when a prefix or tag selects nothing. */
export function select(suites: Suite[], { profiles, rules = [], tags = [], shard }: Selection): Rule[] {
  const counting = suites.flatMap((suite) => {
    const having = profiles.filter((profile) => profile.suites.includes(suite.id));
    return suite.rules.filter(({ id }) => having.some((profile) => withoutReason(profile, id) === undefined));
  });
  for (const prefix of rules) {
    if (counting.some((rule) => selects(prefix, rule))) continue;
    const known = suites.flatMap((suite) => suite.rules);
    if (known.some((rule) => selects(prefix, rule)))
      throw new UsageError(
        `no rule of profile ${profiles.map(({ id }) => id).join(", ")} starts with "${prefix}"; other profiles have some`,
      );
    throw new UsageError(`no rule starts with "${prefix}"${didYouMean(prefix, handles(known))}`);
  }
  for (const tag of tags) {
    const known = [...new Set(counting.flatMap((rule) => rule.tags))];
    if (!known.includes(tag)) throw new UsageError(`no rule has the tag "${tag}"${didYouMean(tag, known)}`);
  }
  return counting
    .filter((rule) => rules.length === 0 || rules.some((prefix) => selects(prefix, rule)))
    .filter((rule) => tags.length === 0 || rule.tags.some((tag) => tags.includes(tag)))
    .filter((_, place) => shard === undefined || place % shard.count === shard.index - 1);
}

/** Why a profile leaves a rule out; undefined when it counts. */
export function withoutReason(profile: Profile, id: string): string | undefined {
  return Object.entries(profile.without ?? {}).find(([prefix]) => id.startsWith(prefix))?.[1];
}

/** A rule is selected by a prefix of its id, with or without what stands before its topic, or by a row it covers. */
export function selects(prefix: string, { id, covers }: Rule): boolean {
  const wanted = prefix.toLowerCase();
  const parts = id.split("/");
  const fromTopic = parts.slice(Math.max(0, parts.length - 2)).join("/");
  return id.startsWith(wanted) || fromTopic.startsWith(wanted) || covers.some((row) => row.toLowerCase() === wanted);
}

function handles(rules: Rule[]): string[] {
  return [...new Set(rules.flatMap(({ id }) => [id, id.slice(0, id.lastIndexOf("/")), id.split("/").at(-2)!]))];
}

/** `; did you mean "…"?` when something known is near, else a hint of nothing. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const near = closest(wrong, known);
  return distance(wrong.toLowerCase(), near.toLowerCase()) <= Math.max(2, Math.floor(near.length / 3))
    ? `; did you mean "${near}"?`
    : "";
}
