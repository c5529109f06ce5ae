import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean, type Run, UsageError } from "../../engine/index.ts";
import { consoleReport, htmlReport, jsonReport, junitReport } from "../../reports/index.ts";
import { version } from "../version.ts";

const FORMATS: Record<"html" | "json" | "junit", { file: string; write: (run: Run) => string }> = {
  html: { file: "report.html", write: (run) => htmlReport(run, { version }) },
  json: { file: "run.json", write: jsonReport },
  junit: { file: "junit.xml", write: junitReport },
};

/** A format of a report file. */
export type Format = keyof typeof FORMATS;

/** The formats asked for; `none` for no file. Throws UsageError. */
export function readFormats(names: string[]): Format[] {
  if (names.length === 1 && names[0] === "none") return [];
  if (names.includes("none")) throw new UsageError("--report none stands alone: it means that no file is written");
  return [...new Set(names)].map((name) => {
    if (Object.hasOwn(FORMATS, name)) return name as Format;
    const known = [...Object.keys(FORMATS), "none"];
    throw new UsageError(`there is no report "${name}" (${known.join(", ")})${didYouMean(name, known)}`);
  });
}

/** Makes the folder of the reports before the run, which must not be in vain. Throws UsageError when it cannot be. */
export function prepareFolder(formats: Format[], out: string): void {
  if (formats.length === 0) return;
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`--out: ${out} cannot be written to (${(cause as NodeJS.ErrnoException).code})`);
  }
}

/** Writes the report files, and the run to standard output: for a person, or as JSON. */
export async function writeReports(run: Run, formats: Format[], out: string, json: boolean): Promise<void> {
  const paths: string[] = [];
  for (const format of formats) {
    const path = join(out, FORMATS[format].file);
    writeFileSync(path, FORMATS[format].write(run));
    paths.push(path);
  }
  if (json) await printRun(run);
  else await print(consoleReport(run, { columns: process.stdout.columns || 80, files: paths }));
}

/** Prints a run as one JSON document. */
export function printRun(run: Run): Promise<void> {
  return print(jsonReport(run));
}

// A pipe may be slow, and the process ends afterwards; whether its reader is still there is the matter of program.ts.
function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(text, () => done()));
}
