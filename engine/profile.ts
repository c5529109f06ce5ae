import type { Capability, Level } from "./rule.ts";

/** One point that a documentation leaves open, with the answers that are permitted. */
export interface Option {
  /** What the option decides, in one sentence. */
  title: string;
  /** The permitted values, the default first. */
  values: readonly string[];
  /** Where the point is discussed: an item such as `C-12`, or a row of a matrix. */
  source: string;
}

/** What a service provider documents, in data: which rules count for it, and what its documentation leaves open. */
export interface Profile {
  id: string;
  title: string;
  /** Ids of the suites that count. */
  suites: string[];
  /** Rules that do not count, by id or prefix, each with the reason. */
  without?: Record<string, string>;
  /** The profile that the bundled simulator plays for it, where it is judged by this one; itself when left out. */
  plays?: string;
  /** Option values that simulator has then, over its own defaults. */
  playsWith?: Record<string, string>;
  /** What every report says of a run by this profile, such as that it is a rehearsal. */
  notice?: string;
  /** Capabilities it requires: where the target lacks one, rules that need it fail. */
  needs: Capability[];
  /** True where SCIM removes no user, whatever DELETE answers. */
  keepsUsers?: boolean;
  /** Levels that differ from the rule's own, by rule id. */
  levels?: Record<string, Level>;
  options: Record<string, Option>;
  /** Named sets of option values. */
  presets: Record<string, Record<string, string>>;
}
