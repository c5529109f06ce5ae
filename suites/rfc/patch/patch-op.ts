import type { Trial } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";

/** The schema of a PATCH message (RFC 7644 §3.5.2). */
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A PATCH message with these operations (RFC 7644 §3.5.2). */
export function patchOp(...Operations: JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations };
}

/** Expects a PATCH that is left open by the RFC to be either performed or refused, and tells which. */
export function performedOrRefused(t: Trial, exchange: Exchange): "performed" | "refused" {
  if (exchange.response.status < 300) {
    t.expect(exchange).status(200, 204);
    return "performed";
  }
  t.expect(exchange).refused();
  return "refused";
}
