import { describe, expect, it } from "vitest";
import { clip, plain, wrap } from "./text.ts";

describe("wrap", () => {
  it("breaks between words, and within one that is longer than a line", () => {
    expect(wrap("one two\n three  abcdefghij", 8)).toEqual(["one two", "three", "abcdefgh", "ij"]);
    expect(wrap("", 8)).toEqual([]);
  });
});

describe("clip", () => {
  it("cuts what is too long and says so", () => {
    expect([clip("abcd", 4), clip("abcde", 4)]).toEqual(["abcd", "abc…"]);
  });
});

describe("plain", () => {
  it("replaces what a terminal or the direction of writing would obey, and nothing else", () => {
    expect(plain("a\u001b[31m\u0007\r\u009b\u202eb\u2066")).toBe("a�[31m����b�");
    expect(plain("Zoë\n\tمرحبا 👩‍👧")).toBe("Zoë\n\tمرحبا 👩‍👧");
  });
});
