import { describe, expect, it } from "vitest";
import { conflicts, type ResourceType, uniqueAttributes, userType } from "../index.ts";

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

  it("compares characters and not their encoding", () => {
    expect(conflicts({ userName: "jos\u00e9" }, { userName: "jose\u0301" }, userType)).toBe(true);
  });

  it("does not see a resource as its own rival, nor two without the attribute", () => {
    expect(conflicts({ id: "1", userName: "ada" }, { id: "1", userName: "ada" }, userType)).toBe(false);
    expect(conflicts({ title: "x" }, { title: "x" }, userType)).toBe(false);
    expect(conflicts({ userName: "ada", externalId: "1" }, { userName: "eve", externalId: "1" }, userType)).toBe(false);
  });
});
