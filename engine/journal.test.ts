import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connect } from "./connection.ts";
import { announce, fileJournal, type JournalLine, journalPath } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "scimproof-journal-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a journal in a file", () => {
  it("has each line on disk when the call returns, for its owner alone", () => {
    const path = join(folder, "deep/er/run.jsonl");
    const journal = fileJournal(path);
    const lines: JournalLine[] = [
      { event: "creating", endpoint: "/Users", name: "a\nb" },
      { event: "created", path: "/Users/1", name: "a\nb" },
    ];
    for (const [written, line] of lines.entries()) {
      journal(line);
      const read = readFileSync(path, "utf8").trimEnd().split("\n");
      expect(read.map((each) => JSON.parse(each))).toEqual(lines.slice(0, written + 1));
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is another file for each run", () => {
    expect(journalPath(35)).toMatch(/^\.scimproof.journal.z-[\dTZ-]+\.jsonl$/);
  });

  it("begins with the run and the target, without secrets", () => {
    const lines: JournalLine[] = [];
    const target = { name: "t", baseUrl: "https://scim.example.com/s3cret/v2", token: "s3cret" };
    announce(connect(target, { seed: 35, journal: (line) => lines.push(line) }), "2030-01-01T00:00:00Z");
    expect(lines).toEqual([
      { event: "run", run: "z", target: "https://scim.example.com/***/v2", startedAt: "2030-01-01T00:00:00Z" },
    ]);
  });
});
