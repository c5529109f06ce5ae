import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { declare } from "./command.ts";
import { demo } from "./commands/demo.ts";
import { prove } from "./commands/prove.ts";
import { rules } from "./commands/rules.ts";
import { run } from "./commands/run.ts";
import { simulate } from "./commands/simulate.ts";
import { sync } from "./commands/sync.ts";
import { explainFailure } from "./failure.ts";
import { version } from "./version.ts";

// Reading the sources again costs more than all that a short command does.
enableCompileCache();

const INTRODUCTION = `scimproof proves that a SCIM service provider does what it documents.

Examples
  npx scimproof demo      the first minute: a faulty simulator, a run, a report
  npx scimproof run       judge the bundled 8x8 simulator
  npx scimproof run https://scim.example.com/v2 --token-env SCIM_TOKEN
  npx scimproof simulate  serve the simulator to develop against`;

const program = new Command("scimproof")
  .description(INTRODUCTION)
  .version(version, "-V, --version", "print the version")
  .helpOption("-h, --help", "show this help")
  .helpCommand("help [command]", "show the help of a command")
  .showHelpAfterError(false)
  .configureHelp({ helpWidth: Math.min(process.stdout.columns || 80, 100) })
  .configureOutput({ writeErr: (text) => process.stderr.write(text), outputError: () => {} })
  .exitOverride();

declare(program, run);
declare(program, prove);
declare(program, simulate);
declare(program, sync);
declare(program, rules);
declare(program, demo);

// A reader such as head may leave early: it has what it wanted, and the exit code still tells what there is to tell.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EPIPE") throw cause;
  });
// Left to Node, whatever nobody caught would end with 1, which says that the target is not conformant.
process.on("uncaughtException", (cause) => process.exit(explainFailure(cause)));

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync(commandLine());
} catch (cause) {
  // Commander has printed the help and the version by itself; both are no errors.
  if (cause instanceof CommanderError && cause.exitCode === 0) process.exitCode = 0;
  else process.exitCode = explainFailure(cause, calledCommand());
}

/** The arguments; help for a command that there is not is taken as a call of it, and so refused with what was meant. */
function commandLine(): string[] {
  const [node, script, first, second] = process.argv as [string, string, ...string[]];
  return first === "help" && second !== undefined && !isCommand(second) ? [node, script, second] : process.argv;
}

function calledCommand(): string | undefined {
  return process.argv.slice(2, 3).find(isCommand);
}

function isCommand(name: string): boolean {
  return program.commands.some((command) => command.name() === name);
}
