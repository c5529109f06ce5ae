import { ScimError } from "../error.ts";
import type { CompareValue } from "./filter.ts";

// The longest filter and the deepest nesting that are read: a hostile one costs bounded time.
const MAX_LENGTH = 65_536;
const MAX_DEPTH = 64;

const BLANK = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const WORD = /[^ "()[\]]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: [string, boolean | null][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** A place in the text of a filter, moved on by what is read there. */
export interface Scanner {
  readonly text: string;
  at: number;
  depth: number;
}

/** Starts at the head of a filter (RFC 7644 §3.4.2.2). */
export function scan(text: string): Scanner {
  if (text.length > MAX_LENGTH) {
    throw new ScimError(
      400,
      "invalidFilter",
      `The filter has ${text.length} characters, at most ${MAX_LENGTH} are read`,
    );
  }
  return { text, at: 0, depth: 0 };
}

/** The refusal of a filter that names the place and what should stand there (RFC 7644 §3.12). */
export function unexpected(scanner: Scanner, expected: string): ScimError {
  const { text, at } = scanner;
  const rest = text.slice(at, at + 20);
  const seen = rest === "" ? "it ends" : `stands: ${rest}${at + 20 < text.length ? "…" : ""}`;
  return new ScimError(
    400,
    "invalidFilter",
    `The filter is wrong at character ${at + 1}: expected ${expected}, ${seen}`,
  );
}

/** Passes blanks and tells whether there were any. */
export function blanks(scanner: Scanner): boolean {
  const start = scanner.at;
  while (scanner.text.charCodeAt(scanner.at) === BLANK) scanner.at++;
  return scanner.at > start;
}

/** Passes one character, if it is there. */
export function accept(scanner: Scanner, character: string): boolean {
  if (scanner.text[scanner.at] !== character) return false;
  scanner.at++;
  return true;
}

/** Reads up to the next blank, quote or bracket, without passing it. */
export function peekWord({ text, at }: Scanner): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? "";
}

/** Runs `read` one level deeper; refuses what is nested too deep. */
export function nested<T>(scanner: Scanner, read: () => T): T {
  if (++scanner.depth > MAX_DEPTH) {
    throw new ScimError(400, "invalidFilter", `The filter is nested more than ${MAX_DEPTH} levels deep`);
  }
  const result = read();
  scanner.depth--;
  return result;
}

/** Reads a JSON literal: a string in double quotes, a number, true, false or null (RFC 7644 §3.4.2.2). */
export function readValue(scanner: Scanner): CompareValue {
  const { text, at } = scanner;
  if (text.charCodeAt(at) === QUOTE) return readString(scanner);
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const value = Number(number);
    if (!Number.isFinite(value)) throw unexpected(scanner, "a number that is not that large");
    scanner.at += number.length;
    // A minus before zero means nothing.
    return value === 0 ? 0 : value;
  }
  const word = peekWord(scanner);
  const literal = LITERALS.find(([name]) => name === word);
  if (!literal) throw unexpected(scanner, "a value: a string in double quotes, a number, true, false or null");
  scanner.at += word.length;
  return literal[1];
}

function readString(scanner: Scanner): string {
  const { text, at } = scanner;
  let end = at + 1;
  for (; ; end++) {
    const code = text.charCodeAt(end);
    if (code === QUOTE) break;
    if (Number.isNaN(code)) throw unexpected(scanner, "a string with a closing quote");
    if (code === BACKSLASH) end++;
  }
  const literal = text.slice(at, end + 1);
  try {
    const value: string = JSON.parse(literal);
    scanner.at = end + 1;
    return value;
  } catch {
    throw unexpected(scanner, "a string with the escapes of JSON");
  }
}
