const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * A text in the form in which it is compared: Unicode NFC, and without regard to letter case where `caseExact` is false
 * (RFC 7643 §7).
 */
export function comparableText(text: string, caseExact: boolean): string {
  if (!BEYOND_ASCII.test(text)) return caseExact ? text : text.toLowerCase();
  const composed = text.normalize("NFC");
  return caseExact ? composed : Array.from(composed, foldCase).join("").normalize("NFC");
}

// Upper case first makes "ß" and "SS" equal. One character at a time keeps "Σ" from becoming another letter at the end
// of a word. The dotless "ı" is a letter of its own, although its upper case is "I".
function foldCase(character: string): string {
  return character === "ı" ? character : character.toUpperCase().toLowerCase();
}
