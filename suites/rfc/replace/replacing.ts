import type { GivenUser } from "../../../engine/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";

/** What a client sends to replace a user it made: what it sent before, changed (RFC 7644 §3.5.1). */
export function replacing(user: GivenUser, changes: Record<string, Json | undefined> = {}): JsonObject {
  const body: Record<string, Json | undefined> = { ...user.sent, ...changes };
  for (const [name, value] of Object.entries(body)) if (value === undefined) delete body[name];
  return body as JsonObject;
}
