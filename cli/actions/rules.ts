import { catalogue, type Rule, select } from "../../engine/index.ts";
import { profiles } from "../../profiles/index.ts";
import { suites } from "../../suites/index.ts";
import { type ProfileFlags, readProfiles } from "./profiles.ts";

/** The flags of `scimproof rules`. */
export interface RulesFlags extends ProfileFlags {
  json?: boolean;
}

/** Lists the rules. Resolves with the exit code. */
export async function listRules(flags: RulesFlags): Promise<number> {
  const chosen = readProfiles(flags.profile ?? Object.keys(profiles));
  const rules = new Set<Rule>(select(suites, { profiles: chosen, rules: flags.rule ?? [], tags: flags.tag ?? [] }));
  const whole = catalogue(suites, Object.values(profiles));
  const wanted = new Set([...rules].map(({ id }) => id));
  const listed = whole.rules.filter(({ id }) => wanted.has(id));
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...whole, rules: listed }, null, 2)}\n`);
    return 0;
  }
  const width = Math.min(process.stdout.columns ?? 80, 120);
  for (const { id, title, level, covers, mutants } of listed) {
    process.stdout.write(`${level.padEnd(6)} ${id}\n`);
    process.stdout.write(`       ${title}\n`.slice(0, width + 1));
    const facts = `       ${covers.join(" ")} · ${mutants.length} mutants\n`;
    process.stdout.write(facts.length > width ? `${facts.slice(0, width - 1)}…\n` : facts);
  }
  process.stdout.write(
    `\n${listed.length} rules, ${listed.reduce((sum, { mutants }) => sum + mutants.length, 0)} mutants\n`,
  );
  return 0;
}
