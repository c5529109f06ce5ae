import { AdminRefusal } from "../../../../../profiles/index.ts";

/** A line of a CSV file of licences. */
export interface LicenceLine {
  userName: string;
  level: string;
}

const HEADER = /^"?user\s?name"?,"?licen[cs]e"?$/i;

/**
 * Reads a CSV file (RFC 4180) whose lines are a login ID and a licence. A heading of `Username,Licence` is passed over;
 * a line that has other than two values refuses the whole file.
 */
export function readLicences(csv: string): LicenceLine[] {
  const lines = csv.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines
    .filter(({ line, number }) => line !== "" && !(number === 1 && HEADER.test(line)))
    .map(({ line, number }) => {
      const [userName, level, ...more] = valuesOf(line);
      if (userName && level && more.length === 0) return { userName, level };
      throw new AdminRefusal("invalid-value", `line ${number} of the file is not a login ID and a licence`);
    });
}

function valuesOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? plain!.trim() : quoted.replaceAll('""', '"'),
  );
}
