import { type GivenUser, Inconclusive, show, type Trial } from "../../../engine/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";

/** A user some of whose attributes are known to be supported, since they came back as they were sent. */
export interface KeptUser extends GivenUser {
  /** The resource as a GET showed it. */
  before: JsonObject;
  /** Which of the wanted attributes are shown as they were sent. */
  kept: string[];
}

/** A plain user that shows these attributes as they were sent, among userName, name, emails and active. */
export async function userShowing(t: Trial, ...names: string[]): Promise<KeptUser> {
  const user = await t.given.user();
  const before = await t.given.read(user.path);
  return holding(
    t,
    { ...user, before, kept: names.filter((name) => isKept(user.sent[name], before[name])) },
    names.length,
    names,
  );
}

/** A user with these attributes. Where the service provider does not keep one of them, the rule does not apply. */
export async function userKeeping(t: Trial, attributes: Record<string, Json>): Promise<KeptUser> {
  const names = Object.keys(attributes);
  const user = await create(t, attributes);
  return user === undefined ? await unsupported(t, names) : holding(t, user, names.length, names);
}

/**
 * A user with at least `count` of these attributes; `kept` names those it has. The rarest attribute stands first: a
 * service provider that refuses what it does not know is asked again without it.
 */
export async function userKeepingSome(t: Trial, candidates: Record<string, Json>, count = 1): Promise<KeptUser> {
  const names = Object.keys(candidates);
  for (let first = 0; first + count <= names.length; first++) {
    const wanted = names.slice(first);
    const user = await create(t, Object.fromEntries(wanted.map((name) => [name, candidates[name]!])));
    if (user !== undefined) return holding(t, user, count, wanted);
  }
  return unsupported(t, names);
}

/** Undefined where no such user can be made. */
async function create(t: Trial, attributes: Record<string, Json>): Promise<KeptUser | undefined> {
  let user: GivenUser;
  try {
    user = await t.given.user(attributes);
  } catch (cause) {
    if (cause instanceof Inconclusive) return undefined;
    throw cause;
  }
  const before = await t.given.read(user.path);
  // A service provider may list schemas of its own.
  const kept = Object.keys(attributes).filter((name) => name === "schemas" || isKept(attributes[name], before[name]));
  return { ...user, before, kept };
}

function holding(t: Trial, user: KeptUser, count: number, names: string[]): KeptUser {
  if (user.kept.length >= count) return user;
  const lost = names.find((name) => !user.kept.includes(name))!;
  return t.skip(
    `the service provider does not keep ${lost}: sent ${show(user.sent[lost])}, shows ${show(user.before[lost])}`,
  );
}

// Only a service provider that makes a plain user lets us blame the attributes; else the scene could not be set.
async function unsupported(t: Trial, names: string[]): Promise<never> {
  await t.given.user();
  return t.skip(`the service provider makes a plain user, and none with ${names.join(", ")}`);
}

/** Whether what was sent is all there; what the service provider adds beside it is its own matter. */
function isKept(sent: unknown, shown: unknown): boolean {
  if (Array.isArray(sent))
    return (
      Array.isArray(shown) &&
      shown.length === sent.length &&
      sent.every((item) => shown.some((each) => isKept(item, each)))
    );
  if (typeof sent !== "object" || sent === null) return sent === shown;
  if (typeof shown !== "object" || shown === null) return false;
  return Object.entries(sent).every(([name, value]) => isKept(value, (shown as JsonObject)[name]));
}
