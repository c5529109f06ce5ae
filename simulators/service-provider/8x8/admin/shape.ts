import type { JsonObject } from "../../../../scim/index.ts";

/** A JSON Schema (draft 2020-12) of what the admin plane takes or answers. */
export type Shape = JsonObject;

/** A text. */
export const text: Shape = { type: "string" };
/** A text, or null where there is none. */
export const textOrNull: Shape = { type: ["string", "null"] };
/** true or false. */
export const flag: Shape = { type: "boolean" };
/** A number of things. */
export const count: Shape = { type: "integer", minimum: 0 };
/** A point in time. */
export const instant: Shape = { type: "string", pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$` };

/** One of some texts. */
export function oneOf(...values: string[]): Shape {
  return { enum: values };
}

/** One of some texts, or null. */
export function oneOfOrNull(...values: string[]): Shape {
  return { enum: [...values, null] };
}

/** A list of things. */
export function list(items: Shape): Shape {
  return { type: "array", items };
}

/** A thing of any name each. */
export function map(values: Shape): Shape {
  return { type: "object", additionalProperties: values };
}

/** An object with these members and no others; one whose name ends in a question mark may be absent. */
export function record(members: Record<string, Shape>): Shape {
  const entries = Object.entries(members);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, shape]) => [name.replace(/\?$/, ""), shape])),
    required: entries.flatMap(([name]) => (name.endsWith("?") ? [] : [name])),
    additionalProperties: false,
  };
}

/** An object that has these members, whatever else it has. */
export function having(...members: string[]): Shape {
  return { type: "object", properties: Object.fromEntries(members.map((name) => [name, {}])), required: members };
}
