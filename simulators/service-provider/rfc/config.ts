import type { JsonObject } from "../../../scim/index.ts";

/** The most resources one page of a list carries. */
export const MAX_RESULTS = 200;

/** What the `rfc` service provider offers, as its ServiceProviderConfig says (RFC 7643 §5, RFC 9865 §4). */
export const config: JsonObject = {
  documentationUri: "https://www.rfc-editor.org/rfc/rfc7644.html",
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MAX_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: false },
  pagination: {
    cursor: false,
    index: true,
    defaultPaginationMethod: "index",
    defaultPageSize: MAX_RESULTS,
    maxPageSize: MAX_RESULTS,
  },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "OAuth Bearer Token",
      description: "A bearer token in the Authorization header",
      specUri: "https://www.rfc-editor.org/rfc/rfc6750.html",
      primary: true,
    },
  ],
};
