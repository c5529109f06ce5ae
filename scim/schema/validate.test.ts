import { describe, expect, it } from "vitest";
import {
  commonAttributes,
  ENTERPRISE_USER,
  GROUP,
  type JsonObject,
  matches,
  parseFilter,
  project,
  USER,
  userType,
  type ValidateOptions,
  validateResource,
} from "../index.ts";

const good: JsonObject = {
  schemas: [USER, ENTERPRISE_USER],
  id: "1",
  userName: "ada",
  emails: [{ value: "a@x.example", primary: true }],
  title: null,
  [ENTERPRISE_USER]: { department: "Engines" },
  meta: { created: "2026-01-01T00:00:00Z", resourceType: "User" },
};

function paths(resource: unknown, options?: ValidateOptions): string[] {
  return validateResource(resource, userType, options).map(({ path }) => path);
}

describe("a returned resource", () => {
  it("passes when it holds its schemas, in any letter case", () => {
    expect(paths(good)).toEqual([]);
    expect(paths({ Schemas: [USER.toUpperCase()], ID: "1", USERNAME: "ada" })).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ["no object", [], [""]],
    ["no schemas", { ...good, schemas: undefined }, ["schemas"]],
    ["empty schemas", { ...good, schemas: [] }, ["schemas"]],
    ["schemas as text", { ...good, schemas: USER }, ["schemas"]],
    ["the wrong base schema", { ...good, schemas: [GROUP] }, ["schemas", "schemas"]],
    ["a schema twice", { ...good, schemas: [USER, USER] }, ["schemas"]],
    ["no id", { ...good, id: null }, ["id"]],
    ["an empty id", { ...good, id: "" }, ["id"]],
    ["a number as id", { ...good, id: 1 }, ["id"]],
    ["a reserved id", { ...good, id: "bulkId:1" }, ["id"]],
    ["no userName", { ...good, userName: undefined }, ["userName"]],
    ["a password", { ...good, password: "x" }, ["password"]],
    ["a boolean as text", { ...good, active: "true" }, ["active"]],
    ["an object for a list", { ...good, emails: { value: "x" } }, ["emails"]],
    ["a wrong item", { ...good, emails: [{ value: 1 }, "x"] }, ["emails[0].value", "emails[1]"]],
    ["two primary items", { ...good, emails: [{ primary: true }, { primary: true }] }, ["emails"]],
    ["a date alone", { ...good, meta: { created: "2026-01-01" } }, ["meta.created"]],
    ["a wrong extension", { ...good, [ENTERPRISE_USER]: { department: 1 } }, [`${ENTERPRISE_USER}:department`]],
    ["an extension that is no object", { ...good, [ENTERPRISE_USER]: "x" }, [ENTERPRISE_USER]],
    ["undeclared attributes", { ...good, shoeSize: 38, name: { shoeSize: 38 } }, ["name.shoeSize", "shoeSize"]],
  ])("fails with %s", (_what, resource, expected) => {
    // JSON has no undefined.
    expect(paths(JSON.parse(JSON.stringify(resource)))).toEqual(expected);
  });

  it("may have undeclared attributes, or lack required ones, when told so", () => {
    expect(paths({ ...good, shoeSize: 38, name: { shoeSize: 38 } }, { allowUndeclared: true })).toEqual([]);
    expect(paths({ schemas: [USER], id: "1", title: "x" }, { projected: true })).toEqual([]);
    expect(paths({ title: "x" }, { projected: true })).toEqual(["schemas", "id"]);
  });

  it("is judged by the common characteristics where its schema holds copies of them", () => {
    const copies = commonAttributes.map((definition) => ({
      ...definition,
      caseExact: false,
      returned: "default" as const,
    }));
    const type = {
      ...userType,
      schema: { ...userType.schema, attributes: [...copies, ...userType.schema.attributes] },
    };
    expect(validateResource(good, type)).toEqual([]);
    expect(validateResource({ ...good, id: undefined as never }, type).map(({ path }) => path)).toEqual(["id"]);
    expect(project(good, type, { attributes: ["title"] })).toEqual({ schemas: good["schemas"], id: "1" });
    expect(matches(parseFilter('id eq "A"'), { id: "a" }, type)).toBe(false);
  });

  it("does not repeat a password in a finding", () => {
    expect(JSON.stringify(validateResource({ ...good, password: "t0pSecret" }, userType))).not.toContain("t0pSecret");
  });
});
