import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Kind = "run" | "rules" | "proof" | "simulator";

/** Where a document departs from the published JSON Schema of its kind; empty when it holds. */
export function departures(kind: Kind, document: unknown): ErrorObject[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const path = resolve(import.meta.dirname, `../../schemas/results/${kind}.json`);
  const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
  validate(document);
  return validate.errors ?? [];
}

const NAME = String.raw`[A-Za-z_:][\w:.-]*`;
const TEXT = String.raw`(?:[^<>&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)*`;
const ATTRIBUTES = String.raw`(?:\s+${NAME}="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)*")*`;
const TOKEN = new RegExp(String.raw`<(?<close>/)?(?<name>${NAME})(?:${ATTRIBUTES})\s*(?<empty>/)?>(?:${TEXT})`, "y");

/** Why a text is no well-formed XML 1.0 document of elements and texts; undefined when it is one. */
export function malformedXml(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return "a character that XML forbids";
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, "");
  const open: string[] = [];
  let roots = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(body)?.groups;
    if (found === undefined) return `no markup: ${body.slice(at, at + 120)}`;
    if (found["close"] !== undefined) {
      const expected = open.pop();
      if (expected !== found["name"]) return `</${found["name"]}> where </${expected}> was due`;
    } else {
      if (open.length === 0) roots++;
      if (found["empty"] === undefined) open.push(found["name"]!);
    }
  }
  return open.length > 0 ? `<${open.at(-1)}> is not closed` : roots === 1 ? undefined : `${roots} root elements`;
}
