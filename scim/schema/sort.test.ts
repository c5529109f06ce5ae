import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER, type JsonObject, sortResources, userType } from "../index.ts";

function order(sortBy: string, resources: JsonObject[], descending = false): string {
  return sortResources(resources, sortBy, descending, userType)
    .map(({ id }) => id)
    .join("");
}

describe("sorting", () => {
  it("orders text without regard to letter case, or with it where it is case exact", () => {
    const names = ["b", "A", "C", "B"];
    expect(
      order(
        "userName",
        names.map((userName, id) => ({ id: `${id}`, userName })),
      ),
    ).toBe("1032");
    expect(
      order(
        "externalId",
        names.map((externalId, id) => ({ id: `${id}`, externalId })),
      ),
    ).toBe("1320");
  });

  it("puts resources without the attribute last, and first when descending", () => {
    const resources = [{ id: "0" }, { id: "1", title: "b" }, { id: "2", title: "a" }, { id: "3", title: null }];
    expect(order("title", resources)).toBe("2103");
    expect(order("title", resources, true)).toBe("0312");
  });

  it("uses the primary item of a list, or else the first", () => {
    const resources = [
      { id: "0", emails: [{ value: "c" }, { value: "a" }] },
      { id: "1", emails: [{ value: "z" }, { value: "b", primary: true }] },
    ];
    expect(order("emails.value", resources)).toBe("10");
    expect(order("emails", resources)).toBe("10");
  });

  it("orders times by when they were, and looks into extensions", () => {
    const at = (id: string, created: string): JsonObject => ({ id, meta: { created } });
    expect(order("meta.created", [at("0", "2026-01-01T00:30:00Z"), at("1", "2026-01-01T01:00:00+01:00")])).toBe("10");
    const of = (id: string, department: string): JsonObject => ({ id, [ENTERPRISE_USER]: { department } });
    expect(order(`${ENTERPRISE_USER}:department`, [of("0", "b"), of("1", "a")])).toBe("10");
  });

  it("leaves equal resources as they were, and the given list alone", () => {
    const resources = [
      { id: "0", title: "a" },
      { id: "1", title: "A" },
      { id: "2", title: "0" },
    ];
    expect(order("title", resources)).toBe("201");
    expect(order("title", resources, true)).toBe("012");
    expect(resources.map(({ id }) => id).join("")).toBe("012");
  });

  it.each(["shoeSize", "name", "addresses", "password", "a b", ""])("refuses to sort by %j", (sortBy) => {
    expect(() => order(sortBy, [])).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
  });
});
