import { describe, expect, it } from "vitest";
import {
  type AttributeDefinition,
  conflicts,
  ENTERPRISE_USER,
  enterpriseUserSchema,
  type ResourceType,
  type SchemaDefinition,
  uniqueAttributes,
  userType,
} from "../index.ts";

const exact: ResourceType = {
  ...userType,
  schema: {
    ...userType.schema,
    attributes: userType.schema.attributes.map((definition) =>
      definition.name === "userName" ? { ...definition, caseExact: true, uniqueness: "global" } : definition,
    ),
  },
};

describe("uniqueness", () => {
  it("is demanded of userName alone in the baseline", () => {
    expect(uniqueAttributes(userType)).toEqual([{ attribute: "userName" }]);
  });

  it("compares without regard to letter case, unless the attribute is case exact", () => {
    expect(conflicts({ userName: "ada" }, { userName: "ADA" }, userType)).toBe(true);
    expect(conflicts({ userName: "ada" }, { userName: "ADA" }, exact)).toBe(false);
    expect(conflicts({ userName: "ada" }, { userName: "ada" }, exact)).toBe(true);
  });

  it("looks at each unique attribute by itself, in lists and extensions as well", () => {
    const also = (schema: SchemaDefinition, name: string): SchemaDefinition => ({
      ...schema,
      attributes: schema.attributes.map((definition) =>
        definition.name === name
          ? { ...definition, subAttributes: definition.subAttributes?.map(unique) ?? [], uniqueness: "server" }
          : definition,
      ),
    });
    const unique = (definition: AttributeDefinition): AttributeDefinition =>
      definition.name === "value" ? { ...definition, uniqueness: "server" } : definition;
    const type: ResourceType = {
      ...userType,
      schema: also(userType.schema, "emails"),
      schemaExtensions: [{ schema: also(enterpriseUserSchema, "employeeNumber"), required: false }],
    };
    const ada = {
      userName: "ada",
      emails: [{ value: "a@x.example" }, { value: "b@x.example" }],
      [ENTERPRISE_USER]: { employeeNumber: "7" },
    };
    expect(
      conflicts({ userName: "eve", emails: [{ value: "c@x.example" }, { value: "B@x.example" }] }, ada, type),
    ).toBe(true);
    expect(conflicts({ userName: "eve", [ENTERPRISE_USER]: { employeeNumber: "7" } }, ada, type)).toBe(true);
    expect(conflicts({ userName: "eve", emails: [{ value: "c@x.example" }] }, ada, type)).toBe(false);
    expect(uniqueAttributes(type)).toContainEqual({ schema: ENTERPRISE_USER, attribute: "employeeNumber" });
  });

  it("compares characters and not their encoding", () => {
    expect(conflicts({ userName: "jos\u00e9" }, { userName: "jose\u0301" }, userType)).toBe(true);
  });

  it("does not see a resource as its own rival, nor two without the attribute", () => {
    expect(conflicts({ id: "1", userName: "ada" }, { id: "1", userName: "ada" }, userType)).toBe(false);
    expect(conflicts({ title: "x" }, { title: "x" }, userType)).toBe(false);
    expect(conflicts({ userName: "ada", externalId: "1" }, { userName: "eve", externalId: "1" }, userType)).toBe(false);
  });
});
