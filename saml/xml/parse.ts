import { SamlRefusal } from "../refusal.ts";
import { areCharacters, dereference } from "./characters.ts";
import type { XmlAttribute, XmlElement } from "./element.ts";
import { screenDepth, screenDoctype, screenEntities, screenInstructions } from "./screen.ts";
import { type Token, tokens } from "./tokens.ts";

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const QUALIFIED = `(?:${NAME}:)?${NAME}`;
const TAG = new RegExp(
  `^(${QUALIFIED})((?:[ \\t\\n]+${QUALIFIED}[ \\t\\n]*=[ \\t\\n]*(?:"[^"<]*"|'[^'<]*'))*)[ \\t\\n]*(/?)$`,
  "u",
);
const ATTRIBUTE = new RegExp(`(${QUALIFIED})[ \\t\\n]*=[ \\t\\n]*(?:"([^"]*)"|'([^']*)')`, "gu");
const END = new RegExp(`^(${QUALIFIED})[ \\t\\n]*$`, "u");

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** The prefixes that an element declares, and those that hold round it. */
interface Scope {
  declared: ReadonlyMap<string, string>;
  // Not copied into one map: many declarations times many elements would take long.
  outer: Scope | undefined;
}

const OUTERMOST: Scope = { declared: new Map([["xml", XML]]), outer: undefined };

interface Open {
  element: XmlElement;
  tag: string;
  scope: Scope;
}

/**
 * Parses a well-formed document with namespaces; throws SamlRefusal for anything else. It repairs nothing, since two
 * parsers that repair differently read two documents. A DOCTYPE and processing instructions are passed over.
 */
export function parseXml(xml: string): XmlElement {
  if (!areCharacters(xml)) throw new SamlRefusal("malformed");
  const open: Open[] = [];
  let root: XmlElement | undefined;
  for (const token of tokens(xml.replace(/\r\n?/g, "\n"))) {
    const top = open.at(-1);
    if (token.kind === "start") {
      if (top === undefined && root !== undefined) throw new SamlRefusal("malformed");
      const started = startTag(token.content, top);
      root ??= started.element;
      top?.element.children.push(started.element);
      if (!token.content.endsWith("/")) open.push(started);
    } else if (token.kind === "end") {
      if (top === undefined || END.exec(token.content)?.[1] !== top.tag) throw new SamlRefusal("malformed");
      open.pop();
    } else content(token, top?.element);
  }
  if (root === undefined || open.length > 0) throw new SamlRefusal("malformed");
  return root;
}

/** Parses a message that came from outside, after the screens of its text; throws SamlRefusal. */
export function parseMessage(xml: string): XmlElement {
  for (const screen of [screenDoctype, screenInstructions, screenEntities, screenDepth]) {
    const code = screen(xml);
    if (code !== undefined) throw new SamlRefusal(code);
  }
  return parseXml(xml);
}

function content({ kind, content: text }: Token, parent: XmlElement | undefined): void {
  if (kind === "comment") {
    if (text.includes("--") || text.endsWith("-")) throw new SamlRefusal("malformed");
    parent?.children.push({ kind: "comment", value: text });
  } else if (kind === "text" || kind === "cdata") {
    const value = kind === "cdata" ? text : text.includes("]]>") ? undefined : dereference(text);
    const misplaced = parent === undefined && (kind === "cdata" || /[^ \t\n]/.test(text));
    if (value === undefined || misplaced) throw new SamlRefusal("malformed");
    parent?.children.push({ kind: "text", value });
  } else if (kind === "declaration") {
    // Bytes were read as UTF-8 before they came here.
    const encoding = /\bencoding[ \t\n]*=[ \t\n]*["']([^"']*)["']/.exec(text)?.[1];
    if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") throw new SamlRefusal("not-utf-8");
  }
}

function startTag(content: string, parent: Open | undefined): Open {
  const [, tag, written] = TAG.exec(content) ?? [];
  if (tag === undefined || written === undefined) throw new SamlRefusal("malformed");
  const pairs = [...written.matchAll(ATTRIBUTE)].map(([, name, double, single]) => {
    const value = dereference((double ?? single)!.replace(/[\t\n]/g, " "));
    if (value === undefined) throw new SamlRefusal("malformed");
    return [name!, value] as const;
  });
  const scope = scopeOf(pairs, parent?.scope ?? OUTERMOST);
  const attributes = pairs.map(([name, value]) => resolveAttribute(name, value, scope));
  if (new Set(attributes.map(({ namespace, name }) => `${namespace} ${name}`)).size < attributes.length)
    throw new SamlRefusal("malformed");
  const [prefix, name] = split(tag);
  const namespace = prefix === "" ? (lookUp("", scope) ?? "") : boundTo(prefix, scope);
  return {
    tag,
    scope,
    element: { kind: "element", namespace, name, attributes, children: [], parent: parent?.element },
  };
}

/** The prefixes that hold inside an element (Namespaces in XML §§3, 5). */
function scopeOf(pairs: readonly (readonly [string, string])[], outer: Scope): Scope {
  const declared = pairs.filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  if (declared.length === 0) return outer;
  const own = new Map<string, string>();
  for (const [name, value] of declared) {
    const prefix = name.slice("xmlns:".length);
    const wrong = prefix === "xmlns" || (prefix === "xml") !== (value === XML) || value === XMLNS;
    if (wrong || (prefix !== "" && value === "")) throw new SamlRefusal("malformed");
    own.set(prefix, value);
  }
  return { declared: own, outer };
}

function resolveAttribute(qualified: string, value: string, scope: Scope): XmlAttribute {
  const [prefix, name] = split(qualified);
  if (qualified === "xmlns" || prefix === "xmlns") return { namespace: XMLNS, name, value };
  return { namespace: prefix === "" ? "" : boundTo(prefix, scope), name, value };
}

function boundTo(prefix: string, scope: Scope): string {
  const namespace = lookUp(prefix, scope);
  if (namespace === undefined) throw new SamlRefusal("malformed");
  return namespace;
}

function lookUp(prefix: string, innermost: Scope): string | undefined {
  for (let scope: Scope | undefined = innermost; scope; scope = scope.outer) {
    const namespace = scope.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

function split(qualified: string): [prefix: string, name: string] {
  const colon = qualified.indexOf(":");
  return colon < 0 ? ["", qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
}
