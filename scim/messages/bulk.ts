import type { JsonObject } from "../resource.ts";
import { BULK_RESPONSE } from "../schema/index.ts";

/** One request inside a BulkRequest (RFC 7644 §3.7). */
export interface BulkOperation {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the base URL. */
  path: string;
  bulkId?: string | undefined;
  version?: string | undefined;
  data?: JsonObject | undefined;
}

/** Many requests in one (RFC 7644 §3.7). */
export interface BulkRequest {
  failOnErrors?: number | undefined;
  operations: BulkOperation[];
}

/** What became of one request inside a BulkRequest (RFC 7644 §3.7). */
export interface BulkResult {
  method: BulkOperation["method"];
  status: number;
  location?: string | undefined;
  bulkId?: string | undefined;
  version?: string | undefined;
  response?: JsonObject | undefined;
}
/** Reads a BulkRequest. */
export function readBulkRequest(_body: unknown): BulkRequest {
  throw new Error("not yet");
}
/** Writes a BulkResponse; the status is a string (RFC 7644 §3.7.3). */
export function bulkResponse(results: BulkResult[]): JsonObject {
  return {
    schemas: [BULK_RESPONSE],
    Operations: results.map(({ method, status, location, bulkId, version, response }) => ({
      ...(location !== undefined && { location }),
      method,
      ...(bulkId !== undefined && { bulkId }),
      ...(version !== undefined && { version }),
      status: String(status),
      ...(response !== undefined && { response }),
    })),
  };
}
