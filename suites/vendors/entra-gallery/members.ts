import { show, type Trial, valueAt } from "../../../engine/index.ts";
import { type Exchange, isObject } from "../../../scim/index.ts";

/** Judges who is in a group, by the ids of its members. */
export function expectMembers(t: Trial, read: Exchange, wanted: readonly string[]): void {
  const members = valueAt(read.response.body, "members");
  const seen = Array.isArray(members) ? members.filter(isObject).map(({ value }) => String(value)) : [];
  const expected = wanted.toSorted();
  t.expect(read)
    .status(200)
    .that(show(seen.sort(), 10_000) === show(expected, 10_000), {
      summary: `the group has ${seen.length} members, expected ${expected.length}: ${show(expected)}`,
      seen,
      expected,
      attribute: "members",
    });
}
