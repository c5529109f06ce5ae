import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { shown } from "../schema/format.ts";
import { isObject, memberOf } from "../value.ts";

/** The message as an object, once it is seen to carry its URN (RFC 7644 §3.1); throws ScimError invalidSyntax. */
export function messageWith(body: unknown, urn: string): JsonObject {
  if (!isObject(body)) throw malformed("the message", "a JSON object", body);
  const schemas = memberOf(body, "schemas");
  const lower = urn.toLowerCase();
  if (!Array.isArray(schemas) || !schemas.some((item) => typeof item === "string" && item.toLowerCase() === lower)) {
    throw malformed("schemas", `["${urn}"]`, schemas);
  }
  return body;
}

/** A member that is text; undefined when unassigned, ScimError invalidValue when it is something else. */
export function textMember(object: JsonObject, name: string): string | undefined {
  return member(object, name, "a string", (value) => typeof value === "string") as string | undefined;
}

/** A member that is a whole number; undefined when unassigned, ScimError invalidValue when it is something else. */
export function integerMember(object: JsonObject, name: string): number | undefined {
  return member(object, name, "a whole number", (value) => Number.isInteger(value)) as number | undefined;
}

/** A member that is a list of texts; undefined when unassigned, ScimError invalidValue when it is something else. */
export function textsMember(object: JsonObject, name: string): string[] | undefined {
  const isTexts = (value: Json): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");
  return member(object, name, "a list of strings", isTexts) as string[] | undefined;
}

/** The refusal of a message of the wrong shape (RFC 7644 §3.12). */
export function malformed(where: string, expected: string, seen: unknown): ScimError {
  return new ScimError(400, "invalidSyntax", `${where}: expected ${expected}, got ${shown(seen)}`);
}

function member(object: JsonObject, name: string, expected: string, fits: (value: Json) => boolean): Json | undefined {
  const value = memberOf(object, name);
  if (value === undefined || value === null) return undefined;
  if (!fits(value)) throw new ScimError(400, "invalidValue", `${name}: expected ${expected}, got ${shown(value)}`);
  return value;
}
