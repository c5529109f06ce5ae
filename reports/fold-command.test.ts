import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote } from "../engine/index.ts";
import { foldCommand } from "./fold-command.ts";

/** The words that a POSIX shell hands to a command. */
function words(script: string): string[] {
  const { stdout, status } = spawnSync(
    "sh",
    ["-c", `say() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${script}`],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  return stdout.split("\0").slice(0, -1);
}

describe("foldCommand", () => {
  it("leaves a command alone that fits", () => {
    expect(foldCommand("say one two", 80)).toEqual(["say one two"]);
  });

  it("breaks between words where it can", () => {
    expect(foldCommand("say one two three", 12)).toEqual(["say one \\", "two three"]);
  });

  it("closes single quotes at the end of a line and opens them again", () => {
    expect(foldCommand("say 'abcdefghijklmnop'", 14)).toEqual(["say \\", "'abcdefghijk'\\", "'lmnop'"]);
  });

  it("is the same command for a shell, whatever its words are, in lines that fit", () => {
    const word = fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "\\", "$", "é", "{", "\t"), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 12, max: 40 }), (given, width) => {
        const lines = foldCommand(["say", ...given.map(quote)].join(" "), width);
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        expect(words(lines.join("\n"))).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });
});
