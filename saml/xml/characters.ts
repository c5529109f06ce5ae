const NOT_A_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/g;

/** Whether a text holds only characters that XML can carry (XML 1.0 §2.2). */
export function areCharacters(text: string): boolean {
  return !NOT_A_CHARACTER.test(text);
}

/** A text with its references replaced; undefined when there is one to anything but a character (XML 1.0 §4.1). */
export function dereference(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let known = true;
  const plain = text.replace(REFERENCE, (_reference, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return NAMED[name]!;
    const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
    known &&= areCharacters(character);
    return character;
  });
  // An ampersand that begins no reference is told by taking those away that do.
  return known && !text.replace(REFERENCE, "").includes("&") ? plain : undefined;
}

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * A text as it stands in an element or a quoted attribute. Tabs and line ends become references, since a parser would
 * make a space of them in an attribute and a line feed of a carriage return anywhere (XML 1.0 §§2.11, 3.3.3).
 */
export function escapeXml(text: string): string {
  if (!areCharacters(text)) throw new RangeError("a text holds a character that XML cannot carry");
  return text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPED[character] ?? `&#${character.charCodeAt(0)};`);
}
