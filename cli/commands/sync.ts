import type { SyncFlags } from "../actions/sync.ts";
import type { CommandDeclaration } from "../command.ts";

/** `scimproof sync <entra|okta|jumpcloud> <target>` */
export const sync: CommandDeclaration<SyncFlags> = {
  name: "sync",
  argument: { name: "[product]", text: "entra, okta or jumpcloud" },
  second: { name: "[target]", text: 'SCIM base URL, or "sim" for the bundled 8x8 simulator, or "sim:rfc"' },
  summary: "Provision a directory from a file as an identity provider does",
  examples: [
    "scimproof sync okta sim --directory people.csv",
    "scimproof sync entra sim --directory people.csv --steps story.yaml",
    "scimproof sync okta https://example.com/v2 --directory people.csv --dry-run",
    "scimproof sync jumpcloud sim --directory people.csv --setting updateVerb=PUT",
  ],
  flags: [
    { flags: "--directory <file>", text: "people: CSV with a header, or a JSON array" },
    { flags: "--steps <file>", text: "what happens afterwards, in YAML: assign, change, block, delete, advance, …" },
    { flags: "--group <names>", text: "assign these groups of the file instead of everybody in it", list: true },
    {
      flags: "--setting <name=value>",
      text: "a habit of the product that is not sure or can be chosen, such as updateVerb=PATCH",
      list: true,
    },
    { flags: "--dry-run", text: "print the requests that an empty service provider would get; send nothing" },
    {
      flags: "--state <file>",
      text: "what the next run goes on from (default: .scimproof/sync-<product>-<host>.json)",
    },
    { flags: "--out <dir>", text: "folder for log.json and exchanges.json" },
    { flags: "--json", text: "print everything as one JSON document" },
    { flags: "--rate <n/s>", text: "at most so many requests a second" },
    { flags: "--timeout <seconds>", text: "how long to wait for one answer (default: as long as the product)" },
    { flags: "--allow-writes", text: "create and change users at a target that is not on this machine" },
    { flags: "--preset <name>", text: "with sim: named set of option values (8x8: azure, okta, other)" },
    { flags: "--option <name=value>", text: "with sim: value of one option of its profile", list: true },
    {
      flags: "--token-env <name>",
      text: "environment variable that holds the bearer token (default: SCIMPROOF_TOKEN)",
    },
    { flags: "--token-file <file>", text: "file that holds the bearer token" },
    { flags: "--token-stdin", text: "read the bearer token from standard input; asked for on a terminal" },
    { flags: "--token <token>", text: "the bearer token itself; for targets on this machine only" },
  ],
  action: async (product, flags, target) => (await import("../actions/sync.ts")).syncDirectory(product, flags, target),
};
