/** What is wrong with a file, and where: `line 3`, `[3].email`. */
export interface FileFault {
  at: string;
  message: string;
}

/** The text of a file in UTF-8, without its byte order mark; or why it is none, by line. */
export function textOf(bytes: Uint8Array): { text: string } | { fault: FileFault } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { fault: { at: "line 1", message: "the file is UTF-16: save it as UTF-8" } };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    const text = decoder.decode(bytes);
    const zero = text.indexOf("\u0000");
    if (zero < 0) return { text };
    return { fault: { at: `line ${lineAt(text, zero)}`, message: "there is a zero character: this is no text file" } };
  } catch {
    return {
      fault: {
        at: `line ${lineOfBadByte(bytes)}`,
        message: "there are bytes that are no UTF-8: save the file as UTF-8",
      },
    };
  }
}

/** The number of the line that holds a character, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

// No character of UTF-8 spans a line feed, so each line can be read by itself.
function lineOfBadByte(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (feed < 0) return line;
    start = end + 1;
  }
}
