/** JSON that is nested deeper counts as none: no message of SCIM is, and whoever walks through it would overflow. */
const MOST_DEPTH = 500;

/** The JSON of a body; undefined when it is none. */
export function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, MOST_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
