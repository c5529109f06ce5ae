import type { JsonObject } from "../resource.ts";
/** The content of a ListResponse (RFC 7644 §3.4.2, RFC 9865 §2). */
export interface List {
  /** Left out by some service providers under cursor paging (RFC 9865 §2). */
  totalResults?: number | undefined;
  resources: JsonObject[];
  startIndex?: number | undefined;
  itemsPerPage?: number | undefined;
  nextCursor?: string | undefined;
  previousCursor?: string | undefined;
}
/** Writes a ListResponse. */
export function listResponse(_list: List): JsonObject {
  throw new Error("not yet");
}
/** Reads a ListResponse. */
export function readListResponse(_body: unknown): List {
  throw new Error("not yet");
}
