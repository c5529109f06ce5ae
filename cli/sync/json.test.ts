import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonParts } from "./json.ts";

describe("JSON in parts", () => {
  it("is the JSON of the whole", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (document) => {
        expect([...jsonParts(document)].join("")).toBe(`${JSON.stringify(document, null, 2)}\n`);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (list) => {
        expect([...jsonParts(list)].join("")).toBe(`${JSON.stringify(list, null, 2)}\n`);
      }),
    );
  });

  it("has no part that grows with a list", () => {
    const parts = (length: number): number =>
      Math.max(
        ...[...jsonParts({ people: Array.from({ length }, () => ({ userName: "a" })) })].map((part) => part.length),
      );
    expect(parts(10_000)).toBe(parts(2));
  });
});
