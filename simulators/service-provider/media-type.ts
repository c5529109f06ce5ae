/** The media type of SCIM (RFC 7644 §8.1). */
export const SCIM_JSON = "application/scim+json";
/** The media type that clients without knowledge of SCIM ask for (RFC 7644 §3.8). */
export const JSON_TYPE = "application/json";

/**
 * The media type of a response: SCIM's own, or plain JSON where the client accepts that alone or prefers it; undefined
 * where it accepts neither (RFC 7644 §3.8, RFC 9110 §12.5.1).
 */
export function mediaTypeFor(accept: string | null): typeof SCIM_JSON | typeof JSON_TYPE | undefined {
  if (accept === null || accept === SCIM_JSON || accept === "*/*" || accept.trim() === "") return SCIM_JSON;
  const ranges = rangesOf(accept);
  const scim = weightOf(ranges, SCIM_JSON);
  const json = weightOf(ranges, JSON_TYPE);
  if (scim === 0 && json === 0) return undefined;
  return json > scim ? JSON_TYPE : SCIM_JSON;
}

function rangesOf(accept: string): Map<string, number> {
  const ranges = new Map<string, number>();
  for (const range of accept.split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const weight = Number(parameters.find((each) => each.startsWith("q="))?.slice(2) ?? 1);
    ranges.set(type, weight >= 0 && weight <= 1 ? weight : 1);
  }
  return ranges;
}

// The most specific range decides.
function weightOf(ranges: Map<string, number>, type: string): number {
  return ranges.get(type) ?? ranges.get("application/*") ?? ranges.get("*/*") ?? 0;
}
