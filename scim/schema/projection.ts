/** What a client asked to see of a resource (RFC 7644 §3.9). */
export interface Projection {
  attributes?: string[] | undefined;
  excludedAttributes?: string[] | undefined;
}

/** Reads the query parameters `attributes` and `excludedAttributes`: names parted by commas (RFC 7644 §3.9). */
export function parseProjection(attributes?: string, excludedAttributes?: string): Projection {
  return { attributes: names(attributes), excludedAttributes: names(excludedAttributes) };
}

// A parameter without any name asks for nothing, as if it was not there.
function names(text: string | undefined): string[] | undefined {
  const list = text
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return list?.length ? list : undefined;
}
