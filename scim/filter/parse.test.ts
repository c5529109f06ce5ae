import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filters } from "../arbitraries.ts";
import { ENTERPRISE_USER, parseFilter, printFilter, ScimError } from "../index.ts";

function refusal(text: string): unknown {
  try {
    return parseFilter(text);
  } catch (error) {
    return error;
  }
}

describe("reading a filter", () => {
  it("reads back every filter it prints", () => {
    fc.assert(
      fc.property(filters(), (filter) => {
        expect(parseFilter(printFilter(filter))).toEqual(filter);
      }),
    );
  });

  it("binds not tighter than and, and tighter than or", () => {
    expect(printFilter(parseFilter("a pr or b pr and not (c pr)"))).toBe("a pr or b pr and not (c pr)");
    expect(parseFilter("a pr or b pr and c pr")).toEqual(parseFilter("a pr or (b pr and c pr)"));
    expect(parseFilter("not (a pr) and b pr")).toEqual(parseFilter("(not (a pr)) and b pr"));
    expect(parseFilter("a pr or b pr and c pr")).not.toEqual(parseFilter("(a pr or b pr) and c pr"));
  });

  it("takes operators in any letter case and keeps the case of names and values", () => {
    expect(parseFilter('userName EQ "Ab" AND Title PR oR NOT (Active eQ true)')).toEqual(
      parseFilter('userName eq "Ab" and Title pr or not(Active eq true)'),
    );
  });

  it.each([
    ['"plain"', "plain"],
    [String.raw`"a \"b\" \\ \/ \u00e9 \n"`, 'a "b" \\ / é \n'],
    ['"ends with ) ] and or"', "ends with ) ] and or"],
    ["0", 0],
    ["-0", 0],
    ["-12.50e+1", -125],
    ["true", true],
    ["false", false],
    ["null", null],
  ])("reads the JSON literal %s", (literal, value) => {
    expect(parseFilter(`title eq ${literal}`)).toMatchObject({ operator: "eq", value });
  });

  it("reads a value path with brackets, and, or and not inside", () => {
    expect(parseFilter('emails[type eq "work" and (value co "@x" or not (primary eq true))]')).toMatchObject({
      type: "valuePath",
      path: { attribute: "emails" },
      filter: { type: "and", filters: [{ type: "compare" }, { type: "or" }] },
    });
  });

  it("reads a comparison that follows a value path as one inside it, as Entra ID writes it", () => {
    const within = parseFilter('emails[type eq "work" and value eq "a@example.com"] and active eq true');
    expect(parseFilter('emails[type eq "work"].value eq "a@example.com" and active eq true')).toEqual(within);
    expect(() => parseFilter('emails[type eq "work"].')).toThrow(ScimError);
    expect(() => parseFilter('emails[type eq "work"].value')).toThrow(ScimError);
  });

  it("reads names with a URN, and a name that is an operator", () => {
    expect(parseFilter(`${ENTERPRISE_USER}:manager.value eq "1"`)).toMatchObject({
      path: { schema: ENTERPRISE_USER, attribute: "manager", subAttribute: "value" },
    });
    expect(parseFilter("not pr and not (not pr)")).toEqual({
      type: "and",
      filters: [
        { type: "present", path: { attribute: "not" } },
        { type: "not", filter: { type: "present", path: { attribute: "not" } } },
      ],
    });
  });

  it.each([
    "",
    " ",
    "userName",
    "userName eq",
    'userName eq"x"',
    "userName eq x",
    "userName eq 'x'",
    'userName eq "x',
    String.raw`userName eq "\x"`,
    "active eq True",
    "userName eq 01",
    "userName eq 1e999",
    'userName eq "x" and',
    'userName eq "x" and ',
    'and userName eq "x"',
    'userName eq "x" title pr',
    'userName eq "x" xor title pr',
    '(userName eq "x"',
    'userName eq "x")',
    "(title pr)and (userName pr)",
    "(title pr) and(userName pr)",
    "()",
    "not title pr",
    "title pr pr",
    'emails[type eq "work"',
    "emails[]",
    'emails[value[type eq "work"]]',
    "a.b.c pr",
    "1a pr",
    'userName\teq\t"x"',
  ])("refuses %j as an invalidFilter", (text) => {
    expect(refusal(text)).toMatchObject({ name: "ScimError", status: 400, scimType: "invalidFilter" });
  });

  it("names the place and what it expected", () => {
    expect(refusal('userName is "x"')).toMatchObject({
      message:
        'The filter is wrong at character 10: expected an operator: eq, ne, co, sw, ew, gt, ge, lt, le or pr, stands: is "x"',
    });
    expect(refusal("title eq")).toMatchObject({
      message: "The filter is wrong at character 9: expected a blank and a value after eq, it ends",
    });
  });

  it("refuses what is nested too deep or too long, and does so at once", () => {
    expect(parseFilter(`${"(".repeat(64)}a pr${")".repeat(64)}`)).toMatchObject({ type: "present" });
    expect(refusal(`${"(".repeat(65)}a pr${")".repeat(65)}`)).toMatchObject({ scimType: "invalidFilter" });
    expect(refusal("not (".repeat(10_000))).toMatchObject({ scimType: "invalidFilter" });
    expect(refusal(`title eq "${"a".repeat(60_000)}"`)).toMatchObject({ type: "compare" });
    expect(refusal(`title eq "${"a".repeat(70_000)}"`)).toMatchObject({ scimType: "invalidFilter" });
    expect(refusal("a".repeat(100_000))).toMatchObject({ scimType: "invalidFilter" });
    expect(refusal(`urn:${":".repeat(60_000)} pr`)).toMatchObject({ scimType: "invalidFilter" });
  });

  it("reads any text or refuses it as an invalidFilter, whatever it holds", () => {
    const pieces = fc.constantFrom(
      "a",
      " ",
      "eq",
      "pr",
      "(",
      ")",
      "[",
      "]",
      "not",
      "and",
      "or",
      '"x"',
      '"',
      "\\",
      "1",
      ".",
      ":",
      "urn:",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((list) => list.join("")),
        ),
        (text) => {
          const result = refusal(text);
          if (result instanceof Error) expect(result).toMatchObject({ scimType: "invalidFilter" });
        },
      ),
    );
  });
});
