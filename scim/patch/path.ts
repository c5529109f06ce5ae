import { ScimError } from "../error.ts";
import { printFilter } from "../filter/index.ts";
import { parseValueFilter } from "../filter/parse.ts";
import { parsePath, printPath } from "../path.ts";
import type { PatchPath } from "./operation.ts";

const SUB_ATTRIBUTE = /^\.(\$ref|[A-Za-z][\w$-]*)$/i;

/**
 * Reads the path of an operation: `name.familyName`, `emails[type eq "work"]`, `emails[type eq "work"].value`
 * (RFC 7644 §3.5.2). What is wrong between the brackets is an invalidFilter, all else an invalidPath.
 */
export function parsePatchPath(text: string): PatchPath {
  const open = text.indexOf("[");
  if (open < 0) return { path: parsePath(text), filter: undefined, subAttribute: undefined };
  // Only a sub-attribute follows the brackets, so the last one closes, whatever strings of the filter hold.
  const close = text.lastIndexOf("]");
  const path = parsePath(text.slice(0, open));
  const rest = close < 0 ? "" : text.slice(close + 1);
  const subAttribute = SUB_ATTRIBUTE.exec(rest)?.[1];
  if (close < open || path.subAttribute !== undefined || (rest !== "" && subAttribute === undefined)) {
    throw new ScimError(400, "invalidPath", `"${text}" is not a value path such as emails[type eq "work"].value`);
  }
  return { path, filter: parseValueFilter(text.slice(open + 1, close)), subAttribute };
}

/** Writes the path of an operation as `parsePatchPath` reads it (RFC 7644 §3.5.2). */
export function printPatchPath({ path, filter, subAttribute }: PatchPath): string {
  const brackets = filter === undefined ? "" : `[${printFilter(filter)}]`;
  return `${printPath(path)}${brackets}${subAttribute === undefined ? "" : `.${subAttribute}`}`;
}
