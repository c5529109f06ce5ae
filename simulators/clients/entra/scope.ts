/** One clause of a scoping filter; `attribute` is the directory's name for it. */
export type ScopingClause =
  | { attribute: string; operator: "EQUALS" | "NOT EQUALS" | "REGEX MATCH" | "NOT REGEX MATCH"; value: string }
  | { attribute: string; operator: "IS NULL" | "IS NOT NULL" | "IS TRUE" | "IS FALSE" };

/** Whether a person passes a scoping filter: all of its clauses hold. */
export function passes(clauses: ScopingClause[], sources: Record<string, string | boolean | undefined>): boolean {
  return clauses.every((clause) => holds(clause, sources[clause.attribute]));
}

function holds(clause: ScopingClause, value: string | boolean | undefined): boolean {
  switch (clause.operator) {
    case "EQUALS":
      return value === clause.value;
    case "NOT EQUALS":
      return value !== clause.value;
    case "REGEX MATCH":
      return value !== undefined && new RegExp(clause.value).test(String(value));
    case "NOT REGEX MATCH":
      return value === undefined || !new RegExp(clause.value).test(String(value));
    case "IS NULL":
      return value === undefined;
    case "IS NOT NULL":
      return value !== undefined;
    case "IS TRUE":
      return value === true;
    case "IS FALSE":
      return value === false;
  }
}
