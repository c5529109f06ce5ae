export { compileFilter, type FilterOptions, matches } from "./compile.ts";
export { type Equality, equalityOf } from "./equality.ts";
export type { CompareOperator, CompareValue, Filter } from "./filter.ts";
export { parseFilter } from "./parse.ts";
export { printFilter } from "./print.ts";
