/**
 * The JSON of a value, indented as `JSON.stringify(value, null, 2)` does it, in parts: what a sync of a large directory
 * has to tell is longer than one string may be.
 */
export function* jsonParts(value: unknown): Generator<string> {
  yield* parts(value, "");
  yield "\n";
}

// An object and the lists in it are written member by member; all that is in these is short.
function* parts(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value))
    yield* members(
      value.map((item) => ["", item] as const),
      "[]",
      indent,
    );
  else if (indent === "" && typeof value === "object" && value !== null)
    yield* members(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [`${JSON.stringify(name)}: `, member] as const),
      "{}",
      indent,
    );
  else yield JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}

function* members(
  of: (readonly [name: string, value: unknown])[],
  brackets: string,
  indent: string,
): Generator<string> {
  if (of.length === 0) return yield brackets;
  const deeper = `${indent}  `;
  for (const [place, [name, value]] of of.entries()) {
    yield `${place === 0 ? brackets[0] : ","}\n${deeper}${name}`;
    // Below a list nothing is taken apart any more.
    if (name === "") yield JSON.stringify(value, null, 2).replaceAll("\n", `\n${deeper}`);
    else yield* parts(value, deeper);
  }
  yield `\n${indent}${brackets[1]}`;
}
