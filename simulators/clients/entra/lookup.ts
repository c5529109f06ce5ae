/** The path of a look-up by filter, encoded as it is set: `+` or `%20` for a space (RFC 7644 §3.4.2.2). */
export function lookupPath(
  endpoint: string,
  filter: string,
  encoding: "plus" | "percent20",
  before: Record<string, string> = {},
): string {
  const query = new URLSearchParams({ ...before, filter }).toString();
  return `${endpoint}?${encoding === "plus" ? query : query.replaceAll("+", "%20")}`;
}
