import { SamlRefusal } from "../refusal.ts";

/** A stretch of XML text: a tag, the text between two of them, or what is neither (XML 1.0 §2.4). */
export interface Token {
  kind: "start" | "end" | "text" | "cdata" | "comment" | "instruction" | "declaration" | "doctype";
  /** Without its delimiters; a start tag that is closed at once keeps its slash. */
  content: string;
}

/**
 * Splits XML text in linear time, without a look at what stands in a tag; throws SamlRefusal where a delimiter is never
 * closed. What comes before the throw is given, so that a screen can stop early.
 */
export function* tokens(xml: string): Generator<Token> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf("<", at);
    if (open !== at) {
      yield { kind: "text", content: xml.slice(at, open < 0 ? undefined : open) };
      if (open < 0) return;
    }
    const [kind, from, end, behind] = markup(xml, open);
    yield { kind, content: xml.slice(from, end) };
    at = behind;
  }
}

function markup(xml: string, open: number): [Token["kind"], from: number, end: number, behind: number] {
  const closedBy = (kind: Token["kind"], opening: string, closing: string): ReturnType<typeof markup> => {
    const from = open + opening.length;
    const end = xml.indexOf(closing, from);
    if (end < 0) throw new SamlRefusal("malformed");
    return [kind, from, end, end + closing.length];
  };
  if (xml.startsWith("<!--", open)) return closedBy("comment", "<!--", "-->");
  if (xml.startsWith("<![CDATA[", open)) return closedBy("cdata", "<![CDATA[", "]]>");
  if (open === 0 && /^<\?xml[ \t\n]/.test(xml)) return closedBy("declaration", "<?xml", "?>");
  if (xml.startsWith("<?", open)) return closedBy("instruction", "<?", "?>");
  if (xml.startsWith("</", open)) return closedBy("end", "</", ">");
  const doctype = xml.startsWith("<!", open);
  const from = open + (doctype ? 2 : 1);
  const end = endOfTag(xml, from);
  return [doctype ? "doctype" : "start", from, end, end + 1];
}

/** Where the `>` stands that closes a tag or a DOCTYPE: outside of quotes, and of the tags of an internal subset. */
function endOfTag(xml: string, from: number): number {
  const delimiter = /["'<>]/g;
  let nested = 0;
  for (delimiter.lastIndex = from; ; ) {
    const found = delimiter.exec(xml);
    if (!found) throw new SamlRefusal("malformed");
    const [mark] = found;
    if (mark === "<") nested++;
    else if (mark === ">") {
      if (nested-- === 0) return found.index;
    } else {
      const close = xml.indexOf(mark, delimiter.lastIndex);
      if (close < 0) throw new SamlRefusal("malformed");
      delimiter.lastIndex = close + 1;
    }
  }
}
