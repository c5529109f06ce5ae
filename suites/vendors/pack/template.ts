import type { Faker } from "@faker-js/faker";

/** Draws what the functions of a template make up. */
export interface Maker {
  faker: Faker;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;
const CALL = /^\$?(?<name>[A-Za-z_]\w*)(?:\(\s*(?<given>[^()]*?)\s*\))?$/;

/** The functions that a template may call, by every name they go by. */
const FUNCTIONS: Record<string, (maker: Maker, given: number[]) => string> = {
  uuid: ({ faker }) => faker.string.uuid(),
  guid: ({ faker }) => faker.string.uuid(),
  timestamp: ({ now }) => String(Math.floor(now() / 1000)),
  timestamp_offset: ({ now }, [seconds = 0]) => String(Math.floor(now() / 1000) + seconds),
  utc_datetime: ({ now }) => new Date(now()).toISOString(),
  isoTimestamp: ({ now }) => new Date(now()).toISOString(),
  random_int: ({ faker }, [min = 0, max = 2_147_483_647]) => String(faker.number.int({ min, max: Math.max(min, max) })),
  randomInt: ({ faker }, [min = 0, max = 1000]) => String(faker.number.int({ min, max: Math.max(min, max) })),
  random_string: ({ faker }, [length = 10]) => faker.string.alphanumeric(bounded(length)),
  random_lowercase_string: ({ faker }, [length = 10]) =>
    faker.string.alpha({ length: bounded(length), casing: "lower" }),
  random_uppercase_string: ({ faker }, [length = 10]) =>
    faker.string.alpha({ length: bounded(length), casing: "upper" }),
};

/** The names of the functions, as they are written in a template. */
export const FUNCTION_NAMES: string[] = Object.keys(FUNCTIONS);

const MOST_LENGTH = 1000;

function bounded(length: number): number {
  return Math.min(Math.max(length, 1), MOST_LENGTH);
}

/** What stands between the double braces of a text. */
export function slotsOf(text: string): string[] {
  return [...text.matchAll(SLOT)].map(([, slot]) => slot!);
}

/** Whether a slot calls a function that is known here. */
export function callsFunction(slot: string): boolean {
  const groups = CALL.exec(slot)?.groups;
  if (groups === undefined || !Object.hasOwn(FUNCTIONS, groups["name"]!)) return false;
  return numbersOf(groups["given"]).every((number) => Number.isSafeInteger(number));
}

/**
 * Puts values in the place of the slots. A variable comes before a function of the same name, and one whose value holds
 * slots again is not filled twice. `missing` says what to do about a variable that has no value.
 */
export function fill(
  text: string,
  variables: ReadonlyMap<string, string>,
  maker: Maker,
  missing: (name: string) => string,
): string {
  return text.replaceAll(SLOT, (_, slot: string) => {
    const value = variables.get(slot);
    if (value !== undefined) return value;
    if (!callsFunction(slot)) return missing(slot);
    const { name, given } = CALL.exec(slot)!.groups!;
    return FUNCTIONS[name!]!(maker, numbersOf(given));
  });
}

function numbersOf(given: string | undefined): number[] {
  return given === undefined || given === "" ? [] : given.split(",").map(Number);
}
