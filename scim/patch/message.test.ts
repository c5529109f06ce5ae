import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchPaths } from "../arbitraries.ts";
import { type Operation, PATCH_OP, patchOp, readPatchOp, validateMessage } from "../index.ts";

const schemas = [PATCH_OP];

describe("a PatchOp", () => {
  it("is read back as it was written, and is well formed", () => {
    const operations = fc.record({
      op: fc.constantFrom<Operation["op"]>("add", "remove", "replace"),
      path: patchPaths(),
      value: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(operations, { minLength: 1 }), (list) => {
        expect(readPatchOp(patchOp(list))).toEqual(list);
        expect(validateMessage("PatchOp", patchOp(list))).toEqual([]);
      }),
    );
  });

  it("may name its operations and members in any letter case", () => {
    const body = { SCHEMAS: [PATCH_OP.toUpperCase()], operations: [{ OP: "Replace", Path: "active", Value: false }] };
    expect(readPatchOp(body)).toMatchObject([{ op: "replace", path: { path: { attribute: "active" } }, value: false }]);
  });

  it("keeps null apart from no value, and takes an empty path for none", () => {
    const read = readPatchOp({
      schemas,
      Operations: [
        { op: "replace", path: "title", value: null },
        { op: "remove", path: "title" },
        { op: "add", path: "", value: {} },
      ],
    });
    expect(read.map(({ value }) => value)).toEqual([null, undefined, {}]);
    expect(read[2]?.path).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ["no object", [], "invalidSyntax"],
    ["no schemas", { Operations: [{ op: "add", value: {} }] }, "invalidSyntax"],
    ["another message", { schemas: ["urn:example:x"], Operations: [{ op: "add", value: {} }] }, "invalidSyntax"],
    ["no operations", { schemas }, "invalidSyntax"],
    ["an empty list", { schemas, Operations: [] }, "invalidSyntax"],
    ["an operation that is no object", { schemas, Operations: ["add"] }, "invalidSyntax"],
    ["no op", { schemas, Operations: [{ path: "title" }] }, "invalidSyntax"],
    ["an op of JSON Patch", { schemas, Operations: [{ op: "move", path: "title" }] }, "invalidSyntax"],
    ["a remove without path", { schemas, Operations: [{ op: "remove" }] }, "noTarget"],
    ["an add without value", { schemas, Operations: [{ op: "add", path: "title" }] }, "invalidValue"],
    ["a replace without value", { schemas, Operations: [{ op: "replace", path: "title" }] }, "invalidValue"],
    ["text without path", { schemas, Operations: [{ op: "add", value: "x" }] }, "invalidValue"],
    ["a path that is no text", { schemas, Operations: [{ op: "remove", path: 1 }] }, "invalidPath"],
    ["a path of JSON Pointer", { schemas, Operations: [{ op: "remove", path: "/emails/0" }] }, "invalidPath"],
    ["a wrong filter", { schemas, Operations: [{ op: "remove", path: "emails[type is 1]" }] }, "invalidFilter"],
  ])("is refused with %s", (_what, body, scimType) => {
    expect(() => readPatchOp(body)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });
});
