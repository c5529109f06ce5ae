import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { shown } from "../schema/format.ts";
import { LIST_RESPONSE } from "../schema/index.ts";
import { isObject, memberOf } from "../value.ts";

/** The content of a ListResponse (RFC 7644 §3.4.2, RFC 9865 §2). */
export interface List {
  /** May be left out under cursor paging (RFC 9865 §2). */
  totalResults?: number | undefined;
  resources: JsonObject[];
  startIndex?: number | undefined;
  itemsPerPage?: number | undefined;
  nextCursor?: string | undefined;
  previousCursor?: string | undefined;
}

/** Writes a ListResponse, with an empty list where there are no resources (RFC 7644 §3.4.2). */
export function listResponse(list: List): JsonObject {
  const { totalResults, startIndex, itemsPerPage, nextCursor, previousCursor, resources } = list;
  return {
    schemas: [LIST_RESPONSE],
    ...(totalResults !== undefined && { totalResults }),
    ...(startIndex !== undefined && { startIndex }),
    ...(itemsPerPage !== undefined && { itemsPerPage }),
    ...(previousCursor !== undefined && { previousCursor }),
    ...(nextCursor !== undefined && { nextCursor }),
    Resources: resources,
  };
}

/**
 * Reads a ListResponse as far as it can be: a missing list is an empty one (RFC 7644 §3.4.2). Throws ScimError for what is
 * no list of resources; how well formed a message is, `validateMessage` tells.
 */
export function readListResponse(body: unknown): List {
  if (!isObject(body)) throw notAList(body);
  const resources = memberOf(body, "Resources") ?? [];
  if (!Array.isArray(resources) || !resources.every(isObject)) throw notAList(body);
  const number = (value: Json | undefined): number | undefined => (typeof value === "number" ? value : undefined);
  const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    totalResults: number(memberOf(body, "totalResults")),
    resources,
    startIndex: number(memberOf(body, "startIndex")),
    itemsPerPage: number(memberOf(body, "itemsPerPage")),
    nextCursor: text(memberOf(body, "nextCursor")),
    previousCursor: text(memberOf(body, "previousCursor")),
  };
}

function notAList(body: unknown): ScimError {
  return new ScimError(400, "invalidSyntax", `Expected a ListResponse, got ${shown(body)}`);
}
