import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodies } from "../arbitraries.ts";
import {
  ENTERPRISE_USER,
  GROUP,
  groupType,
  type Json,
  type JsonObject,
  prepareCreate,
  prepareReplace,
  type ResourceType,
  resourceJsonSchema,
  USER,
  userType,
  validateJson,
  validateResource,
} from "../index.ts";

const requiring: ResourceType = {
  ...userType,
  schemaExtensions: userType.schemaExtensions.map((extension) => ({ ...extension, required: true })),
};

function create(body: JsonObject, type = userType): JsonObject {
  return prepareCreate(body, type);
}

describe("a create", () => {
  it("stores the names in the letter case of the schema, and the values as they are", () => {
    expect(
      create({
        SCHEMAS: [USER],
        USERNAME: "Ada",
        Name: { FAMILYNAME: "Lovelace" },
        eMails: [{ VALUE: "Ada@x.example", Primary: true }],
        [ENTERPRISE_USER.toUpperCase()]: { DEPARTMENT: "Engines" },
      }),
    ).toEqual({
      schemas: [USER, ENTERPRISE_USER],
      userName: "Ada",
      name: { familyName: "Lovelace" },
      emails: [{ value: "Ada@x.example", primary: true }],
      [ENTERPRISE_USER]: { department: "Engines" },
    });
  });

  it("ignores what is readOnly and what no schema declares", () => {
    expect(
      create({
        id: "mine",
        meta: { created: 1 },
        groups: "all of them",
        userName: "ada",
        shoeSize: 38,
        name: { shoeSize: 38 },
        "urn:example:other": { a: 1 },
        [ENTERPRISE_USER]: { manager: { value: "7", displayName: "Boss" }, shoeSize: 38 },
      }),
    ).toEqual({ schemas: [USER, ENTERPRISE_USER], userName: "ada", [ENTERPRISE_USER]: { manager: { value: "7" } } });
  });

  it("takes null and an empty list for unassigned, at every depth", () => {
    expect(
      create({
        userName: "ada",
        title: null,
        emails: [],
        phoneNumbers: [null, {}, { value: null }],
        name: { givenName: null },
        [ENTERPRISE_USER]: { department: null },
      }),
    ).toEqual({ schemas: [USER], userName: "ada" });
  });

  it("lists an item once", () => {
    const emails = [
      { value: "a@x.example", type: "work" },
      { value: "A@X.example", type: "work" },
      { value: "a@x.example", type: "home" },
    ];
    expect(create({ userName: "ada", emails })["emails"]).toEqual([emails[0], emails[2]]);
  });

  it("keeps false, zero and the empty string as values", () => {
    expect(create({ userName: "ada", active: false, title: "" })).toMatchObject({ active: false, title: "" });
  });

  it.each<[string, JsonObject]>([
    ["a missing userName", {}],
    ["an empty userName", { userName: " " }],
    ["null for userName", { userName: null }],
    ["a number for a string", { userName: 7 }],
    ["a string for a boolean", { userName: "a", active: "yes" }],
    ["a list for a single value", { userName: ["a"] }],
    ["a single value for a list", { userName: "a", emails: { value: "x" } }],
    ["a string for an item", { userName: "a", emails: ["x"] }],
    ["a string for a complex value", { userName: "a", name: "Ada" }],
    ["a list for a complex value", { userName: "a", name: [] as Json[], title: ["x"] }],
    [
      "two primary items",
      {
        userName: "a",
        emails: [
          { value: "x", primary: true },
          { value: "y", primary: true },
        ],
      },
    ],
    ["what is not base64", { userName: "a", x509Certificates: [{ value: "-----BEGIN" }] }],
    ["what is no URI", { userName: "a", profileUrl: "not a uri" }],
    ["a string for an extension", { userName: "a", [ENTERPRISE_USER]: "Engines" }],
  ])("refuses %s as an invalidValue", (_what, body) => {
    expect(() => create(body)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
  });

  it("reads a boolean that is written as text, as Entra ID does", () => {
    const emails = [{ value: "a@example.com", primary: "True" }];
    expect(create({ userName: "a", active: "False", emails })).toMatchObject({
      active: false,
      emails: [{ value: "a@example.com", primary: true }],
    });
  });

  it.each<[string, Json]>([
    ["no object", [] as Json[]],
    ["text", "userName=ada"],
    ["schemas that is no list", { schemas: USER, userName: "a" }],
    ["schemas without the base schema", { schemas: [GROUP], userName: "a" }],
    ["an attribute given twice", { userName: "a", username: "b" }],
  ])("refuses %s as an invalidSyntax", (_what, body) => {
    expect(() => create(body as JsonObject)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidSyntax" }),
    );
  });

  it("names the place in a refusal", () => {
    expect(() => create({ userName: "a", emails: [{ value: "x" }, { value: 1 }] })).toThrow(
      "emails[1].value: expected a string, got 1",
    );
    expect(() => create({ userName: "a", [ENTERPRISE_USER]: { manager: { value: true } } })).toThrow(
      `${ENTERPRISE_USER}:manager.value: expected a string, got true`,
    );
  });

  it("demands a required extension", () => {
    expect(() => create({ userName: "a" }, requiring)).toThrow(`${ENTERPRISE_USER} is required`);
    expect(create({ userName: "a", [ENTERPRISE_USER]: { department: "x" } }, requiring)["schemas"]).toContain(
      ENTERPRISE_USER,
    );
  });

  it("does not change its input, and gives the same for what it gave", () => {
    fc.assert(
      fc.property(bodies(userType), (body) => {
        const before = structuredClone(body);
        const prepared = create(body);
        expect(body).toEqual(before);
        expect(create(prepared)).toEqual(prepared);
      }),
    );
  });

  it.each([userType, groupType])(
    "gives resources that the JSON Schema and the SCIM schemas of a $name accept",
    (type) => {
      const jsonSchema = resourceJsonSchema(type);
      fc.assert(
        fc.property(bodies(type), (body) => {
          const { password: _neverShown, ...prepared } = create(body, type);
          const resource = { ...prepared, id: "1" };
          expect(validateJson(jsonSchema, resource)).toEqual([]);
          expect(validateResource(resource, type)).toEqual([]);
        }),
      );
    },
  );
});

describe("a replace", () => {
  const stored: JsonObject = {
    schemas: [USER, ENTERPRISE_USER],
    id: "1",
    userName: "ada",
    title: "Countess",
    password: "secret",
    groups: [{ value: "g1" }],
    emails: [{ value: "a@x.example" }],
    [ENTERPRISE_USER]: { department: "Engines", manager: { value: "7", displayName: "Boss" } },
    meta: { created: "2026-01-01T00:00:00Z" },
  };

  it("keeps what is readOnly and a password that is not mentioned, and drops the rest", () => {
    const { id, meta, groups, password } = stored;
    expect(prepareReplace(stored, { userName: "eve", id: "2", groups: [], meta: {} }, userType)).toEqual({
      schemas: [USER],
      userName: "eve",
      id,
      meta,
      groups,
      password,
    });
  });

  it("takes a new password, and clears one by null", () => {
    expect(prepareReplace(stored, { userName: "ada", password: "new" }, userType)["password"]).toBe("new");
    expect(prepareReplace(stored, { userName: "ada", password: null }, userType)).not.toHaveProperty("password");
  });

  it("keeps a readOnly part of a complex value that stays", () => {
    const body = { userName: "ada", [ENTERPRISE_USER]: { manager: { value: "7", displayName: "Me" } } };
    expect(prepareReplace(stored, body, userType)[ENTERPRISE_USER]).toEqual({
      manager: { value: "7", displayName: "Boss" },
    });
  });

  it("refuses to clear what is required", () => {
    expect(() => prepareReplace(stored, { title: "x" }, userType)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidValue" }),
    );
  });

  it("sets what is immutable once, and swaps the members of a Group", () => {
    const badge: ResourceType = {
      ...userType,
      schema: {
        ...userType.schema,
        attributes: userType.schema.attributes.map((definition) =>
          definition.name === "title" ? { ...definition, mutability: "immutable" } : definition,
        ),
      },
    };
    expect(prepareReplace({ userName: "a" }, { userName: "a", title: "x" }, badge)).toMatchObject({ title: "x" });
    expect(prepareReplace({ userName: "a", title: "x" }, { userName: "a" }, badge)).toMatchObject({ title: "x" });
    expect(() => prepareReplace({ userName: "a", title: "x" }, { userName: "a", title: "y" }, badge)).toThrow(
      expect.objectContaining({ status: 400, scimType: "mutability" }),
    );
    const group = { displayName: "g", members: [{ value: "1" }] };
    expect(prepareReplace(group, { displayName: "g", members: [{ value: "2" }] }, groupType)["members"]).toEqual([
      { value: "2" },
    ]);
  });

  it("twice is the same as once", () => {
    fc.assert(
      fc.property(bodies(userType), bodies(userType), (before, body) => {
        const once = prepareReplace(create(before), body, userType);
        expect(prepareReplace(once, body, userType)).toEqual(once);
      }),
    );
  });
});
