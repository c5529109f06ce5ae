import type { JsonObject } from "../../scim/index.ts";

/** A resource or a message without some of its members, for mutants; `name.givenName` leaves out a sub-attribute. */
export function without(body: JsonObject, ...paths: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      if (paths.includes(name)) return [];
      const below = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
      const isComplex = typeof value === "object" && value !== null && !Array.isArray(value);
      return [[name, below.length > 0 && isComplex ? without(value, ...below) : value]];
    }),
  );
}
