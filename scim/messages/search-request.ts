import { SEARCH_REQUEST } from "../schema/index.ts";
import { integerMember, messageWith, textMember, textsMember } from "./request-members.ts";

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

/** Reads a SearchRequest (RFC 7644 §3.4.3); throws ScimError for one of the wrong shape. */
export function readSearchRequest(body: unknown): SearchRequest {
  const message = messageWith(body, SEARCH_REQUEST);
  return {
    attributes: textsMember(message, "attributes"),
    excludedAttributes: textsMember(message, "excludedAttributes"),
    filter: textMember(message, "filter"),
    sortBy: textMember(message, "sortBy"),
    sortOrder: textMember(message, "sortOrder"),
    startIndex: integerMember(message, "startIndex"),
    count: integerMember(message, "count"),
    cursor: textMember(message, "cursor"),
  };
}
