#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { declare } from "./command.ts";
import { demo } from "./commands/demo.ts";
import { prove } from "./commands/prove.ts";
import { rules } from "./commands/rules.ts";
import { run } from "./commands/run.ts";
import { simulate } from "./commands/simulate.ts";
import { explainFailure } from "./failure.ts";
import { version } from "./version.ts";

// Reading the sources again costs more than all that a short command does.
enableCompileCache();

const INTRODUCTION = `scimproof proves that a SCIM service provider does what it documents.

Examples
  npx scimproof demo                      the first minute: a simulator with faults, a run, a report
  npx scimproof run                       judge the bundled 8x8 simulator
  npx scimproof run https://scim.example.com/v2 --token-env SCIM_TOKEN --profile rfc
  npx scimproof simulate                  serve the simulator to develop against`;

const program = new Command("scimproof")
  .description(INTRODUCTION)
  .version(version, "-V, --version", "print the version")
  .helpOption("-h, --help", "show this help")
  .helpCommand("help [command]", "show the help of a command")
  .showHelpAfterError(false)
  .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 80, 100) })
  .configureOutput({ writeErr: (text) => process.stderr.write(text), outputError: () => {} })
  .exitOverride();

declare(program, run);
declare(program, prove);
declare(program, simulate);
declare(program, rules);
declare(program, demo);

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (cause) {
  // Commander has printed the help and the version by itself; both are no errors.
  if (cause instanceof CommanderError && cause.exitCode === 0) process.exitCode = 0;
  else process.exitCode = explainFailure(cause);
}
