import type { JsonObject } from "../../scim/index.ts";

/** The Error message a service provider refuses a request with (RFC 7644 §3.12), for mutants. */
export function refusal(status: number, scimType?: string): JsonObject {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return { schemas, status: String(status), ...(scimType === undefined ? {} : { scimType }), detail: "refused" };
}
