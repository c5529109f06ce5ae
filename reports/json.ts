import type { Run } from "../engine/index.ts";

/** A run as one JSON document (`schemas/run.json`), with a line break at its end. */
export function jsonReport(run: Run): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
