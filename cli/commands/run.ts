import type { RunFlags } from "../actions/run.ts";
import type { CommandDeclaration } from "../command.ts";
import { profileFlags, selectionFlags } from "../flags.ts";

/** `scimproof run [target]` */
export const run: CommandDeclaration<RunFlags> = {
  name: "run",
  argument: {
    name: "[target]",
    text: 'SCIM base URL, or "sim" for the bundled simulator (the default), or "sim:8x8" for one of them',
  },
  summary: "Judge a target by the rules of its profiles",
  examples: [
    "scimproof run",
    "scimproof run --profile rfc,8x8 --report html,junit",
    "scimproof run https://example.com/v2 --token-env SCIM_TOKEN --allow-writes",
    "scimproof run https://example.com/v2 --profile 8x8 --allow-writes --driver ask",
    "scimproof run --rule patch --seed 7",
    "scimproof run https://example.com/v2 --profile okta-spec --allow-writes",
  ],
  flags: [
    ...profileFlags,
    ...selectionFlags,
    {
      flags: "--level <level>",
      text: "lowest level whose failure fails the run (default: must)",
      choices: ["must", "should", "may"],
    },
    { flags: "--seed <n>", text: "number that all generated data follows from (default: random, printed)" },
    { flags: "--rate <n/s>", text: "at most so many requests a second" },
    { flags: "--concurrency <n>", text: "rules judged at a time (default: 1)" },
    { flags: "--shard <i/n>", text: "judge the i-th of n parts of the rules" },
    { flags: "--bail", text: "stop at the first violation" },
    { flags: "--read-only", text: "judge only rules that change nothing" },
    {
      flags: "--allow-writes",
      text: "create, change and remove users of the run's own at a target that is not on this machine",
    },
    {
      flags: "--max-users <n>",
      text: "make at most so many users at a target that cannot delete them (default: 25)",
    },
    { flags: "--dry-run", text: "list the rules that would be judged; send nothing" },
    { flags: "--test-domain <domain>", text: "domain of invented login names (default: scimproof.example.com)" },
    { flags: "--timeout <seconds>", text: "how long to wait for one answer (default: 15)" },
    {
      flags: "--driver <driver>",
      text: "how the admin plane is operated: ask (a person), a module such as ./my-driver.ts, or none (default: the driver of a simulator, else none)",
    },
    { flags: "--saml-acs <url>", text: "where the target takes SAML responses; with the next three, rules sign in" },
    { flags: "--saml-audience <id>", text: "the entity ID of the target" },
    { flags: "--saml-key <file>", text: "private key (PEM) of the test identity provider that the target trusts" },
    { flags: "--saml-cert <file>", text: "its certificate (PEM), as it was entered at the target" },
    { flags: "--saml-issuer <id>", text: "its entity ID (default: https://scimproof.example.com/saml)" },
    {
      flags: "--saml-subject <name>",
      text: "whom the target knows, as it is asserted (default: users that the run creates over SCIM)",
    },
    { flags: "--saml-start <url>", text: "where a sign-in begins at the target" },
    {
      flags: "--pack <file>",
      text: "run a vendor's own test as it was exported, instead of the rules of a profile",
    },
    { flags: "--variable <name=value>", text: "value of one variable of the pack", list: true },
    { flags: "--mutant <id>", text: "let the bundled simulator misbehave (see scimproof rules --json)", list: true },
    { flags: "--report <formats>", text: "html, json, junit, or none (default: html,json)", list: true },
    { flags: "--out <dir>", text: "folder of the reports (default: scimproof-results)" },
    { flags: "--json", text: "print the run as one JSON document" },
    {
      flags: "--token-env <name>",
      text: "environment variable that holds the bearer token (default: SCIMPROOF_TOKEN)",
    },
    { flags: "--token-file <file>", text: "file that holds the bearer token" },
    { flags: "--token-stdin", text: "read the bearer token from standard input; asked for on a terminal" },
    { flags: "--token <token>", text: "the bearer token itself; for targets on this machine only" },
  ],
  action: async (target, flags) => (await import("../actions/run.ts")).judgeTarget(target, flags),
};
