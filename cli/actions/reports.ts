import { mkdirSync, writeFileSync } from "node:fs";
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
  return [...new Set(names)].map((name) => {
    if (Object.hasOwn(FORMATS, name)) return name as Format;
    const known = [...Object.keys(FORMATS), "none"];
    throw new UsageError(`there is no report "${name}"${didYouMean(name, known)}; reports: ${known.join(", ")}`);
  });
}

/** Writes the report files, and the run to standard output: for a person, or as JSON. */
export async function writeReports(run: Run, formats: Format[], out: string, json: boolean): Promise<void> {
  const paths: string[] = [];
  if (formats.length > 0) mkdirSync(out, { recursive: true });
  for (const format of formats) {
    const path = join(out, FORMATS[format].file);
    writeFileSync(path, FORMATS[format].write(run));
    paths.push(path);
  }
  const text = json ? jsonReport(run) : consoleReport(run, { columns: process.stdout.columns ?? 80, files: paths });
  await new Promise<void>((done, failed) => process.stdout.write(text, (error) => (error ? failed(error) : done())));
}
