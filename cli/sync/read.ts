import { readFileSync } from "node:fs";
import { UsageError } from "../../engine/index.ts";
import {
  type FileFault,
  type ListedPerson,
  readDirectory,
  readStory,
  type StoryStep,
} from "../../simulators/clients/index.ts";

const MOST_FAULTS = 20;

/** The people of a directory file and the steps of a story. Throws UsageError with what is wrong, line by line. */
export async function readFiles(
  directory: string,
  steps: string | undefined,
): Promise<{ people: ListedPerson[]; ignored: string[]; story: StoryStep[] }> {
  const { people, faults, ignored } = await readDirectory(bytesOf("--directory", directory), directory);
  refuse(directory, faults);
  if (people.length === 0) throw new UsageError(`--directory: ${directory} has nobody in it`);
  if (steps === undefined) return { people, ignored, story: [] };
  const logins = people.map(({ attributes }) => attributes.userName);
  const story = await readStory(bytesOf("--steps", steps), logins);
  refuse(steps, story.faults);
  return { people, ignored, story: story.steps };
}

/** The tokens that a story names, by environment variable. Throws UsageError where one is not set. */
export function tokensOf(story: readonly StoryStep[]): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const step of story) {
    if (step.do !== "token") continue;
    const value = process.env[step.variable]?.trim();
    if (value === undefined || value === "")
      throw new UsageError(`--steps, ${step.at}: there is no environment variable ${step.variable}`);
    tokens.set(step.variable, value);
  }
  return tokens;
}

function bytesOf(flag: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UsageError(`${flag}: ${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function refuse(path: string, faults: readonly FileFault[]): void {
  if (faults.length === 0) return;
  const listed = faults.slice(0, MOST_FAULTS).map(({ at, message }) => `  ${at}: ${message}`);
  const more = faults.length > MOST_FAULTS ? [`  … and ${faults.length - MOST_FAULTS} more`] : [];
  throw new UsageError([`${path} is not taken; nothing was sent`, ...listed, ...more].join("\n"));
}
