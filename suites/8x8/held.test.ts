import { describe, expect, it } from "vitest";
import { expect as judges, type Trial } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { expectHeld } from "./held.ts";

const trial = { expect: judges } as Trial;

function judging(shown: JsonObject, written: JsonObject): () => void {
  const response = { status: 200, headers: {}, text: "", body: { id: "1", ...shown }, validUtf8: true };
  const request = { method: "GET", url: "http://test.example/Users/1", path: "/Users/1", headers: {} };
  const read: Exchange = { id: 1, step: "probe", startedAt: 0, durationMs: 0, request, response };
  return () => expectHeld(trial, read, written);
}

describe("what was written is held", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["a phone number in another form", phone("+1 (415) 555-0100"), phone("+14155550100")],
    ["a locale with an underscore", { locale: "en_US" }, { locale: "en-US" }],
    ["a login ID in lower case", { userName: "ada@example.com" }, { userName: "Ada@example.com" }],
    ["a single e-mail address without a type", { emails: [{ value: "a@b.c" }] }, emails("a@b.c")],
    ["more than was written", { title: "Countess", nickName: "Ada" }, { title: "Countess" }],
  ])("by %s", (_how, shown, written) => {
    expect(judging(shown, written)).not.toThrow();
  });
});

describe("what was written is not held", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["by another phone number", phone("+14155550101"), phone("+14155550100")],
    ["by nothing", {}, { title: "Countess" }],
    ["by null", { title: null }, { title: "Countess" }],
    ["by active as a text", { active: "true" }, { active: true }],
    [
      "by a work address among others that has another type",
      { emails: [{ value: "a@b.c", type: "home" }] },
      emails("a@b.c"),
    ],
  ])("%s", (_how, shown, written) => {
    expect(judging(shown, written)).toThrow("was written as");
  });
});

function phone(value: string): JsonObject {
  return { phoneNumbers: [{ type: "mobile", value }] };
}

function emails(value: string): JsonObject {
  return { emails: [{ value, type: "work" }] };
}
