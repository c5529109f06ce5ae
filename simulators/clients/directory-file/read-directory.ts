import { type DirectoryFile, readCsv } from "./csv.ts";
import { textOf } from "./fault.ts";
import { readJson } from "./json.ts";

/** Reads a directory file: JSON where it starts as an array does or is named so, CSV otherwise. */
export async function readDirectory(bytes: Uint8Array, name: string): Promise<DirectoryFile> {
  const read = textOf(bytes);
  if ("fault" in read) return { people: [], faults: [read.fault], ignored: [] };
  const { text } = read;
  return /\.json$/i.test(name) || /^\s*\[/.test(text) ? readJson(text) : readCsv(text);
}
