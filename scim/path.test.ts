import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributePaths } from "./arbitraries.ts";
import { ENTERPRISE_USER, parsePath, printPath, ScimError, USER } from "./index.ts";

describe("an attribute path", () => {
  it("reads back every path it prints", () => {
    fc.assert(
      fc.property(attributePaths(), (path) => {
        expect(parsePath(printPath(path))).toEqual(path);
      }),
    );
  });

  it.each([
    ["userName", { attribute: "userName" }],
    ["name.familyName", { attribute: "name", subAttribute: "familyName" }],
    ["members.$ref", { attribute: "members", subAttribute: "$ref" }],
    [`${USER}:userName`, { schema: USER, attribute: "userName" }],
    [`${ENTERPRISE_USER}:manager.value`, { schema: ENTERPRISE_USER, attribute: "manager", subAttribute: "value" }],
    [
      "urn:8x8:scim:schemas:extension:8x8user:2.0:User:site",
      { schema: "urn:8x8:scim:schemas:extension:8x8user:2.0:User", attribute: "site" },
    ],
  ])("reads %s", (text, path) => {
    expect(parsePath(text)).toEqual({ schema: undefined, subAttribute: undefined, ...path });
  });

  it.each([
    "",
    " ",
    "1st",
    "name.",
    ".name",
    "a.b.c",
    "user name",
    "userName ",
    "x:userName",
    "urn:x:user",
    'a"b',
    "name[0]",
  ])("refuses %j as an invalidPath", (text) => {
    expect(() => parsePath(text)).toThrow(ScimError);
    expect(() => parsePath(text)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidPath" }));
  });
});
