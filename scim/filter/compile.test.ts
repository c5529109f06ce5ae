import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodies, userFilters } from "../arbitraries.ts";
import {
  compileFilter,
  ENTERPRISE_USER,
  type Filter,
  groupType,
  type JsonObject,
  matches,
  parseFilter,
  type ResourceType,
  USER,
  userType,
} from "../index.ts";

const ada: JsonObject = {
  schemas: [USER, ENTERPRISE_USER],
  id: "2a",
  externalId: "E-7",
  userName: "Ada@Example.com",
  name: { familyName: "Lovelace", givenName: "Ada" },
  title: "",
  active: true,
  emails: [
    { value: "ada@work.example", type: "work", primary: true },
    { value: "ada@home.example", type: "home" },
  ],
  [ENTERPRISE_USER]: { department: "Engines", manager: { value: "Mgr-1" } },
  meta: { created: "2026-03-01T10:00:00Z", lastModified: "2026-03-01T12:00:00.500+02:00", resourceType: "User" },
};

const gadget: ResourceType = {
  id: "Gadget",
  name: "Gadget",
  endpoint: "/Gadgets",
  description: "",
  schema: {
    id: "urn:example:Gadget",
    name: "Gadget",
    description: "",
    attributes: (
      [
        ["size", "integer"],
        ["price", "decimal"],
        ["made", "dateTime"],
        ["key", "binary"],
        ["tags", "string"],
      ] as const
    ).map(([name, type]) => ({
      name,
      type,
      multiValued: name === "tags",
      description: "",
      required: false,
      mutability: "readWrite",
      returned: "default",
    })),
  },
  schemaExtensions: [],
};

function selects(filter: string, resource: JsonObject = ada, type: ResourceType = userType): boolean {
  return compileFilter(parseFilter(filter), type)(resource);
}

describe("a filter selects by", () => {
  it.each([
    'userName eq "ada@example.COM"',
    'USERNAME eq "ada@example.com"',
    `${USER.toUpperCase()}:userName sw "ADA"`,
    'userName co "@EX"',
    'userName ew ".com"',
    'userName sw "Ada@Example.com"',
    'userName ne "eve"',
    'userName gt "ac"',
    'userName le "ada@example.com"',
    'externalId eq "E-7"',
    'id eq "2a"',
    'name.familyName eq "lovelace"',
    "active eq true",
    "active ne false",
    'active eq "True"',
    'emails.type eq "home"',
    'emails co "work.example"',
    'emails eq "ADA@home.example"',
    'emails[type eq "work" and value co "@work"]',
    "emails[primary eq true]",
    'emails[not (type eq "work")]',
    "emails pr",
    "name pr",
    `${ENTERPRISE_USER}:department eq "engines"`,
    `${ENTERPRISE_USER}:manager.value eq "Mgr-1"`,
    `${ENTERPRISE_USER}:manager eq "Mgr-1"`,
    'department eq "Engines"',
    `schemas eq "${ENTERPRISE_USER}"`,
    'meta.lastModified eq "2026-03-01T10:00:00.5Z"',
    'meta.lastModified gt "2026-03-01T11:00:00+01:00"',
    'meta.created lt "2026-03-01T10:00:00.1Z"',
    'meta.resourceType eq "User"',
    "nickName eq null",
    "title eq null",
    "userName ne null",
    'nickName ne "x"',
    'title pr or active eq true and userName sw "a"',
  ])("%s", (filter) => {
    expect(selects(filter)).toBe(true);
  });

  it.each([
    'externalId eq "e-7"',
    'id eq "2A"',
    `${ENTERPRISE_USER}:manager.value eq "mgr-1"`,
    'emails[type eq "home" and primary eq true]',
    'emails[type eq "work" and value co "@home"]',
    'emails ne "ada@home.example"',
    "nickName pr",
    "title pr",
    "groups pr",
    "userName eq null",
    'nickName eq ""',
    'nickName gt ""',
    'userName co "eve"',
    'meta.created gt "2026-03-01T10:00:00Z"',
    "not (active eq true)",
  ])("not %s", (filter) => {
    expect(selects(filter)).toBe(false);
  });

  it("names in any letter case in the resource as well", () => {
    expect(selects('userName eq "x" and emails.value eq "y"', { USERNAME: "X", Emails: [{ VALUE: "y" }] })).toBe(true);
    expect(selects('department eq "x"', { [ENTERPRISE_USER.toLowerCase()]: { Department: "x" } })).toBe(true);
  });

  it("characters and not their encoding, and letters of every script without case", () => {
    expect(selects('userName eq "Jose\\u0301"', { userName: "JOSÉ" })).toBe(true);
    expect(selects('userName eq "STRASSE"', { userName: "straße" })).toBe(true);
    expect(selects('userName co "Σ"', { userName: "οδος" })).toBe(true);
    expect(selects('userName eq "ilker"', { userName: "ılker" })).toBe(false);
  });

  it("numbers, times and items by their type", () => {
    const one = { size: 10, price: 9.5, made: "2026-01-01T00:00:00+01:00", key: "QQ==", tags: ["new", "red"] };
    const holds = (filter: string): boolean => selects(filter, one, gadget);
    expect(holds("size gt 9")).toBe(true);
    expect(holds("price le 9.5")).toBe(true);
    expect(holds('made lt "2026-01-01T00:00:00Z"')).toBe(true);
    expect(holds('key eq "QQ=="')).toBe(true);
    expect(holds('key eq "qq=="')).toBe(false);
    expect(holds('tags eq "RED"')).toBe(true);
    expect(holds('tags[value sw "n"]')).toBe(true);
    expect(holds('tags[value sw "n" and value ew "d"]')).toBe(false);
  });
});

describe("a filter is refused", () => {
  it.each([
    ["shoeSize eq 1", userType],
    ["name.shoeSize pr", userType],
    ["userName.value pr", userType],
    ['urn:example:Nothing:userName eq "x"', userType],
    ['members.value eq "x"', userType],
    ['name eq "Ada"', userType],
    ['addresses co "x"', userType],
    ["active gt true", userType],
    ['active co "t"', userType],
    ["active eq 1", userType],
    ["userName eq 1", userType],
    ["userName eq true", userType],
    ["userName gt null", userType],
    ['meta.created gt "yesterday"', userType],
    ["meta.created gt 2026", userType],
    ['emails[shoeSize eq "x"]', userType],
    ['emails.value[type eq "work"]', userType],
    ['password sw "a"', userType],
    ['key gt "QQ=="', gadget],
    ['size co "1"', gadget],
    ['size eq "10"', gadget],
  ])("as invalidFilter: %s", (filter, type) => {
    expect(() => selects(filter, {}, type)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidFilter" }),
    );
  });
});

describe("a query over several types", () => {
  it("sees no value in an attribute that a type does not know", () => {
    const filter = parseFilter('not (userName pr) and displayName eq "Sales"');
    const options = { unknownIsUnassigned: true };
    expect(matches(filter, { displayName: "Sales" }, groupType, options)).toBe(true);
    expect(matches(filter, { displayName: "Sales", userName: "x" }, userType, options)).toBe(false);
    expect(() => matches(filter, {}, groupType)).toThrow("userName");
    const user = { userName: "x", displayName: "x" };
    for (const foreign of [
      'userName eq "x"',
      'not (userName ne "x")',
      "emails pr",
      'emails[value eq "x"]',
      'userName co "x"',
    ]) {
      expect(matches(parseFilter(foreign), user, groupType, options)).toBe(false);
      expect(matches(parseFilter(`${foreign} or displayName eq "x"`), user, groupType, options)).toBe(true);
    }
  });
});

describe("the laws of logic hold:", () => {
  const holds = (filter: Filter, resource: JsonObject): boolean => matches(filter, resource, userType);
  const not = (filter: Filter): Filter => ({ type: "not", filter });
  const join = (type: "and" | "or", ...parts: Filter[]): Filter => ({ type, filters: parts });

  it("a double negation says the same", () => {
    fc.assert(
      fc.property(userFilters(), bodies(userType), (filter, resource) => {
        expect(holds(not(not(filter)), resource)).toBe(holds(filter, resource));
        expect(holds(not(filter), resource)).toBe(!holds(filter, resource));
      }),
    );
  });

  it("not over and is or over not, and the other way round", () => {
    fc.assert(
      fc.property(userFilters(), userFilters(), bodies(userType), (a, b, resource) => {
        expect(holds(not(join("and", a, b)), resource)).toBe(holds(join("or", not(a), not(b)), resource));
        expect(holds(not(join("or", a, b)), resource)).toBe(holds(join("and", not(a), not(b)), resource));
      }),
    );
  });

  it("ne is the opposite of eq", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("userName", "emails.value", "nickName"),
        fc.constantFrom("a", "b"),
        bodies(userType),
        (name, value, resource) => {
          expect(selects(`${name} ne "${value}"`, resource)).toBe(!selects(`${name} eq "${value}"`, resource));
        },
      ),
    );
  });
});
