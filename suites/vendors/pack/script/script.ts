/** A value that is computed. */
export type Expression =
  | { kind: "literal"; value: unknown }
  | { kind: "name"; name: string }
  | { kind: "member"; of: Expression; name: string }
  | { kind: "item"; of: Expression; index: Expression }
  | { kind: "call"; call: string; on: Expression | undefined; arguments: Expression[] }
  | { kind: "not"; of: Expression }
  | { kind: "binary"; sign: string; left: Expression; right: Expression };

/** Something that is done. */
export type Statement =
  | { kind: "set"; name: string; value: Expression }
  | { kind: "do"; what: Expression }
  | { kind: "if"; when: Expression; then: Statement[]; otherwise: Statement[] };

/** A script that was recognised: nothing but values, comparisons and the few calls of CALLS and METHODS. */
export type Script = Statement[];

/** The functions that are recognised, with how many arguments each takes at least. */
export const CALLS: Record<string, number> = {
  "JSON.parse": 1,
  "Array.isArray": 1,
  log: 1,
  "variables.get": 1,
  "variables.set": 2,
  assert: 1,
  "assert.ok": 1,
  "assert.isTrue": 1,
  "assert.isFalse": 1,
  "assert.equal": 2,
  "assert.notEqual": 2,
  "assert.strictEqual": 2,
  "assert.notStrictEqual": 2,
};

/** The methods of texts that are recognised. */
export const METHODS: readonly string[] = ["toLowerCase", "toUpperCase", "trim"];

/** What a script finds beside its own names. */
export const GIVEN: readonly string[] = ["response"];
