import { CommanderError } from "commander";

/**
 * Says on standard error what went wrong and what to do next, and gives the exit code: 2 for wrong usage, 3 when
 * nothing could be judged, 4 for our own defect (with its stack).
 */
export function explainFailure(cause: unknown, command?: string): number {
  if (cause instanceof CommanderError) {
    const text = cause.message
      .replace(/^error: /, "")
      .replace(/\s*\n\s*\(Did you mean (.*)\?\)/, '; did you mean "$1"?');
    return complain(text, [seeHelp(command)], 2);
  }
  // By name, since importing the classes would load the engine for a mistyped flag.
  if (cause instanceof Error && cause.name === "UsageError") return complain(cause.message, [seeHelp(command)], 2);
  if (cause instanceof Error && cause.name === "SetupError")
    return complain(cause.message, (cause as Error & { advice: string[] }).advice, 3);
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  process.stderr.write(`scimproof broke; this is a defect of scimproof, not of the target.\n${stack}\n`);
  return 4;
}

function seeHelp(command: string | undefined): string {
  return command === undefined ? "See scimproof help." : `See scimproof help ${command}.`;
}

function complain(message: string, advice: string[], code: number): number {
  // What the target said may be part of it, and must not steer the terminal.
  const text = [`scimproof: ${message}`, ...advice.map((line) => `  ${line}`)].join("\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
  process.stderr.write(`${text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd")}\n`);
  return code;
}
