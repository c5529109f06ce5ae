import { describe, expect, it } from "vitest";
import { type AttributeDefinition, type AttributeType, comparableValue, type Json } from "../index.ts";

function comparable(value: Json, type: AttributeType, caseExact?: boolean): unknown {
  const definition: AttributeDefinition = {
    name: "a",
    type,
    multiValued: false,
    description: "",
    required: false,
    mutability: "readWrite",
    returned: "default",
    ...(caseExact !== undefined && { caseExact }),
  };
  return comparableValue(value, definition);
}

describe("the form in which values are compared", () => {
  it("has no letter case, unless the attribute or its type is case exact", () => {
    expect(comparable("Ada", "string")).toBe("ada");
    expect(comparable("Ada", "string", true)).toBe("Ada");
    expect(comparable("/Users/A", "reference")).toBe("/Users/A");
    expect(comparable("QQ==", "binary")).toBe("QQ==");
    expect(comparable("/Users/A", "reference", false)).toBe("/users/a");
  });

  it("folds letters of every script and composes them", () => {
    expect(comparable("STRASSE", "string")).toBe(comparable("straße", "string"));
    expect(comparable("ΟΔΟΣ", "string")).toBe(comparable("οδος", "string"));
    expect(comparable("e\u0301", "string", true)).toBe("é");
    expect(comparable("I", "string")).not.toBe(comparable("ı", "string"));
  });

  it("is a time for a dateTime, and the value itself for numbers and booleans", () => {
    expect(comparable("1970-01-01T01:00:00+01:00", "dateTime")).toBe(0);
    expect(comparable("Yesterday", "dateTime")).toBe("yesterday");
    expect(comparable(1.5, "decimal")).toBe(1.5);
    expect(comparable(false, "boolean")).toBe(false);
    expect(comparable({ a: 1 }, "complex")).toBe('{"a":1}');
  });
});
