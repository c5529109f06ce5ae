import { createInterface } from "node:readline";

/** The lines that somebody types, or that come through a pipe. */
export interface Lines {
  /** The next line without its end; undefined when there will be no more. */
  next(): Promise<string | undefined>;
  /** Resolves when there will be no more. */
  ended: Promise<void>;
  /** Whether nothing came and nothing will. */
  isEmpty(): boolean;
  close(): void;
}

/** Reads lines as they come. The terminal keeps its own editing and its Ctrl-C. */
export function readLines(input: NodeJS.ReadableStream): Lines {
  const waiting: string[] = [];
  let asked: ((line: string | undefined) => void) | undefined;
  let ended = false;
  let came = 0;
  const { promise: end, resolve: hasEnded } = Promise.withResolvers<void>();
  const reader = createInterface({ input, terminal: false });
  reader.on("line", (line) => {
    came++;
    if (asked === undefined) waiting.push(line);
    else asked(line);
    asked = undefined;
  });
  reader.on("close", () => {
    ended = true;
    hasEnded();
    asked?.(undefined);
    asked = undefined;
  });
  return {
    next: () => {
      const line = waiting.shift();
      if (line !== undefined || ended) return Promise.resolve(line);
      return new Promise((done) => {
        asked = done;
      });
    },
    ended: end,
    isEmpty: () => ended && came === 0,
    close: () => reader.close(),
  };
}
