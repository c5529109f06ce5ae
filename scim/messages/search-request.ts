/** A query by POST (RFC 7644 §3.4.3, RFC 9865 §2). */
export interface SearchRequest {
  attributes?: string[] | undefined;
  excludedAttributes?: string[] | undefined;
  filter?: string | undefined;
  sortBy?: string | undefined;
  sortOrder?: string | undefined;
  startIndex?: number | undefined;
  count?: number | undefined;
  cursor?: string | undefined;
}
/** Reads a SearchRequest. */
export function readSearchRequest(_body: unknown): SearchRequest {
  throw new Error("not yet");
}
