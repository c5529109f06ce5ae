import type { ProveFlags } from "../actions/prove.ts";
import type { CommandDeclaration } from "../command.ts";
import { PROFILES, selectionFlags } from "../flags.ts";

/** `scimproof prove` */
export const prove: CommandDeclaration<ProveFlags> = {
  name: "prove",
  summary: "Show that the rules can fail: judge each on the service providers made to break it",
  examples: ["scimproof prove", "scimproof prove --rule 8X8-PATCH-03", "scimproof prove --json"],
  flags: [
    { flags: "--profile <ids>", text: `${PROFILES} (default: all)`, list: true },
    ...selectionFlags,
    { flags: "--seed <n>", text: "number that all generated data follows from (default: 1)" },
    { flags: "--json", text: "print the proof as one JSON document" },
  ],
  action: async (_, flags) => (await import("../actions/prove.ts")).proveRules(flags),
};
