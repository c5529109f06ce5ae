import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodies } from "../arbitraries.ts";
import {
  applyPatch,
  ENTERPRISE_USER,
  GROUP,
  groupType,
  type Json,
  type JsonObject,
  PATCH_OP,
  prepareCreate,
  type ResourceType,
  readPatchOp,
  USER,
  userType,
} from "../index.ts";

const ada: JsonObject = deepFreeze({
  schemas: [USER],
  id: "1",
  userName: "ada",
  title: "Countess",
  name: { givenName: "Ada", familyName: "Byron" },
  emails: [
    { value: "ada@work.example", type: "work", primary: true },
    { value: "ada@home.example", type: "home" },
  ],
  groups: [{ value: "g1" }],
  meta: { resourceType: "User" },
});

const sales: JsonObject = deepFreeze({
  schemas: [GROUP],
  id: "g1",
  displayName: "Sales",
  members: [{ value: "1", display: "Ada" }, { value: "2", type: "User" }, { value: "3" }],
});

function deepFreeze<T extends Json>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

function patch(Operations: JsonObject[], resource = ada, type = userType): JsonObject {
  return applyPatch(resource, readPatchOp({ schemas: [PATCH_OP], Operations }), type);
}

function op(name: string, path: string | undefined, value?: Json): JsonObject {
  return { op: name, ...(path !== undefined && { path }), ...(value !== undefined && { value }) };
}

const [work, home] = ada["emails"] as JsonObject[];

describe("add", () => {
  it("sets an unassigned attribute, and replaces a single value", () => {
    expect(patch([op("add", "nickName", "A")])["nickName"]).toBe("A");
    expect(patch([op("add", "title", "Lady")])["title"]).toBe("Lady");
  });

  it("merges sub-attributes, by path or as an object", () => {
    const expected = { givenName: "Ada", familyName: "Lovelace" };
    expect(patch([op("add", "name", { familyName: "Lovelace" })])["name"]).toEqual(expected);
    expect(patch([op("add", "name.familyName", "Lovelace")])["name"]).toEqual(expected);
    expect(patch([op("add", undefined, { name: { familyName: "Lovelace" } })])["name"]).toEqual(expected);
  });

  it("appends to a list, one item or many", () => {
    const other = { value: "x@x.example", type: "other" };
    expect(patch([op("add", "emails", [other])])["emails"]).toEqual([work, home, other]);
    expect(patch([op("add", "emails", other)])["emails"]).toEqual([work, home, other]);
    expect(patch([op("add", undefined, { emails: [other] })])["emails"]).toEqual([work, home, other]);
  });

  it("does not add again what is there", () => {
    const again = [
      op("add", "emails", [home!]),
      op("add", "title", "Countess"),
      op("add", undefined, { name: { givenName: "Ada" } }),
    ];
    expect(patch(again)).toEqual(ada);
    expect(patch([op("add", "members", [{ value: "1" }, { value: "2", $ref: null }])], sales, groupType)).toEqual(
      sales,
    );
  });

  it("takes primary from the others when an added item has it", () => {
    const other = { value: "x@x.example", primary: true };
    expect(patch([op("add", "emails", [other])])["emails"]).toEqual([{ ...work, primary: false }, home, other]);
  });

  it("changes the items that a value path matches", () => {
    expect(patch([op("add", 'emails[type eq "home"].display', "Home")])["emails"]).toEqual([
      work,
      { ...home, display: "Home" },
    ]);
    expect(patch([op("add", 'emails[type eq "home"]', { primary: true })])["emails"]).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
  });

  it("creates the item that an eq filter describes when none matches", () => {
    expect(patch([op("add", 'emails[type eq "other"].value', "x@x.example")])["emails"]).toEqual([
      work,
      home,
      { type: "other", value: "x@x.example" },
    ]);
    expect(patch([op("add", 'roles[type eq "r" and primary eq "True"].value', "x")])["roles"]).toEqual([
      { type: "r", primary: true, value: "x" },
    ]);
    expect(() => patch([op("add", 'emails[type sw "o"].value', "x")])).toThrow(
      expect.objectContaining({ scimType: "noTarget" }),
    );
  });

  it("reaches an extension by URN or as a container, and lists its URN in schemas", () => {
    const expected = { ...ada, schemas: [USER, ENTERPRISE_USER], [ENTERPRISE_USER]: { department: "Engines" } };
    expect(patch([op("add", `${ENTERPRISE_USER}:department`, "Engines")])).toEqual(expected);
    expect(patch([op("add", undefined, { [ENTERPRISE_USER]: { department: "Engines" } })])).toEqual(expected);
    expect(patch([op("add", undefined, { [`${ENTERPRISE_USER}:department`]: "Engines" })])).toEqual(expected);
    expect(patch([op("add", ENTERPRISE_USER, { department: "Engines" })])).toEqual(expected);
    expect(patch([op("add", ENTERPRISE_USER.toUpperCase(), { DEPARTMENT: "Engines" })])).toEqual(expected);
  });

  it("takes the id of a manager for the manager", () => {
    expect(patch([op("add", `${ENTERPRISE_USER}:manager`, "7")])[ENTERPRISE_USER]).toEqual({ manager: { value: "7" } });
    expect(() => patch([op("add", "name", "Ada")])).toThrow(expect.objectContaining({ scimType: "invalidValue" }));
  });

  it("passes over what is readOnly or unknown inside a value", () => {
    const manager = { value: "7", displayName: "Boss", shoeSize: 38 };
    expect(patch([op("add", `${ENTERPRISE_USER}:manager`, manager)])[ENTERPRISE_USER]).toEqual({
      manager: { value: "7" },
    });
    expect(patch([op("add", "name", { shoeSize: 38, givenName: "A" })])["name"]).toEqual({
      givenName: "A",
      familyName: "Byron",
    });
  });

  it("adds nothing for null or an empty list", () => {
    expect(
      patch([op("add", "title", null), op("add", "emails", []), op("add", undefined, { nickName: null })]),
    ).toEqual(ada);
  });
});

describe("replace", () => {
  it("sets single values, swaps lists and keeps other sub-attributes", () => {
    expect(
      patch([
        op("replace", undefined, {
          title: "Lady",
          emails: [{ value: "x@x.example" }],
          name: { familyName: "Lovelace" },
        }),
      ]),
    ).toEqual({
      ...ada,
      title: "Lady",
      emails: [{ value: "x@x.example" }],
      name: { givenName: "Ada", familyName: "Lovelace" },
    });
    expect(patch([op("replace", "members", [{ value: "9" }])], sales, groupType)["members"]).toEqual([{ value: "9" }]);
  });

  it("expands dotted names and value paths that stand for keys", () => {
    expect(
      patch([
        op("replace", undefined, { "name.familyName": "Lovelace", 'emails[type eq "work"].value': "x@x.example" }),
      ]),
    ).toEqual({
      ...ada,
      name: { givenName: "Ada", familyName: "Lovelace" },
      emails: [{ ...work, value: "x@x.example" }, home],
    });
  });

  it("changes every item that a value path matches", () => {
    expect(patch([op("replace", "emails[value pr].type", "other")])["emails"]).toEqual([
      { ...work, type: "other" },
      { ...home, type: "other" },
    ]);
    expect(patch([op("replace", 'emails[type eq "work"]', { value: "x@x.example" })])["emails"]).toEqual([
      { ...work, value: "x@x.example" },
      home,
    ]);
    expect(patch([op("replace", "emails.type", "other")])["emails"]).toEqual([
      { ...work, type: "other" },
      { ...home, type: "other" },
    ]);
  });

  it("fails with noTarget when no item matches", () => {
    for (const path of [
      'emails[type eq "other"]',
      'emails[type eq "other"].value',
      'roles[value eq "x"].display',
      "roles.display",
    ]) {
      expect(() => patch([op("replace", path, path.endsWith("]") ? {} : "x")])).toThrow(
        expect.objectContaining({ status: 400, scimType: "noTarget" }),
      );
    }
  });

  it("unassigns by null or an empty list", () => {
    const { title: _title, emails: _emails, ...rest } = ada;
    expect(patch([op("replace", "title", null), op("replace", "emails", [])])).toEqual(rest);
    expect(patch([op("replace", undefined, { title: null, emails: null })])).toEqual(rest);
    expect(patch([op("replace", "name.givenName", null)])["name"]).toEqual({ familyName: "Byron" });
    expect(patch([op("replace", "name", { givenName: null, familyName: null })])).not.toHaveProperty("name");
  });

  it("leaves one primary item", () => {
    expect(patch([op("replace", 'emails[type eq "home"].primary', true)])["emails"]).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
    expect(() =>
      patch([
        op("replace", "emails", [
          { value: "x", primary: true },
          { value: "y", primary: true },
        ]),
      ]),
    ).toThrow(expect.objectContaining({ scimType: "invalidValue" }));
  });
});

describe("primary", () => {
  it("cannot be set on several items at once", () => {
    for (const path of ["emails.primary", "emails[value pr].primary"]) {
      expect(() => patch([op("replace", path, true)])).toThrow(
        expect.objectContaining({ status: 400, scimType: "invalidValue" }),
      );
    }
    const emails = [home!, { value: "x" }];
    expect(() => patch([op("add", "emails[value pr]", { primary: true })], { ...ada, emails })).toThrow("primary");
  });
});

describe("remove", () => {
  it("unassigns an attribute, a sub-attribute, items and parts of items", () => {
    expect(patch([op("remove", "title")])).not.toHaveProperty("title");
    expect(patch([op("remove", "emails")])).not.toHaveProperty("emails");
    expect(patch([op("remove", "name.givenName")])["name"]).toEqual({ familyName: "Byron" });
    expect(patch([op("remove", 'emails[type eq "work" and value ew "@work.example"]')])["emails"]).toEqual([home]);
    expect(patch([op("remove", 'emails[type eq "work"].primary')])["emails"]).toEqual([
      { value: work!["value"], type: "work" },
      home,
    ]);
    expect(patch([op("remove", 'members[value eq "2"]')], sales, groupType)["members"]).toHaveLength(2);
  });

  it("does nothing when nothing is there", () => {
    expect(
      patch([op("remove", "nickName"), op("remove", 'emails[type eq "other"]'), op("remove", "roles.value")]),
    ).toEqual(ada);
  });

  it("with a value takes only that from a list", () => {
    const value = [{ value: "1", $ref: null }, { value: "9" }];
    expect(patch([op("remove", "members", value)], sales, groupType)["members"]).toEqual([
      { value: "2", type: "User" },
      { value: "3" },
    ]);
    expect(patch([op("remove", "members", { value: "3" })], sales, groupType)["members"]).toHaveLength(2);
  });

  it("of the last attribute of an extension takes its URN from schemas", () => {
    const added = patch([op("add", `${ENTERPRISE_USER}:department`, "Engines")]);
    expect(patch([op("remove", `${ENTERPRISE_USER}:department`)], added)).toEqual(ada);
    expect(patch([op("remove", ENTERPRISE_USER)], added)).toEqual(ada);
    expect(patch([op("replace", undefined, { [ENTERPRISE_USER]: null })], added)).toEqual(ada);
    expect(patch([op("add", undefined, { [ENTERPRISE_USER]: null })], added)).toEqual(added);
    expect(patch([op("replace", ENTERPRISE_USER, { division: "x" })], added)[ENTERPRISE_USER]).toEqual({
      department: "Engines",
      division: "x",
    });
  });
});

describe("an operation is refused", () => {
  it.each<[string, JsonObject[], string]>([
    ["on an unknown attribute", [op("add", "shoeSize", 38)], "invalidPath"],
    ["on an unknown attribute without path", [op("add", undefined, { shoeSize: 38 })], "invalidPath"],
    ["on an unknown sub-attribute", [op("add", "name.shoeSize", 38)], "invalidPath"],
    ["on an unknown part of an item", [op("remove", 'emails[type eq "work"].shoeSize')], "invalidPath"],
    [
      "on an unknown part of an item that is not there",
      [op("remove", 'emails[type eq "other"].shoeSize')],
      "invalidPath",
    ],
    ["on an unknown part of no items", [op("add", "roles.shoeSize", 38)], "invalidPath"],
    ["on an unknown extension", [op("add", "urn:example:x:User:shoeSize", 38)], "invalidPath"],
    ["on items of a single value", [op("remove", 'name[givenName eq "Ada"]')], "invalidPath"],
    ["with an unknown part in the filter", [op("remove", "emails[shoeSize pr]")], "invalidFilter"],
    ["on id", [op("replace", "id", "2")], "mutability"],
    ["on meta", [op("add", "meta.created", "2026-01-01T00:00:00Z")], "mutability"],
    ["on groups", [op("remove", "groups")], "mutability"],
    ["on a part of groups", [op("remove", 'groups[value eq "g1"]')], "mutability"],
    ["on the name of the manager", [op("add", `${ENTERPRISE_USER}:manager.displayName`, "x")], "mutability"],
    ["on a changed id without path", [op("replace", undefined, { id: "2" })], "mutability"],
    ["when it removes userName", [op("remove", "userName")], "mutability"],
    ["when it clears userName", [op("replace", "userName", null)], "invalidValue"],
    ["when it empties userName", [op("replace", "userName", "")], "invalidValue"],
    ["with the wrong type", [op("replace", "active", "no")], "invalidValue"],
    ["with a wrong part", [op("add", "name", { givenName: 1 })], "invalidValue"],
    ["with a wrong item", [op("add", "emails", ["x"])], "invalidValue"],
    ["with text for an extension", [op("add", ENTERPRISE_USER, "x")], "invalidValue"],
    ["with a foreign schema", [op("add", "schemas", ["urn:example:x"])], "invalidValue"],
    ["when it removes schemas", [op("remove", "schemas")], "mutability"],
  ])("%s", (_what, operations, scimType) => {
    expect(() => patch(operations)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });

  it("when it has neither path nor object, or describes no item", () => {
    expect(() => applyPatch(ada, [{ op: "remove" }], userType)).toThrow(
      expect.objectContaining({ scimType: "noTarget" }),
    );
    expect(() => applyPatch(ada, [{ op: "add", value: "x" }], userType)).toThrow(
      expect.objectContaining({ scimType: "invalidValue" }),
    );
    const tagged: ResourceType = {
      ...userType,
      schema: {
        ...userType.schema,
        attributes: [
          ...userType.schema.attributes,
          { ...userType.schema.attributes[0]!, name: "tags", multiValued: true, required: false },
        ],
      },
    };
    const resource = { ...ada, tags: ["a", "b", "c"] };
    const tags = (operation: JsonObject): Json | undefined => patch([operation], resource, tagged)["tags"];
    expect(tags(op("remove", 'tags[value eq "B"]'))).toEqual(["a", "c"]);
    expect(tags(op("remove", "tags", ["A", "x"]))).toEqual(["b", "c"]);
    expect(tags(op("replace", 'tags[value eq "b"]', "d"))).toEqual(["a", "d", "c"]);
    expect(tags(op("add", "tags", ["B", "d"]))).toEqual(["a", "b", "c", "d"]);
    expect(() => tags(op("add", 'tags[value eq "z"]', "d"))).toThrow(expect.objectContaining({ scimType: "noTarget" }));
    expect(() => tags(op("add", "tags.value", "d"))).toThrow(expect.objectContaining({ scimType: "invalidPath" }));
  });

  it("when it edits a member in place", () => {
    expect(() => patch([op("replace", 'members[value eq "1"].value', "9")], sales, groupType)).toThrow(
      expect.objectContaining({ scimType: "mutability" }),
    );
  });

  it("when it changes what is immutable and set, but may set it first", () => {
    const once: ResourceType = {
      ...userType,
      schema: {
        ...userType.schema,
        attributes: userType.schema.attributes.map((definition) =>
          ["title", "nickName"].includes(definition.name) ? { ...definition, mutability: "immutable" } : definition,
        ),
      },
    };
    expect(patch([op("add", "nickName", "A"), op("add", "nickName", "A")], ada, once)["nickName"]).toBe("A");
    for (const operation of [op("replace", "title", "x"), op("add", "title", "x"), op("remove", "title")]) {
      expect(() => patch([operation], ada, once)).toThrow(expect.objectContaining({ scimType: "mutability" }));
    }
  });
});

describe("a client may", () => {
  it("repeat readOnly attributes and schemas without path", () => {
    const { id, meta, groups, schemas } = ada as Record<string, Json>;
    expect(
      patch([op("replace", undefined, { id: id!, meta: meta!, groups: groups!, schemas: schemas!, title: "Lady" })])[
        "title"
      ],
    ).toBe("Lady");
    expect(patch([op("replace", undefined, { id: "g1", displayName: "S" })], sales, groupType)["displayName"]).toBe(
      "S",
    );
  });

  it("see each operation on the result of the one before", () => {
    const operations = [
      op("add", `${ENTERPRISE_USER}:costCenter`, "1"),
      op("replace", "costCenter", "2"),
      op("remove", 'emails[type eq "work"]'),
      op("replace", "emails.type", "work"),
      op("add", 'emails[type eq "work"].display', "Ada"),
    ];
    expect(patch(operations)).toMatchObject({
      [ENTERPRISE_USER]: { costCenter: "2" },
      emails: [{ value: "ada@home.example", type: "work", display: "Ada" }],
    });
  });
});

describe("for every User it holds that", () => {
  const users = bodies(userType).map((body) => deepFreeze({ ...prepareCreate(body, userType), id: "1" }) as JsonObject);
  const operations = fc.array(
    fc.oneof(
      fc.record({
        op: fc.constantFrom("add", "replace"),
        path: fc.constantFrom("title", "name.familyName", `${ENTERPRISE_USER}:division`),
        value: fc.string(),
      }),
      fc.record({
        op: fc.constantFrom("add", "replace"),
        path: fc.constantFrom("emails", "roles"),
        value: fc.array(
          fc.record({ value: fc.constantFrom("a", "b", "c"), type: fc.constantFrom("x", "y"), primary: fc.boolean() }),
          { maxLength: 1 },
        ),
      }),
      fc.record({
        op: fc.constant("remove"),
        path: fc.constantFrom("title", "emails", "name", 'emails[type eq "x"]', ENTERPRISE_USER, "userName", "id"),
      }),
      fc.record({
        op: fc.constant("replace"),
        path: fc.constantFrom("emails[primary eq true].type", 'roles[value eq "a"].primary'),
        value: fc.constantFrom("x", true),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  );

  it("a PATCH leaves the resource alone, and its result is a resource with one primary item at most", () => {
    fc.assert(
      fc.property(users, operations, (user, list) => {
        const before = structuredClone(user);
        try {
          const after = patch(list, user);
          expect(prepareCreate(after, userType)).toEqual(without(after, "id"));
          for (const name of ["emails", "roles"]) {
            expect(((after[name] ?? []) as JsonObject[]).filter(({ primary }) => primary === true).length).toBeLessThan(
              2,
            );
          }
        } catch (error) {
          expect(error).toMatchObject({ name: "ScimError", status: 400 });
        }
        expect(user).toEqual(before);
      }),
    );
  });

  it("a replace twice is the same as once, and an add of what is there changes nothing", () => {
    fc.assert(
      fc.property(users, bodies(userType), (user, body) => {
        const { schemas: _schemas, ...value } = body;
        const once = patch([op("replace", undefined, value)], user);
        expect(patch([op("replace", undefined, value)], once)).toEqual(once);
        expect(patch([op("add", undefined, without(once, "schemas"))], once)).toEqual(once);
      }),
    );
  });

  function without(object: JsonObject, name: string): JsonObject {
    const { [name]: _left, ...rest } = object;
    return rest;
  }
});
