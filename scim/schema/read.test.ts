import { describe, expect, it } from "vitest";
import {
  ENTERPRISE_USER,
  enterpriseUserSchema,
  readResourceTypes,
  readSchemaDefinition,
  SCHEMA,
  USER,
  userSchema,
} from "../index.ts";

describe("reading a Schema of a service provider", () => {
  it("gives back what was published", () => {
    const published = JSON.parse(JSON.stringify({ schemas: [SCHEMA], ...userSchema, meta: {} }));
    const { attributes } = readSchemaDefinition(published);
    // What is left out is the default, so it is filled in.
    expect(attributes).toMatchObject(userSchema.attributes);
  });

  it("takes the default for what is missing or unknown", () => {
    expect(
      readSchemaDefinition({
        ID: "urn:example:Thing",
        attributes: [
          { name: "a", type: "guid" },
          { name: "b", Type: "DateTime", MultiValued: true },
          { type: "string" },
          7,
          { name: "c", subAttributes: [{ name: "d" }] },
        ],
      }),
    ).toMatchObject({
      id: "urn:example:Thing",
      name: "urn:example:Thing",
      attributes: [
        {
          name: "a",
          type: "string",
          multiValued: false,
          required: false,
          mutability: "readWrite",
          returned: "default",
          uniqueness: "none",
        },
        { name: "b", type: "dateTime", multiValued: true },
        { name: "c", type: "complex", subAttributes: [{ name: "d", type: "string" }] },
      ],
    });
  });

  it.each([undefined, null, "x", [], {}, { id: 1 }])("refuses %j", (json) => {
    expect(() => readSchemaDefinition(json)).toThrow("Expected a Schema");
  });
});

describe("reading the resource types of a service provider", () => {
  const user = {
    name: "User",
    endpoint: "Users",
    schema: USER,
    schemaExtensions: [{ schema: ENTERPRISE_USER.toLowerCase(), required: true }],
  };

  it("joins them with their schemas", () => {
    const own = { ...userSchema, description: "ours" };
    const [type] = readResourceTypes({ Resources: [user, { name: "broken" }] }, [own]);
    expect(type).toMatchObject({ id: "User", endpoint: "/Users" });
    expect(type?.schema).toBe(own);
    expect(type?.schemaExtensions).toEqual([{ schema: enterpriseUserSchema, required: true }]);
  });

  it("takes a bare list, and a schema that nobody published", () => {
    expect(readResourceTypes([{ ...user, schema: "urn:example:x", schemaExtensions: null }], [])).toMatchObject([
      { schema: { id: "urn:example:x", attributes: [] }, schemaExtensions: [] },
    ]);
    expect(() => readResourceTypes("nothing", [])).toThrow("ListResponse");
  });
});
