import { parseDateTime } from "../date-time.ts";
import type { Json } from "../resource.ts";
import type { AttributeDefinition, AttributeType } from "./definition.ts";

/** The characters of a URI reference, for a regular expression (RFC 3986); other scripts are let pass. */
export const URI_REFERENCE: string = String.raw`^[^\s<>"{}|\\^${"`"}]*$`;

/** Base64 text, with or without its padding (RFC 7643 §2.3.6), for a regular expression. */
export const BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$";

const uriReference = new RegExp(URI_REFERENCE);
const base64 = new RegExp(BASE64);

const FORMATS: Record<AttributeType, { expected: string; fits(value: Json): boolean }> = {
  string: { expected: "a string", fits: (value) => typeof value === "string" },
  boolean: { expected: "true or false", fits: (value) => typeof value === "boolean" },
  integer: { expected: "a whole number", fits: (value) => Number.isInteger(value) },
  decimal: { expected: "a number", fits: (value) => typeof value === "number" },
  dateTime: {
    expected: "a date with time such as 2026-08-21T09:30:00Z",
    fits: (value) => typeof value === "string" && parseDateTime(value) !== undefined,
  },
  binary: { expected: "base64 text", fits: (value) => typeof value === "string" && base64.test(value) },
  reference: { expected: "a URI", fits: (value) => typeof value === "string" && uriReference.test(value) },
  complex: {
    expected: "an object",
    fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  },
};

/** What one value of an attribute should have been; undefined when it is that (RFC 7643 §2.3). */
export function misfit({ type }: AttributeDefinition, value: Json): string | undefined {
  const { expected, fits } = FORMATS[type];
  return fits(value) ? undefined : expected;
}

/** A value as a message shows it: JSON, cut where it gets long. */
export function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
