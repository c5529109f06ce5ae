import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Reads a secret from standard input: all of it from a pipe, one line without echo on a terminal. */
export async function readSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    let text = "";
    for await (const part of process.stdin.setEncoding("utf8")) text += part;
    return text;
  }
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
