import { type Command, InvalidArgumentError, Option } from "commander";

/** One flag of a command, as data. */
export interface Flag {
  /** `--seed <n>`; several names as commander writes them. */
  flags: string;
  text: string;
  /** May be given several times, or once with commas. */
  list?: boolean;
  choices?: string[];
  hidden?: boolean;
}

/** A command, as data. What it does is loaded when it is called, so that help is quick. */
export interface CommandDeclaration<Flags> {
  name: string;
  /** `[target]` or nothing. */
  argument?: { name: string; text: string };
  /** The one after it. */
  second?: { name: string; text: string };
  summary: string;
  /** Command lines that work as they stand. */
  examples: string[];
  flags: Flag[];
  /** Resolves with the exit code. */
  action: (argument: string | undefined, flags: Flags, second: string | undefined) => Promise<number>;
}

/** Collects a flag that is given several times, or with commas. */
function collect(value: string, before: string[] | undefined): string[] {
  const given = value
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  // An empty variable of a pipeline must not quietly mean everything.
  if (given.length === 0) throw new InvalidArgumentError("Expected a value.");
  return [...(before ?? []), ...given];
}

/** Adds a command to the program. */
export function declare<Flags>(program: Command, command: CommandDeclaration<Flags>): void {
  const declared = program
    .command(command.name)
    .summary(command.summary)
    .description(`${command.summary}.\n\nExamples\n${command.examples.map((line) => `  ${line}`).join("\n")}`)
    .allowExcessArguments(false)
    .copyInheritedSettings(program);
  for (const argument of [command.argument, command.second])
    if (argument !== undefined) declared.argument(argument.name, argument.text);
  for (const { flags, text, list, choices, hidden } of command.flags) {
    const option = new Option(flags, text);
    if (list) option.argParser(collect);
    if (choices) option.choices(choices);
    if (hidden) option.hideHelp();
    declared.addOption(option);
  }
  declared.action(async (...given: unknown[]) => {
    const argument = command.argument === undefined ? undefined : (given[0] as string | undefined);
    const second = command.second === undefined ? undefined : (given[1] as string | undefined);
    process.exitCode = await command.action(argument, declared.opts() as Flags, second);
  });
}
