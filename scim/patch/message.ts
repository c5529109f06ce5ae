import { ScimError } from "../error.ts";
import { malformed, messageWith } from "../messages/request-members.ts";
import type { Json, JsonObject } from "../resource.ts";
import { shown } from "../schema/format.ts";
import { PATCH_OP } from "../schema/index.ts";
import { isObject, memberOf } from "../value.ts";
import type { Operation } from "./operation.ts";
import { parsePatchPath, printPatchPath } from "./path.ts";

/**
 * Reads a PatchOp (RFC 7644 §3.5.2). `op` is taken in any letter case. A message of the wrong shape is an invalidSyntax, a
 * `remove` without path a noTarget, an `add` or `replace` without value an invalidValue.
 */
export function readPatchOp(body: unknown): Operation[] {
  const operations = memberOf(messageWith(body, PATCH_OP), "Operations");
  if (!Array.isArray(operations) || operations.length === 0) {
    throw malformed("Operations", "a list with at least one operation", operations);
  }
  return operations.map((operation, index) => readOperation(operation, `Operations[${index}]`));
}

/** Writes a PatchOp (RFC 7644 §3.5.2). */
export function patchOp(operations: Operation[]): JsonObject {
  return {
    schemas: [PATCH_OP],
    Operations: operations.map(({ op, path, value }) => ({
      op,
      ...(path !== undefined && { path: printPatchPath(path) }),
      ...(value !== undefined && { value }),
    })),
  };
}

function readOperation(operation: Json, where: string): Operation {
  if (!isObject(operation)) throw malformed(where, "an object", operation);
  const op = readOp(memberOf(operation, "op"), where);
  const text = memberOf(operation, "path");
  if (text !== undefined && text !== null && typeof text !== "string") {
    throw new ScimError(400, "invalidPath", `${where}.path: expected a string, got ${shown(text)}`);
  }
  const value = memberOf(operation, "value");
  // Some clients write an empty path where they mean none.
  if (typeof text === "string" && text !== "") return checked({ op, path: parsePatchPath(text), value }, where);
  return checked({ op, path: undefined, value }, where);
}

function readOp(op: Json | undefined, where: string): Operation["op"] {
  const lower = typeof op === "string" ? op.toLowerCase() : undefined;
  if (lower === "add" || lower === "remove" || lower === "replace") return lower;
  throw malformed(`${where}.op`, "add, remove or replace", op);
}

function checked(operation: Operation, where: string): Operation {
  const { op, path, value } = operation;
  if (op === "remove") {
    if (path === undefined) throw new ScimError(400, "noTarget", `${where}: remove needs a path`);
  } else if (value === undefined) {
    throw new ScimError(400, "invalidValue", `${where}: ${op} needs a value`);
  } else if (path === undefined && !isObject(value)) {
    throw new ScimError(400, "invalidValue", `${where}: ${op} without path needs an object, got ${shown(value)}`);
  }
  return operation;
}
