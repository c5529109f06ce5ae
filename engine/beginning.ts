/** The beginning of a text. It is copied by way of bytes, since a slice of a string keeps the whole of it in memory. */
export function beginningOf(text: string, length: number): string {
  return Buffer.from(text.slice(0, length)).toString();
}
