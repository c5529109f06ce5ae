import { bodyOf, type GivenUser, type Trial, valueAt } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { isAssigned, sameValue } from "./same-value.ts";

/** Expects that a GET shows these attributes of a resource as they were before. */
export function expectSame(t: Trial, before: JsonObject, after: Exchange, names: string[]): void {
  t.expect(after).status(200);
  const shown = bodyOf(after);
  for (const name of names)
    t.expect(after).that(sameValue(before[name], shown[name]), {
      summary: `${after.request.method} ${after.request.path} shows that ${name} was changed`,
      seen: shown[name],
      expected: before[name],
      attribute: name,
    });
}

/** Reads a user and expects all that the rule gave it, and its id, as they were before. */
export async function expectUntouched(t: Trial, user: GivenUser, before: JsonObject): Promise<Exchange> {
  const after = await t.client.get(user.path);
  const given = Object.keys(user.sent).filter((name) => name !== "schemas" && name in before);
  expectSame(t, before, after, ["id", ...given]);
  return after;
}

/**
 * Expects an attribute to be unassigned. A display name is often made up where there is none, so of one it is enough
 * that the old value has gone.
 */
export function expectCleared(t: Trial, before: JsonObject, after: Exchange, path: string): void {
  const seen = valueAt(after.response.body, path);
  const madeUp = /display(Name)?$/.test(path) && seen !== valueAt(before, path);
  t.expect(after)
    .status(200)
    .that(madeUp || !isAssigned(seen), {
      summary: `${after.request.method} ${after.request.path} still shows ${path}`,
      seen,
      expected: "unassigned",
      attribute: path,
    });
}
