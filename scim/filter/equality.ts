import type { AttributePath } from "../path.ts";
import type { Filter } from "./filter.ts";

/** An equality that a filter demands of an attribute. */
export interface Equality {
  path: AttributePath;
  value: string | number | boolean;
}

/**
 * An equality that every resource selected by the filter fulfils, for a look-up in an index. What the index gives are
 * candidates: the filter may ask for more than the equality.
 */
export function equalityOf(filter: Filter): Equality | undefined {
  if (filter.type === "compare") {
    const { path, operator, value } = filter;
    return operator === "eq" && value !== null ? { path, value } : undefined;
  }
  if (filter.type !== "and") return undefined;
  for (const part of filter.filters) {
    const equality = equalityOf(part);
    if (equality) return equality;
  }
  return undefined;
}
