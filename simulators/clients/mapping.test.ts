import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assign, attributesOf, mapped, partsOf, unassign, valueIn } from "./mapping.ts";

const DEPARTMENT = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
const row = (
  target: string,
  source: Parameters<typeof mapped>[0][number]["source"],
): Parameters<typeof mapped>[0][number] => ({
  target,
  source,
  from: "test",
});

describe("a mapping table", () => {
  it("reads attributes, opposites and constants in its order, and leaves out what has no value", () => {
    const table = [
      row("title", { attribute: "jobTitle" }),
      row("active", { not: "gone" }),
      row("userType", { constant: "Agent" }),
      row("nickName", { attribute: "nick" }),
      row("locale", { attribute: "language" }),
      row("timezone", { not: "zoned" }),
    ];
    expect([...mapped(table, { jobTitle: "Buyer", gone: false, nick: "" })]).toEqual([
      ["title", "Buyer"],
      ["active", true],
      ["userType", "Agent"],
    ]);
  });

  it.each([
    ["userName", { attribute: "userName" }],
    ["name.givenName", { attribute: "name", sub: "givenName" }],
    ['emails[type eq "work"].value', { attribute: "emails", type: "work", sub: "value" }],
    ['addresses[type eq "work"]', { attribute: "addresses", type: "work" }],
    [DEPARTMENT, { urn: DEPARTMENT.slice(0, -":department".length), attribute: "department" }],
    ["urn:a:2.0:User:manager.value", { urn: "urn:a:2.0:User", attribute: "manager", sub: "value" }],
    ["$ref", { attribute: "$ref" }],
  ])("takes %s apart", (target, parts) => {
    expect(partsOf(target)).toEqual(parts);
  });

  it.each(["", "a b", "emails[primary eq true].value", "urn:only:", "name..givenName"])("refuses %o", (target) => {
    expect(() => partsOf(target)).toThrow(RangeError);
  });

  it("makes a resource: objects, items with their type, extensions", () => {
    expect(
      attributesOf(
        new Map<string, string | boolean>([
          ["active", false],
          ["name.givenName", "Anna"],
          ["name.familyName", "Ortiz"],
          ['phoneNumbers[type eq "work"].value', "1"],
          ['phoneNumbers[type eq "mobile"].value', "2"],
          ['phoneNumbers[type eq "work"].display', "desk"],
          [DEPARTMENT, "Legal"],
        ]),
      ),
    ).toEqual({
      active: false,
      name: { givenName: "Anna", familyName: "Ortiz" },
      phoneNumbers: [
        { type: "work", value: "1", display: "desk" },
        { type: "mobile", value: "2" },
      ],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Legal" },
    });
  });

  it("puts an item beside those that are there, and an object over what is none", () => {
    const resource = { emails: [{ value: "no type" }], name: "Anna" };
    assign(resource, 'emails[type eq "work"].value', "a@x.example");
    assign(resource, "name.givenName", "Anna");
    expect(resource).toEqual({
      emails: [{ value: "no type" }, { type: "work", value: "a@x.example" }],
      name: { givenName: "Anna" },
    });
  });

  it("finds values without regard to the case of names and types", () => {
    const resource = {
      USERNAME: "a",
      Emails: ["loose", null, { TYPE: "Work", Value: "a@x.example" }],
      "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user": { Department: "Legal" },
    };
    expect(valueIn(resource, "userName")).toBe("a");
    expect(valueIn(resource, 'emails[type eq "work"].value')).toBe("a@x.example");
    expect(valueIn(resource, DEPARTMENT)).toBe("Legal");
    expect(valueIn(resource, 'emails[type eq "home"].value')).toBeUndefined();
    expect(valueIn(resource, "userName.part")).toBeUndefined();
    expect(valueIn({ emails: "a@x.example" }, 'emails[type eq "work"].value')).toBeUndefined();
  });

  it("takes values out again, with what is empty without them", () => {
    const resource = attributesOf(
      new Map([
        ["title", "Buyer"],
        ["name.givenName", "Anna"],
        ['emails[type eq "work"].value', "a@x.example"],
        [DEPARTMENT, "Legal"],
      ]),
    );
    for (const target of ["title", "name.givenName", 'emails[type eq "work"].value', DEPARTMENT, "nickName"])
      unassign(resource, target);
    expect(resource).toEqual({});
  });

  it("leaves other items and members where they are", () => {
    const resource = {
      emails: [
        { type: "home", value: "h" },
        { type: "work", value: "w" },
      ],
      name: { a: 1, b: 2 },
    };
    unassign(resource, 'emails[type eq "work"].value');
    unassign(resource, "name.a");
    expect(resource).toEqual({ emails: [{ type: "home", value: "h" }], name: { b: 2 } });
  });

  it("reads back every value that it assigns", () => {
    const targets = fc.constantFrom("title", "name.givenName", 'emails[type eq "work"].value', DEPARTMENT, "active");
    fc.assert(
      fc.property(fc.array(fc.tuple(targets, fc.oneof(fc.string(), fc.boolean()))), (values) => {
        const wanted = new Map(values);
        const resource = attributesOf(wanted);
        for (const [target, value] of wanted) expect(valueIn(resource, target)).toBe(value);
      }),
    );
  });
});
