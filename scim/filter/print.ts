import { printPath } from "../path.ts";
import type { Filter } from "./filter.ts";

/** Writes a filter as `parseFilter` reads it (RFC 7644 §3.4.2.2). */
export function printFilter(filter: Filter): string {
  switch (filter.type) {
    case "compare":
      return `${printPath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case "present":
      return `${printPath(filter.path)} pr`;
    case "valuePath":
      return `${printPath(filter.path)}[${printFilter(filter.filter)}]`;
    case "not":
      return `not (${printFilter(filter.filter)})`;
    case "and":
      return filter.filters.map((part) => bracketed(part, part.type === "and" || part.type === "or")).join(" and ");
    case "or":
      return filter.filters.map((part) => bracketed(part, part.type === "or")).join(" or ");
  }
}

function bracketed(filter: Filter, brackets: boolean): string {
  return brackets ? `(${printFilter(filter)})` : printFilter(filter);
}
