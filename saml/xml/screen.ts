import type { RefusalCode } from "../refusal.ts";
import { dereference } from "./characters.ts";
import { type Token, tokens } from "./tokens.ts";

// The messages of sign-in are seven or eight elements deep; the rest is for attributes that hold XML.
const DEEPEST = 40;

/** Refuses a document type declaration, wherever it stands. */
export function screenDoctype(xml: string): RefusalCode | undefined {
  return holds(xml, ({ kind }) => kind === "doctype") ? "doctype" : undefined;
}

/** Refuses processing instructions; the XML declaration is none (XML 1.0 §2.6). */
export function screenInstructions(xml: string): RefusalCode | undefined {
  return holds(xml, ({ kind }) => kind === "instruction") ? "processing-instruction" : undefined;
}

/** Refuses references to anything but a character. */
export function screenEntities(xml: string): RefusalCode | undefined {
  const wrong = ({ kind, content }: Token): boolean =>
    (kind === "text" || kind === "start") && dereference(content) === undefined;
  return holds(xml, wrong) ? "entity" : undefined;
}

/** Refuses elements nested deeper than any message of sign-in. */
export function screenDepth(xml: string): RefusalCode | undefined {
  let depth = 0;
  const deeper = ({ kind, content }: Token): boolean => {
    if (kind === "start" && !content.endsWith("/")) depth++;
    else if (kind === "end") depth--;
    return depth > DEEPEST;
  };
  return holds(xml, deeper) ? "too-deep" : undefined;
}

function holds(xml: string, wrong: (token: Token) => boolean): boolean {
  for (const token of tokens(xml)) if (wrong(token)) return true;
  return false;
}
