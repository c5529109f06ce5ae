import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchPaths } from "../arbitraries.ts";
import { ENTERPRISE_USER, parsePatchPath, printPatchPath } from "../index.ts";

describe("the path of an operation", () => {
  it("reads back every path it prints", () => {
    fc.assert(
      fc.property(patchPaths(), (path) => {
        expect(parsePatchPath(printPatchPath(path))).toEqual(path);
      }),
    );
  });

  it.each([
    ["members", { path: { attribute: "members" } }],
    ["name.familyName", { path: { attribute: "name", subAttribute: "familyName" } }],
    [
      `${ENTERPRISE_USER}:manager.value`,
      { path: { schema: ENTERPRISE_USER, attribute: "manager", subAttribute: "value" } },
    ],
    ['addresses[type eq "work"]', { path: { attribute: "addresses" }, filter: { operator: "eq" } }],
    [
      'members[value eq "7"].display',
      { path: { attribute: "members" }, filter: { value: "7" }, subAttribute: "display" },
    ],
    ['emails[value eq "a]b.[c"].$ref', { filter: { value: "a]b.[c" }, subAttribute: "$ref" }],
  ])("reads %s", (text, path) => {
    expect(parsePatchPath(text)).toMatchObject(path);
  });

  it.each([
    ["", "invalidPath"],
    [" members", "invalidPath"],
    ["members[0", "invalidPath"],
    ["members]", "invalidPath"],
    ['emails[type eq "work"]value', "invalidPath"],
    ['emails[type eq "work"].a.b', "invalidPath"],
    ['emails.value[type eq "work"]', "invalidPath"],
    ["members[]", "invalidFilter"],
    ["members[0]", "invalidFilter"],
    ["emails[type eq work]", "invalidFilter"],
    ['emails[value[type eq "work"]]', "invalidFilter"],
  ])("refuses %j as an %s", (text, scimType) => {
    expect(() => parsePatchPath(text)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });
});
