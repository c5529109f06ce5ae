import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalValues, isAssigned, memberOf } from "./index.ts";

describe("JSON values", () => {
  it("are equal whatever the order of members, and not whatever the order of items", () => {
    expect(equalValues({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
    expect(equalValues([1, 2], [2, 1])).toBe(false);
    expect(equalValues({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(equalValues({ a: null }, { b: null })).toBe(false);
    expect(equalValues([], {})).toBe(false);
    expect(equalValues(0, false)).toBe(false);
    fc.assert(fc.property(fc.jsonValue(), (value) => equalValues(value as never, structuredClone(value) as never)));
  });

  it("are unassigned when absent, null or an empty list", () => {
    expect([undefined, null, []].map(isAssigned)).toEqual([false, false, false]);
    expect([0, false, "", {}, [null]].map(isAssigned)).toEqual([true, true, true, true, true]);
  });

  it("are found by name in any letter case, the exact one first, and never on the prototype", () => {
    expect(memberOf({ USERNAME: 1, userName: 2 }, "userName")).toBe(2);
    expect(memberOf({ USERNAME: 1 }, "userName")).toBe(1);
    expect(memberOf({}, "constructor")).toBeUndefined();
  });
});
