/**
 * Breaks a shell command into lines of at most `width` characters that are still the same command when they are pasted:
 * by a backslash at the end of a line, between words where there is room. The lines must not be indented.
 */
export function foldCommand(command: string, width: number): string[] {
  const lines: string[] = [];
  let rest = command;
  let quote = "";
  while (rest.length + quote.length > width) {
    const { cut, inside } = placeToCut(rest, quote, width);
    const head = rest.slice(0, cut);
    // Within single quotes a backslash is a backslash: there they are closed, and opened again on the next line.
    lines.push(inside === "'" ? `${reopened(quote)}${head}'\\` : `${reopened(quote)}${head}\\`);
    rest = rest.slice(cut);
    quote = inside;
  }
  return [...lines, reopened(quote) + rest];
}

function reopened(quote: string): string {
  return quote === "'" ? "'" : "";
}

/** The last blank between words that fits, else as far as the line goes; and which quotes the cut is within. */
function placeToCut(text: string, quote: string, width: number): { cut: number; inside: string } {
  const room = width - (quote === "'" ? 1 : 0) - 2;
  let inside = quote;
  let blank: number | undefined;
  let place = 0;
  while (place < room) {
    const character = text[place]!;
    const step = character === "\\" && inside !== "'" ? 2 : 1;
    if (place + step > room) break;
    if (step === 1 && (character === "'" || character === '"')) {
      if (inside === "") inside = character;
      else if (inside === character) inside = "";
    }
    place += step;
    if (character === " " && inside === "") blank = place;
  }
  return blank === undefined ? { cut: place, inside } : { cut: blank, inside: "" };
}
