import type { GivenUser, Trial } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { isAssigned } from "../same-value.ts";
import { type KeptUser, userKeepingSome } from "./kept.ts";

/** Optional text attributes of a User (RFC 7643 §4.1.1). displayName stands last: many make it up where it is missing. */
const TEXTS = { nickName: "Countess", title: "Analyst", displayName: "Ada Lovelace" };

/** A user with at least so many optional text attributes, `kept` naming those that the service provider has. */
export function userWithTexts(t: Trial, count = 1): Promise<KeptUser> {
  return userKeepingSome(t, TEXTS, count);
}

/** A user with an optional text attribute, and its name. */
export async function userWithText(t: Trial): Promise<{ user: KeptUser; text: string }> {
  const user = await userWithTexts(t);
  return { user, text: user.kept[0]! };
}

/** A user without an optional text attribute that another user, the neighbour, was seen to keep. */
export async function userWithoutText(
  t: Trial,
): Promise<{ user: GivenUser & { before: JsonObject }; text: string; neighbour: KeptUser }> {
  const neighbour = await userWithTexts(t);
  const user = await t.given.user();
  const before = await t.given.read(user.path);
  const text = neighbour.kept.find((name) => !isAssigned(before[name]));
  if (text === undefined)
    return t.skip(`the service provider makes up ${neighbour.kept.join(", ")} where they are missing`);
  return { user: { ...user, before }, text, neighbour };
}
