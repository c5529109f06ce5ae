import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

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

/** A journal in a file, one JSON line each, on disk before the call returns. */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  return (line) => appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}
