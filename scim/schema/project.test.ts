import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodies } from "../arbitraries.ts";
import {
  type AttributeDefinition,
  ENTERPRISE_USER,
  type JsonObject,
  parseProjection,
  prepareCreate,
  project,
  type ResourceType,
  USER,
  userType,
} from "../index.ts";

const ada: JsonObject = {
  schemas: [USER, ENTERPRISE_USER],
  id: "1",
  userName: "ada",
  password: "secret",
  name: { familyName: "Lovelace", givenName: "Ada" },
  emails: [{ value: "a@x.example", type: "work" }, { value: "b@x.example" }],
  [ENTERPRISE_USER]: { department: "Engines", manager: { value: "7", displayName: "Boss" } },
  meta: { created: "2026-01-01T00:00:00Z", location: "/Users/1" },
};

function shown(attributes?: string, excludedAttributes?: string, resource = ada): JsonObject {
  return project(resource, userType, parseProjection(attributes, excludedAttributes));
}

const minimum = { schemas: ada["schemas"], id: "1" };

describe("a projection", () => {
  it("shows all but what is never returned when nothing is asked", () => {
    const { password: _never, ...rest } = ada;
    expect(shown()).toEqual(rest);
    expect(shown("", " , ")).toEqual(rest);
  });

  it.each<[string, JsonObject]>([
    ["userName", { userName: "ada" }],
    [" USERNAME , password,shoeSize,1st", { userName: "ada" }],
    ["name.familyName", { name: { familyName: "Lovelace" } }],
    ["name.familyName,name", { name: ada["name"]! }],
    ["emails.type", { emails: [{ type: "work" }] }],
    [`${USER}:name.givenName`, { name: { givenName: "Ada" } }],
    [`${ENTERPRISE_USER}:manager.value`, { [ENTERPRISE_USER]: { manager: { value: "7" } } }],
    [ENTERPRISE_USER.toUpperCase(), { [ENTERPRISE_USER]: ada[ENTERPRISE_USER]! }],
    ["meta.location", { meta: { location: "/Users/1" } }],
    ["nickName", {}],
  ])("adds %s to the minimum set", (attributes, more) => {
    expect(shown(attributes)).toEqual({ ...minimum, ...more });
  });

  it("takes away what is excluded, but not what is always returned", () => {
    expect(shown(undefined, `id,schemas,emails,meta,name.givenName,${ENTERPRISE_USER}:department,userName`)).toEqual({
      ...minimum,
      name: { familyName: "Lovelace" },
      [ENTERPRISE_USER]: { manager: { value: "7", displayName: "Boss" } },
    });
    expect(shown(undefined, ENTERPRISE_USER)).not.toHaveProperty([ENTERPRISE_USER]);
    expect(shown("name,emails", "emails,name.givenName")).toEqual({ ...minimum, name: { familyName: "Lovelace" } });
  });

  it("leaves out what no schema declares and what is unassigned, and shows names in the schema's letter case", () => {
    expect(shown(undefined, undefined, { ID: "1", shoeSize: 38, title: null, emails: [], USERNAME: "ada" })).toEqual({
      id: "1",
      userName: "ada",
    });
  });

  const returning = (
    returned: AttributeDefinition["returned"],
    name: string,
    mutability = "readWrite",
  ): AttributeDefinition => ({
    name,
    type: "string",
    multiValued: false,
    description: "",
    required: false,
    mutability: mutability as "readWrite",
    returned,
  });
  const all: AttributeDefinition[] = [
    returning("always", "a"),
    returning("never", "n"),
    returning("default", "d"),
    returning("request", "r"),
    returning("default", "w", "writeOnly"),
  ];
  const thing: ResourceType = {
    id: "Thing",
    name: "Thing",
    endpoint: "/Things",
    description: "",
    schema: {
      id: "urn:example:Thing",
      name: "Thing",
      description: "",
      attributes: [...all, { ...returning("default", "c"), type: "complex", subAttributes: all }],
    },
    schemaExtensions: [],
  };
  const values = { a: "1", n: "1", d: "1", r: "1", w: "1" };

  it("follows the returned characteristic of attributes and sub-attributes", () => {
    const resource = { ...values, c: values };
    expect(project(resource, thing, {})).toEqual({ a: "1", d: "1", c: { a: "1", d: "1" } });
    expect(project(resource, thing, { attributes: ["r", "c.r", "n", "w"] })).toEqual({
      a: "1",
      r: "1",
      c: { a: "1", r: "1" },
    });
    expect(project(resource, thing, { attributes: ["c"] })).toEqual({ a: "1", c: { a: "1", d: "1" } });
    expect(project(resource, thing, { excludedAttributes: ["a", "d", "c.a", "c.d"] })).toEqual({
      a: "1",
      c: { a: "1" },
    });
  });

  it("keeps what is always returned and shows nothing that is never, whatever is asked", () => {
    const names = fc.array(fc.constantFrom("a", "n", "d", "r", "w", "c", "c.a", "c.n", "c.d", "c.w", "zz"), {
      minLength: 1,
    });
    const projections = fc.record({ attributes: names, excludedAttributes: names }, { requiredKeys: [] });
    fc.assert(
      fc.property(projections, (projection) => {
        const result = project({ ...values, c: values }, thing, projection);
        expect(result["a"]).toBe("1");
        for (const object of [result, (result["c"] ?? {}) as JsonObject]) {
          expect(object).not.toHaveProperty("n");
          expect(object).not.toHaveProperty("w");
        }
      }),
    );
  });

  it("shows twice what it shows once, and leaves the resource alone", () => {
    const names = fc.array(fc.constantFrom("userName", "name.familyName", "emails", ENTERPRISE_USER, "password"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        bodies(userType),
        fc.record({ attributes: names, excludedAttributes: names }, { requiredKeys: [] }),
        (body, projection) => {
          const resource = { ...prepareCreate(body, userType), id: "1" };
          const before = structuredClone(resource);
          const once = project(resource, userType, projection);
          expect(project(once, userType, projection)).toEqual(once);
          expect(resource).toEqual(before);
        },
      ),
    );
  });
});
