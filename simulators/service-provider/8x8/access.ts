import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessDecisions } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import type { World } from "./world.ts";

/** The hash by which an API token is kept. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

const BEARER = /^bearer +([\w\-.~+/]+=*) *$/i;

/** The token of a well-formed Bearer header (RFC 6750 §2.1). */
export function bearerOf(authorization: string | null): string | undefined {
  return BEARER.exec(authorization ?? "")?.[1];
}

/** Who may call, and where. */
export function accessDecisions(world: World): AccessDecisions {
  return {
    scimPath: (customerId) => `/udi/customers/${encodeURIComponent(customerId)}/scim/v2`,

    authenticate(customer, { token }) {
      if (token === undefined) return refusal("an API token is needed", "");
      const valid = world.decide.serves(customer) && world.decide.tokenMatches(customer.scim.token?.hash, token);
      return valid ? undefined : refusal("the API token is not valid", ', error="invalid_token"');
    },

    serves: (customer) => customer.scim.enabled && world.decide.scimOffered(customer),

    tokenMatches: (hash, token) =>
      hash !== undefined && token !== undefined && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(token))),

    groups(_customer, method) {
      const { groupsAnswer } = world.options;
      if (groupsAnswer !== "empty-list")
        throw new ScimError(
          Number(groupsAnswer),
          undefined,
          "groups are not supported",
          groupsAnswer === "405" ? { allow: "" } : {},
        );
      if (method !== "GET") throw new ScimError(404, undefined, "groups are not supported");
    },
  };
}

function refusal(detail: string, reason: string): ScimError {
  return new ScimError(401, undefined, detail, { "www-authenticate": `Bearer realm="8x8"${reason}` });
}
