import { type Column, columnsOf } from "./columns.ts";
import type { FileFault } from "./fault.ts";
import { type ListedPerson, peopleOf } from "./row.ts";

/** What a directory file holds. Nobody may be provisioned while there are faults. */
export interface DirectoryFile {
  people: ListedPerson[];
  faults: FileFault[];
  /** Columns that mean nothing here. */
  ignored: string[];
}

/** Reads people from CSV with a header: separated by commas, semicolons or tabs, quoted as RFC 4180 has it. */
export async function readCsv(written: string): Promise<DirectoryFile> {
  // The parser miscounts the lines of a value that Windows wrote.
  const text = written.replaceAll(/\r\n?/g, "\n");
  const { parse, CsvError } = await import("csv-parse/sync");
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as typeof records;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { lines } = cause as unknown as { lines?: number };
    return failed(`line ${lines ?? 1}`, whatQuotesDid(cause));
  }
  // A record is told by the line it ends on; what people look for is where it starts.
  const rows = records.map(({ record, info }) => ({
    at: `line ${info.lines - record.join("").split("\n").length + 1}`,
    record,
  }));
  const [header, ...body] = rows;
  if (header === undefined) return failed("line 1", "the file is empty: expected a header and a line for each person");
  const { columns, ignored, twice } = columnsOf(header.record);
  const faults: FileFault[] = twice.map(({ column, names }) => ({
    at: header.at,
    message: `${names.map((name) => `"${name}"`).join(" and ")} are both columns of ${column}: leave one out`,
  }));
  if (!columns.includes("userName"))
    faults.push({ at: header.at, message: "there is no column of logins: userName, userPrincipalName or login" });
  if (faults.length > 0) return { people: [], faults, ignored };

  const width = header.record.length;
  for (const { at, record } of body)
    if (record.length !== width)
      faults.push({
        at,
        message: `there are ${record.length} columns where the header has ${width}: is a quote missing?`,
      });
  const values = body.map(({ at, record }) => ({
    at,
    values: new Map(
      columns.flatMap((column, place) =>
        column === undefined ? [] : [[column, record[place] ?? ""] as [Column, string]],
      ),
    ),
  }));
  const read = peopleOf(values);
  faults.push(...read.faults);
  return { people: read.people, faults: inOrder(faults), ignored };
}

function failed(at: string, message: string): DirectoryFile {
  return { people: [], faults: [{ at, message }], ignored: [] };
}

// The one of the three that the first line has most of, outside of quotes.
function delimiterOf(text: string): string {
  const [line = ""] = text.replace(/^\s+/, "").split("\n", 1);
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function whatQuotesDid({ code, message }: { code: string; message: string }): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "a quote is opened and never closed";
  if (code === "INVALID_OPENING_QUOTE" || code === "CSV_INVALID_CLOSING_QUOTE")
    return "a quote stands within a value: put the whole value in quotes, and double the ones inside";
  return message;
}

function inOrder(faults: FileFault[]): FileFault[] {
  const line = ({ at }: FileFault): number => Number(at.slice("line ".length));
  return faults.toSorted((one, other) => line(one) - line(other));
}
