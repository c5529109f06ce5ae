import uncovered from "../requirements/uncovered.json" with { type: "json" };
import type { Mutant } from "./mutant.ts";
import type { Profile } from "./profile.ts";
import { requirements } from "./requirement.ts";
import type { Capability, Level, Rule, Suite } from "./rule.ts";

/** The catalogue as `scimproof rules --json` gives it. */
export interface Catalogue {
  rules: {
    id: string;
    title: string;
    level: Level;
    judges: Rule["judges"];
    covers: string[];
    answers: string[];
    profiles: string[];
    needs: Capability[];
    mutants: string[];
  }[];
  requirements: { id: string; coveredBy: string[]; reason?: string }[];
}

/** Why rows are not covered: of single rows, or of all that share these fields. */
interface Uncovered {
  rows?: string[];
  topic?: string | string[];
  actor?: string | string[];
  level?: string | string[];
  testable?: string | string[];
  reason: string;
}

/** Derives the catalogue: every rule, and every row with the rules that cover it or the reason why none does. */
export function catalogue(suites: Suite[], profiles: Profile[]): Catalogue {
  const coveredBy = new Map<string, string[]>();
  for (const rule of suites.flatMap(({ rules }) => rules))
    for (const row of rule.covers) coveredBy.set(row, [...(coveredBy.get(row) ?? []), rule.id]);
  return {
    rules: suites.flatMap((suite) =>
      suite.rules.map((rule) => ({
        id: rule.id,
        title: rule.title,
        level: rule.level,
        judges: rule.judges,
        covers: rule.covers,
        answers: rule.answers,
        profiles: profiles.filter((profile) => profile.suites.includes(suite.id)).map(({ id }) => id),
        needs: rule.needs,
        mutants: mutantsOf([rule]).map(({ id }) => id),
      })),
    ),
    requirements: [...requirements.keys()].map((id) => {
      const rules = coveredBy.get(id) ?? [];
      const reason = rules.length > 0 ? undefined : reasonOf(id);
      return { id, coveredBy: rules, ...(reason === undefined ? {} : { reason }) };
    }),
  };
}

/** Why a row is not covered; undefined where nobody has given a reason. */
export function reasonOf(id: string): string | undefined {
  const row = requirements.get(id)!;
  const fits = (wanted: string | string[] | undefined, value: string): boolean =>
    wanted === undefined ||
    [wanted].flat().some((each) => (each.endsWith("*") ? value.startsWith(each.slice(0, -1)) : value === each));
  return (uncovered as Uncovered[]).find(
    (entry) =>
      (entry.rows === undefined || entry.rows.includes(id)) &&
      fits(entry.topic, row.topic) &&
      fits(entry.actor, row.actor) &&
      fits(entry.level, row.level) &&
      fits(entry.testable, row.testable),
  )?.reason;
}

/** A mutant with its address. */
export interface NamedMutant {
  /** `sp-patch-modifies-title`, or `rule/id: the phrase`: what `--mutant` takes. */
  id: string;
  rule: Rule;
  name: string;
  mutant: Mutant;
}

/** Every mutant of these rules. A named fault of a matrix is its own id; a phrase is told apart by its rule. */
export function mutantsOf(rules: Rule[]): NamedMutant[] {
  return rules.flatMap((rule) =>
    Object.entries(rule.mutants).map(([name, mutant]) => ({
      id: /^(sp|idp|suite)-[a-z0-9-]+$/.test(name) ? name : `${rule.id}: ${name}`,
      rule,
      name,
      mutant,
    })),
  );
}
