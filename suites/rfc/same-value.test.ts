import { describe, expect, it } from "vitest";
import { sameValue } from "./same-value.ts";

describe("sameValue", () => {
  it("overlooks the order of items and of members", () => {
    expect(
      sameValue([{ value: "a", type: "work" }, { value: "b" }], [{ value: "b" }, { type: "work", value: "a" }]),
    ).toBe(true);
  });

  it("counts every item once", () => {
    expect(sameValue(["a", "a", "b"], ["a", "b", "b"])).toBe(false);
  });

  it("takes null and an empty list for unassigned", () => {
    expect(sameValue({ nickName: null, emails: [] }, {})).toBe(true);
  });

  it("tells a number from its text, and a missing member from one that is there", () => {
    expect(sameValue(1, "1")).toBe(false);
    expect(sameValue({ value: "a" }, { value: "a", type: "work" })).toBe(false);
  });
});
