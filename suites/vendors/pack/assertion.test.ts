import { describe, expect, it } from "vitest";
import type { Exchange } from "../../../scim/index.ts";
import { COMPARISONS, type Comparison, departure } from "./assertion.ts";

const LIST = ["a", "b"];

describe("a comparison", () => {
  it.each<[Comparison, string, unknown[], unknown[]]>([
    ["empty", "", [undefined, null, "", [], {}], [0, false, " ", ["x"], { a: 1 }]],
    ["not_empty", "", [0, false, "x", ["x"]], [undefined, null, "", [], {}]],
    ["is_null", "", [null, undefined], ["", 0, false]],
    ["equal", "true", [true, "true"], [false, "True", 1, null, undefined]],
    ["equal", "0", [0, "0"], ["", null, false, "00"]],
    ["not_equal", "x", ["X", null, undefined], ["x"]],
    ["contains", "a", [LIST, "banana", { k: "a" }], ["xyz", ["x"], null]],
    ["does_not_contain", "a", ["xyz", null], [LIST, "banana"]],
    ["has_key", "a", [{ a: null }], [{ b: 1 }, "a", null]],
    ["has_key", "toString", [], [{}]],
    ["has_value", "a", [LIST, { k: "a" }], ["a", ["ab"], null]],
    ["is_a_number", "", [0, 1.5], ["1", null, true]],
    ["equal_number", "200", [200, "200", "200.0"], [201, "", null, true, "200x"]],
    ["is_less_than", "600", [599, "12"], [600, "", null]],
    ["is_less_than_or_equal", "600", [600], [601]],
    ["is_greater_than", "1", [2], [1, null, ""]],
    ["is_greater_than_or_equal", "1", [1], [0]],
  ])("%s holds %j against what was seen", (comparison, value, fits, others) => {
    const holds = (seen: unknown): boolean => COMPARISONS[comparison](seen, value);
    expect(fits.filter((seen) => !holds(seen))).toEqual([]);
    expect(others.filter(holds)).toEqual([]);
  });
});

describe("an assertion", () => {
  const exchange: Exchange = {
    id: 1,
    step: "probe",
    request: { method: "GET", url: "https://scim.example.com/Users", path: "/Users", headers: {} },
    response: {
      status: 200,
      headers: { "content-type": "application/scim+json" },
      text: '{"Resources":[{"name":{"familyName":"Berg"}}]}',
      body: { Resources: [{ name: { familyName: "Berg" } }] },
      validUtf8: true,
    },
    startedAt: 0,
    durationMs: 12.4,
  };

  it("looks at the status, a value, a header, the text, the size and the time", () => {
    const seen = (
      [
        ["response_status", ""],
        ["response_json", "Resources[0].name.familyName"],
        ["response_headers", "Content-Type"],
        ["response_size", ""],
        ["response_time", ""],
      ] as const
    ).map(([source, property]) => departure({ source, property, comparison: "empty", value: "" }, "", exchange)?.seen);
    expect(seen).toEqual([200, "Berg", "application/scim+json", 46, 12]);
  });

  it("tells what it looked at, what was seen, and what was expected", () => {
    const assertion = { source: "response_json", property: "totalResults", comparison: "equal", value: "0" } as const;
    expect(departure(assertion, "0", exchange)).toEqual({
      what: "response_json totalResults",
      seen: undefined,
      expected: 'equal "0"',
    });
  });
});
