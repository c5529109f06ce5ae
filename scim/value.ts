import type { Json, JsonObject } from "./resource.ts";

/** Whether a value is a JSON object, not an array and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value counts as assigned: not absent, not null and not an empty array (RFC 7643 §2.5). */
export function isAssigned(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** The member of an object by its name in any letter case (RFC 7643 §2.1). */
export function memberOf(object: JsonObject, name: string): Json | undefined {
  const key = keyOf(object, name);
  return key === undefined ? undefined : object[key];
}

/** The key under which an object holds a member, in the letter case that the object uses. */
export function keyOf(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const { length } = name;
  let lower: string | undefined;
  for (const key in object) {
    if (key.length !== length) continue;
    lower ??= name.toLowerCase();
    if (key.toLowerCase() === lower) return key;
  }
  return undefined;
}

/** Whether two JSON values are the same; the order of an object's members tells nothing (RFC 7643 §2.3.8). */
export function equalValues(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => equalValues(item, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equalValues(a[key], b[key]));
}
