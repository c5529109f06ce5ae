/** One place where a document departs from its schema. */
export interface Problem {
  /** Where: `emails[0].value`, or empty for the whole document. */
  path: string;
  expected: string;
  seen: string;
}
