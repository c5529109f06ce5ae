import { ScimError } from "../error.ts";
import { type AttributePath, parsePath } from "../path.ts";
import type { CompareOperator, Filter } from "./filter.ts";
import { accept, blanks, nested, peekWord, readValue, type Scanner, scan, unexpected } from "./scan.ts";

const OPERATORS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);

/**
 * Reads a filter (RFC 7644 §3.4.2.2). Comparisons bind tighter than `not`, `not` tighter than `and`, `and` tighter than
 * `or` (erratum 4670); a blank after `not` may be there (7319); a value path holds no other (4690, 7322). Beyond the
 * grammar, a comparison of a sub-attribute may follow a value path: `emails[type eq "work"].value eq "a@example.com"`.
 */
export function parseFilter(text: string): Filter {
  return readWhole(scan(text), true);
}

/** Reads what stands between the brackets of a value path (RFC 7644 §3.4.2.2 `valFilter`). */
export function parseValueFilter(text: string): Filter {
  return readWhole(scan(text), false);
}

function readWhole(scanner: Scanner, valuePaths: boolean): Filter {
  blanks(scanner);
  const filter = readOr(scanner, valuePaths);
  blanks(scanner);
  if (scanner.at < scanner.text.length) throw unexpected(scanner, "and, or, or the end");
  return filter;
}

function readOr(scanner: Scanner, valuePaths: boolean): Filter {
  const filters = [readAnd(scanner, valuePaths)];
  while (acceptJoin(scanner, "or")) filters.push(readAnd(scanner, valuePaths));
  return filters.length === 1 ? filters[0]! : { type: "or", filters };
}

function readAnd(scanner: Scanner, valuePaths: boolean): Filter {
  const filters = [readTerm(scanner, valuePaths)];
  while (acceptJoin(scanner, "and")) filters.push(readTerm(scanner, valuePaths));
  return filters.length === 1 ? filters[0]! : { type: "and", filters };
}

// A joining word stands between blanks.
function acceptJoin(scanner: Scanner, word: "and" | "or"): boolean {
  const start = scanner.at;
  if (blanks(scanner) && peekWord(scanner).toLowerCase() === word) {
    scanner.at += word.length;
    if (!blanks(scanner)) throw unexpected(scanner, `a blank after ${word}`);
    return true;
  }
  scanner.at = start;
  return false;
}

function readTerm(scanner: Scanner, valuePaths: boolean): Filter {
  if (accept(scanner, "(")) return readGroup(scanner, valuePaths);
  const start = scanner.at;
  const word = peekWord(scanner);
  scanner.at += word.length;
  if (word.toLowerCase() === "not") {
    blanks(scanner);
    if (accept(scanner, "(")) return { type: "not", filter: readGroup(scanner, valuePaths) };
  }
  scanner.at = start;
  const path = readPath(scanner, word);
  if (accept(scanner, "[")) {
    if (!valuePaths) {
      scanner.at--;
      throw unexpected(scanner, "a comparison, as value paths cannot be nested");
    }
    return { type: "valuePath", path, filter: readDotted(scanner, readBrackets(scanner)) };
  }
  return readComparison(scanner, path);
}

function readGroup(scanner: Scanner, valuePaths: boolean): Filter {
  return nested(scanner, () => {
    blanks(scanner);
    const filter = readOr(scanner, valuePaths);
    blanks(scanner);
    if (!accept(scanner, ")")) throw unexpected(scanner, "and, or, or a closing bracket )");
    return filter;
  });
}

function readBrackets(scanner: Scanner): Filter {
  return nested(scanner, () => {
    blanks(scanner);
    const filter = readOr(scanner, false);
    blanks(scanner);
    if (!accept(scanner, "]")) throw unexpected(scanner, "and, or, or a closing bracket ]");
    return filter;
  });
}

// Entra ID looks users up by `emails[type eq "work"].value eq "…"`, as a PATCH path would have it. The grammar ends at the
// bracket, and what is meant can be said within it.
function readDotted(scanner: Scanner, filter: Filter): Filter {
  if (!accept(scanner, ".")) return filter;
  const comparison = readComparison(scanner, readPath(scanner, peekWord(scanner)));
  return { type: "and", filters: [filter, comparison] };
}

function readPath(scanner: Scanner, word: string): AttributePath {
  try {
    const path = parsePath(word);
    scanner.at += word.length;
    return path;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw unexpected(scanner, "an attribute path such as userName or name.familyName");
  }
}

function readComparison(scanner: Scanner, path: AttributePath): Filter {
  if (!blanks(scanner)) throw unexpected(scanner, "a blank and an operator after the attribute");
  const word = peekWord(scanner);
  const operator = word.toLowerCase();
  if (operator === "pr") {
    scanner.at += word.length;
    return { type: "present", path };
  }
  if (!isOperator(operator)) throw unexpected(scanner, "an operator: eq, ne, co, sw, ew, gt, ge, lt, le or pr");
  scanner.at += word.length;
  if (!blanks(scanner)) throw unexpected(scanner, `a blank and a value after ${word}`);
  return { type: "compare", path, operator, value: readValue(scanner) };
}

function isOperator(word: string): word is CompareOperator {
  return OPERATORS.has(word);
}
