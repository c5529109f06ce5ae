import type { RulesFlags } from "../actions/rules.ts";
import type { CommandDeclaration } from "../command.ts";
import { PROFILES, selectionFlags } from "../flags.ts";

/** `scimproof rules` */
export const rules: CommandDeclaration<RulesFlags> = {
  name: "rules",
  summary: "List the rules, the rows they cover and their mutants",
  examples: ["scimproof rules", "scimproof rules --rule 8X8-PATCH-03", "scimproof rules --json"],
  flags: [
    { flags: "--profile <ids>", text: `${PROFILES} (default: all)`, list: true },
    ...selectionFlags,
    { flags: "--json", text: "print the catalogue as one JSON document" },
  ],
  action: async (_, flags) => (await import("../actions/rules.ts")).listRules(flags),
};
