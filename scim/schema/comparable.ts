import { parseDateTime } from "../date-time.ts";
import type { Json } from "../resource.ts";
import { comparableText } from "../text.ts";
import type { AttributeDefinition } from "./definition.ts";

/**
 * A value in the form in which two values of the attribute are compared, fit as the key of an index: text without regard
 * to letter case where `caseExact` is false, a dateTime as milliseconds since the epoch (RFC 7643 §7, RFC 7644 §3.4.2.2).
 */
export function comparableValue(value: Json, { type, caseExact }: AttributeDefinition): string | number | boolean {
  if (typeof value === "string") {
    return (
      (type === "dateTime" ? parseDateTime(value) : undefined) ?? comparableText(value, caseExact ?? isExact(type))
    );
  }
  return typeof value === "number" || typeof value === "boolean" ? value : JSON.stringify(value);
}

// A definition may leave caseExact out; RFC 7643 §2.3.6 and §2.3.7 fix it for these types, §2.2 for the others.
function isExact(type: AttributeDefinition["type"]): boolean {
  return type === "binary" || type === "reference";
}
