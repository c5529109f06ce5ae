import { describe, expect, it } from "vitest";
import { sameLanguage, sameNumber, sameZone } from "./on-page.ts";

describe("what the user page shows", () => {
  it("may write a number in the national way", () => {
    expect(sameNumber("(415) 555-0123", "+14155550123")).toBe(true);
    expect(sameNumber("+1 415 555 0123", "+14155550123")).toBe(true);
  });

  it("may not show another number, a part of one, or none", () => {
    expect(sameNumber("(415) 555-0124", "+14155550123")).toBe(false);
    expect(sameNumber("0123", "+14155550123")).toBe(false);
    expect(sameNumber("", "+14155550123")).toBe(false);
  });

  it("may name a language by a tag or in words", () => {
    expect(sameLanguage("de", "de-DE")).toBe(true);
    expect(sameLanguage("de_DE", "de-DE")).toBe(true);
    expect(sameLanguage("German (Germany)", "de-DE")).toBe(true);
    expect(sameLanguage("en-US", "de-DE")).toBe(false);
    expect(sameLanguage("", "de-DE")).toBe(false);
  });

  it("may name a time zone by its name or in words", () => {
    expect(sameZone("Europe/Berlin", "Europe/Berlin")).toBe(true);
    expect(sameZone("(GMT+1) Berlin", "Europe/Berlin")).toBe(true);
    expect(sameZone("America/New_York", "Europe/Berlin")).toBe(false);
    expect(sameZone("", "Europe/Berlin")).toBe(false);
  });
});
