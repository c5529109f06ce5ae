import { describe, expect, it } from "vitest";
import {
  type AttributeDefinition,
  commonAttributes,
  ENTERPRISE_USER,
  enterpriseUserSchema,
  findAttribute,
  groupSchema,
  parsePath,
  resourceTypeSchema,
  SCHEMA,
  schemaSchema,
  serviceProviderConfigSchema,
  USER,
  userSchema,
  userType,
  validateMessage,
} from "../index.ts";

const schemas = [
  userSchema,
  groupSchema,
  enterpriseUserSchema,
  serviceProviderConfigSchema,
  resourceTypeSchema,
  schemaSchema,
];

function attribute(path: string): AttributeDefinition | undefined {
  const found = findAttribute(userType, parsePath(path));
  return found?.subAttribute ?? found?.attribute;
}

describe("the baseline schemas", () => {
  it.each(schemas.map((schema) => [schema.name, schema] as const))(
    "publish %s as a well formed Schema",
    (_name, schema) => {
      expect(validateMessage("Schema", { schemas: [SCHEMA], ...schema })).toEqual([]);
    },
  );

  it("describe every attribute and name each once", () => {
    const check = (attributes: AttributeDefinition[]): void => {
      const names = attributes.map(({ name }) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      for (const { description, subAttributes } of attributes) {
        expect(description).not.toBe("");
        check(subAttributes ?? []);
      }
    };
    for (const { attributes } of [...schemas, { attributes: commonAttributes }]) check(attributes);
  });

  it("hold the verified errata", () => {
    const named = (list: AttributeDefinition[] | undefined, name: string): AttributeDefinition | undefined =>
      list?.find((definition) => definition.name === name);
    expect(named(groupSchema.attributes, "displayName")?.required).toBe(true); // 5368
    expect(attribute("name")?.uniqueness).toBeUndefined(); // 6004
    expect(attribute("groups.$ref")?.referenceTypes).toEqual(["Group"]); // 8471
    expect(attribute(`${ENTERPRISE_USER}:manager.value`)?.caseExact).toBe(true); // 8472
    expect(named(resourceTypeSchema.attributes, "schemaExtensions")?.multiValued).toBe(true); // 7522
    expect(named(resourceTypeSchema.attributes, "name")).toMatchObject({ uniqueness: "server", caseExact: true }); // 8475
    const definitions = named(schemaSchema.attributes, "attributes")?.subAttributes;
    const below = named(definitions, "subAttributes")?.subAttributes;
    expect(named(below, "referenceTypes")?.multiValued).toBe(true); // 5607
    expect(named(definitions, "type")?.canonicalValues).toContain("binary"); // 5606
    expect(named(below, "type")?.canonicalValues).not.toContain("complex"); // 8415
  });

  it("give the characteristics of RFC 7643", () => {
    expect(attribute("userName")).toMatchObject({ required: true, caseExact: false, uniqueness: "server" });
    expect(attribute("password")).toMatchObject({ mutability: "writeOnly", returned: "never" });
    expect(attribute("groups")).toMatchObject({ mutability: "readOnly", multiValued: true });
    expect(attribute("x509Certificates.value")?.type).toBe("binary");
    expect(attribute("id")).toMatchObject({ mutability: "readOnly", returned: "always", caseExact: true });
    expect(attribute("addresses.primary")?.type).toBe("boolean");
  });
});

describe("finding an attribute", () => {
  it.each([
    ["USERNAME", USER, "userName", undefined],
    [`${USER}:userName`, USER, "userName", undefined],
    [`${USER.toUpperCase()}:Name.FAMILYNAME`, USER, "name", "familyName"],
    [`${ENTERPRISE_USER}:manager.$REF`, ENTERPRISE_USER, "manager", "$ref"],
    ["costCenter", ENTERPRISE_USER, "costCenter", undefined],
    ["meta.lastModified", USER, "meta", "lastModified"],
    [`${USER}:externalId`, USER, "externalId", undefined],
  ])("resolves %s", (path, schema, name, subAttribute) => {
    const found = findAttribute(userType, parsePath(path));
    expect(found?.schema.id).toBe(schema);
    expect(found?.attribute.name).toBe(name);
    expect(found?.subAttribute?.name).toBe(subAttribute);
  });

  it.each([
    "shoeSize",
    "name.shoeSize",
    `${USER}:costCenter`,
    `${ENTERPRISE_USER}:userName`,
    `${ENTERPRISE_USER}:id`,
    ENTERPRISE_USER,
  ])("finds nothing under %s", (path) => expect(findAttribute(userType, parsePath(path))).toBeUndefined());
});
