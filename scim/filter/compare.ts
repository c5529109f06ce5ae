import { parseDateTime } from "../date-time.ts";
import { ScimError } from "../error.ts";
import type { Json } from "../resource.ts";
import type { AttributeDefinition } from "../schema/index.ts";
import { comparableText } from "../text.ts";
import type { CompareOperator, CompareValue } from "./filter.ts";

/** What two values are compared by; `ne` and null are handled before. */
type Operator = Exclude<CompareOperator, "ne">;
type Value = Exclude<CompareValue, null>;
type Test = (value: Json) => boolean;

/**
 * A comparison with a value as a function on one value of the attribute, by its type (RFC 7644 §3.4.2.2). Throws ScimError
 * invalidFilter where type, operator and value do not go together. `name` is for messages.
 */
export function compareTest(attribute: AttributeDefinition, name: string, operator: Operator, value: Value): Test {
  const { type } = attribute;
  const refused = (expected: string): ScimError =>
    new ScimError(400, "invalidFilter", `"${name} ${operator} ${JSON.stringify(value)}": ${name} ${expected}`);
  switch (type) {
    case "boolean": {
      if (operator !== "eq") throw refused("is a boolean, which is compared by eq and ne");
      // Some clients write the literals as strings.
      const text = String(value).toLowerCase();
      if (text !== "true" && text !== "false") throw refused("is a boolean, which is compared with true or false");
      const wanted = text === "true";
      return (seen) => seen === wanted;
    }
    case "integer":
    case "decimal": {
      if (typeof value !== "number") throw refused("is a number, which is compared with a number");
      if (isTextual(operator)) throw refused("is a number, which is compared by eq, ne, gt, ge, lt and le");
      return (seen) => typeof seen === "number" && inOrder(operator, seen, value);
    }
    case "dateTime": {
      if (typeof value !== "string") throw refused("is a dateTime, which is compared with a string");
      if (isTextual(operator)) return textTest(operator, value, true);
      const wanted = parseDateTime(value);
      if (wanted === undefined) throw refused("is a dateTime, which is compared with one such as 2026-08-21T09:30:00Z");
      return (seen) => {
        const time = typeof seen === "string" ? parseDateTime(seen) : undefined;
        return time !== undefined && inOrder(operator, time, wanted);
      };
    }
    case "complex":
      throw refused("has parts, name one of them");
    case "string":
    case "reference":
    case "binary": {
      if (typeof value !== "string") throw refused(`is of type ${type}, which is compared with a string`);
      if (type === "binary" && !isTextual(operator) && operator !== "eq") {
        throw refused("is binary, which has no order");
      }
      const caseExact = attribute.caseExact ?? type !== "string";
      if (isTextual(operator)) return textTest(operator, value, caseExact);
      const wanted = comparableText(value, caseExact);
      if (operator === "eq") {
        return (seen) => seen === value || (typeof seen === "string" && comparableText(seen, caseExact) === wanted);
      }
      return (seen) => typeof seen === "string" && inOrder(operator, comparableText(seen, caseExact), wanted);
    }
  }
}

function isTextual(operator: Operator): operator is "co" | "sw" | "ew" {
  return operator === "co" || operator === "sw" || operator === "ew";
}

function textTest(operator: "co" | "sw" | "ew", value: string, caseExact: boolean): Test {
  const wanted = comparableText(value, caseExact);
  switch (operator) {
    case "co":
      return (seen) => typeof seen === "string" && comparableText(seen, caseExact).includes(wanted);
    case "sw":
      return (seen) => typeof seen === "string" && comparableText(seen, caseExact).startsWith(wanted);
    case "ew":
      return (seen) => typeof seen === "string" && comparableText(seen, caseExact).endsWith(wanted);
  }
}

function inOrder<T extends string | number>(
  operator: Exclude<Operator, "co" | "sw" | "ew">,
  seen: T,
  wanted: T,
): boolean {
  switch (operator) {
    case "eq":
      return seen === wanted;
    case "gt":
      return seen > wanted;
    case "ge":
      return seen >= wanted;
    case "lt":
      return seen < wanted;
    case "le":
      return seen <= wanted;
  }
}
