import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Connection } from "./connection.ts";
import { word } from "./seed.ts";

/** One line of the journal: written before a create leaves, after it came back, and when the resource is gone. */
export type JournalLine =
  | { event: "run"; run: string; target: string; startedAt: string }
  | { event: "creating"; endpoint: string; name: string }
  | { event: "created"; path: string; name: string }
  | { event: "removed"; path: string }
  | { event: "left"; path: string; because: string };

/** Remembers what a run made, so that it can be removed after a crash. */
export type Journal = (line: JournalLine) => void;

/** Remembers nothing: for targets that live and die with the process. */
export const noJournal: Journal = () => {};

/** Where the journal of a run that starts now belongs, below the working directory. */
export function journalPath(seed: number): string {
  return join(".scimproof", "journal", `${word(seed)}-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.jsonl`);
}

/** Writes the first line of a journal: which run it is about, and which target. */
export function announce({ journal, seed, redactor, target }: Connection, startedAt: string): void {
  journal({ event: "run", run: word(seed), target: redactor.text(target.baseUrl), startedAt });
}

/** A journal in a file, one JSON line each, on disk before the call returns. */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  return (line) => appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}
