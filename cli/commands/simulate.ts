import type { SimulateFlags } from "../actions/simulate.ts";
import type { CommandDeclaration } from "../command.ts";

/** `scimproof simulate` */
export const simulate: CommandDeclaration<SimulateFlags> = {
  name: "simulate",
  summary: "Serve the simulator to develop against, until it is stopped",
  examples: [
    "scimproof simulate",
    "scimproof simulate --profile rfc --port 8080",
    "scimproof simulate --port 0 --mutant sp-patch-modifies-title",
  ],
  flags: [
    { flags: "--profile <id>", text: "what it plays: 8x8 (default), rfc" },
    { flags: "--preset <name>", text: "named set of option values of the profile (8x8: azure, okta, other)" },
    { flags: "--option <name=value>", text: "value of one option of the profile", list: true },
    { flags: "--mutant <id>", text: "let it misbehave (see scimproof rules --json)", list: true },
    { flags: "--port <n>", text: "port to listen on; 0 takes a free one (default: 8808)" },
    { flags: "--host <address>", text: "address to listen on (default: 127.0.0.1)" },
    { flags: "--state <file>", text: "begin with the state in this file, if it is there, and keep it there (8x8)" },
    {
      flags: "--judge-client <product>",
      text: "judge the identity provider that provisions into it: entra, okta, jumpcloud, or scim for any other",
    },
    {
      flags: "--report <formats>",
      text: "with --judge-client: html, json, junit, or none (default: html,json)",
      list: true,
    },
    { flags: "--out <dir>", text: "folder of these reports (default: scimproof-results)" },
    {
      flags: "--json",
      text: "print one JSON line once it listens, and the judgement as one JSON document when it stops",
    },
  ],
  action: async (_, flags) => (await import("../actions/simulate.ts")).serveSimulator(flags),
};
