import type { GivenUser, Trial } from "../../engine/index.ts";
import type { Json, JsonObject } from "../../scim/index.ts";
import { sameValue } from "./same-value.ts";

/** A user, the attributes that its service provider was seen to keep, and what a GET showed. */
export type KeptUser = GivenUser & { kept: string[]; before: JsonObject };

/** Creates a user with these attributes and skips the rule where a GET shows fewer than `count` of them as sent. */
export async function userKeepingSome(t: Trial, attributes: Record<string, Json>, count = 1): Promise<KeptUser> {
  const user = await t.given.user(attributes);
  const before = await t.given.read(user.path);
  const kept = Object.keys(attributes).filter((name) => sameValue(attributes[name], before[name]));
  if (kept.length < count)
    t.skip(`of ${Object.keys(attributes).join(", ")} the service provider keeps ${kept.length === 0 ? "none" : kept.join(", ")}`);
  return { ...user, kept, before };
}
