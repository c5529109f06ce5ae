import { describe, expect, it } from "vitest";
import { listOf, parametersOf, projectionOf } from "./query.ts";

describe("parametersOf", () => {
  it("decodes names and values, a plus sign as a blank", () => {
    expect(parametersOf("filter=userName+eq%20%22%C3%A4%2B%22&empty=&bare&count=2&count=3")).toEqual(
      new Map([
        ["filter", 'userName eq "ä+"'],
        ["empty", ""],
        ["bare", ""],
        ["count", "2"],
      ]),
    );
  });

  it.each(["filter=%", "filter=%ZZ", "filter=%FF", "%C3=1"])("refuses the broken percent-encoding of %s", (search) => {
    expect(() => parametersOf(search)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
  });
});

describe("listOf", () => {
  const list = (parameters: Record<string, string>) => listOf(new Map(Object.entries(parameters)));

  it("asks for nothing where nothing was sent", () => {
    expect(list({})).toEqual({
      filter: undefined,
      sortBy: undefined,
      descending: false,
      startIndex: undefined,
      count: undefined,
    });
  });

  it("hands numbers on as they were sent", () => {
    expect(list({ startIndex: "-3", count: "0" })).toMatchObject({ startIndex: -3, count: 0 });
  });

  it.each(["", "ten", "1.5", "1e3", "0x10", "9".repeat(40)])("refuses %j as a number", (text) => {
    expect(() => list({ count: text })).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
  });

  it("sorts ascending unless told otherwise", () => {
    expect(list({ sortBy: "title", sortOrder: "Descending" })).toMatchObject({ sortBy: "title", descending: true });
    expect(list({ sortBy: "title" })).toMatchObject({ descending: false });
    expect(() => list({ sortOrder: "down" })).toThrow(expect.objectContaining({ scimType: "invalidValue" }));
  });

  it("refuses a filter that cannot be read", () => {
    expect(() => list({ filter: "" })).toThrow(expect.objectContaining({ status: 400, scimType: "invalidFilter" }));
    expect(() => list({ filter: 'userName is "a"' })).toThrow(expect.objectContaining({ scimType: "invalidFilter" }));
  });
});

describe("projectionOf", () => {
  it("reads both lists of names", () => {
    expect(projectionOf(parametersOf("attributes=userName,%20name.familyName&excludedAttributes=emails"))).toEqual({
      attributes: ["userName", "name.familyName"],
      excludedAttributes: ["emails"],
    });
  });
});
