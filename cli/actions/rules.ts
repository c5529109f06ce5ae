import { catalogue, type Rule, select } from "../../engine/index.ts";
import { profiles } from "../../profiles/index.ts";
import { wrap } from "../../reports/index.ts";
import { products, quirksOf } from "../../simulators/clients/index.ts";
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
    const quirks = products.flatMap((product) => quirksOf(product).map((quirk) => ({ product, ...quirk })));
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...whole, rules: listed, quirks }, null, 2)}\n`);
    return 0;
  }
  const width = Math.min(process.stdout.columns || 80, 120);
  const indented = (text: string): string =>
    wrap(text, width - INDENT)
      .map((line) => `${" ".repeat(INDENT)}${line}\n`)
      .join("");
  for (const { id, title, level, covers, mutants } of listed)
    process.stdout.write(
      `${level.padEnd(INDENT)}${id}\n${indented(title)}${indented(`${covers.join(" ")} · ${counted(mutants.length, "mutant")}`)}`,
    );
  const mutants = listed.reduce((sum, rule) => sum + rule.mutants.length, 0);
  process.stdout.write(`\n${counted(listed.length, "rule")}, ${counted(mutants, "mutant")}\n`);
  return 0;
}

const INDENT = 7;

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
