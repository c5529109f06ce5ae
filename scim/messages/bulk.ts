import type { Json, JsonObject } from "../resource.ts";
import { BULK_REQUEST, BULK_RESPONSE } from "../schema/index.ts";
import { isObject, memberOf } from "../value.ts";
import { integerMember, malformed, messageWith, textMember } from "./request-members.ts";

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
const METHODS: BulkOperation["method"][] = ["POST", "PUT", "PATCH", "DELETE"];

/**
 * Reads a BulkRequest (RFC 7644 §3.7); throws ScimError for one of the wrong shape. A POST has a `bulkId` of its own, and
 * every method but DELETE has `data`. Numbers of operations and bytes are the service provider's to limit.
 */
export function readBulkRequest(body: unknown): BulkRequest {
  const message = messageWith(body, BULK_REQUEST);
  const failOnErrors = integerMember(message, "failOnErrors");
  const list = memberOf(message, "Operations");
  if (!Array.isArray(list)) throw malformed("Operations", "a list of operations", list);
  const operations = list.map((operation, index) => readBulkOperation(operation, `Operations[${index}]`));
  const bulkIds = operations.flatMap(({ method, bulkId }) =>
    method === "POST" && bulkId !== undefined ? [bulkId] : [],
  );
  if (new Set(bulkIds).size < bulkIds.length)
    throw malformed("Operations", "a bulkId of its own for each POST", bulkIds);
  return { failOnErrors, operations };
}

function readBulkOperation(operation: Json, where: string): BulkOperation {
  if (!isObject(operation)) throw malformed(where, "an object", operation);
  const name = textMember(operation, "method")?.toUpperCase();
  const method = METHODS.find((known) => known === name);
  if (!method) throw malformed(`${where}.method`, METHODS.join(", "), name);
  const path = textMember(operation, "path");
  if (path === undefined || !path.startsWith("/")) throw malformed(`${where}.path`, "a path such as /Users", path);
  const bulkId = textMember(operation, "bulkId");
  if (method === "POST" && !bulkId) throw malformed(`${where}.bulkId`, "an identifier, as the method is POST", bulkId);
  const data = memberOf(operation, "data");
  if (method !== "DELETE" && !isObject(data)) throw malformed(`${where}.data`, "an object", data);
  return { method, path, bulkId, version: textMember(operation, "version"), data: isObject(data) ? data : undefined };
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
