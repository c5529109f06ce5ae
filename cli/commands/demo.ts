import type { DemoFlags } from "../actions/demo.ts";
import type { CommandDeclaration } from "../command.ts";

/** `scimproof demo` */
export const demo: CommandDeclaration<DemoFlags> = {
  name: "demo",
  summary: "The first minute: a simulator with faults switched on, a run, a report",
  examples: ["scimproof demo"],
  flags: [
    { flags: "--out <dir>", text: "folder of the report (default: scimproof-results)" },
    { flags: "--json", text: "print the run as one JSON document" },
  ],
  action: async (_, flags) => (await import("../actions/demo.ts")).showDemo(flags),
};
