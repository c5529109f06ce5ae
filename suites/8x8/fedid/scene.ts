import type { Trial } from "../../../engine/index.ts";
import { admin, granted } from "../admin.ts";

/** Names a user of the run's customer, or of another one. */
export type Named = { id: string; customer?: string };

/** The Federation ID that the driver sees of a user. Skips the rule where it sees none of any user. */
export async function federationIdOf(t: Trial, { id, customer }: Named): Promise<string | null> {
  const page = await granted(admin(t).user.get({ id, ...(customer === undefined ? {} : { customer }) }));
  if (page === undefined) return t.inconclusive(`the console has no user ${id}`);
  if (page.federationId === undefined) return t.skip("the driver cannot see the Federation ID of a user");
  return page.federationId;
}

/** Judges the Federation ID of a user. */
export async function expectFederationId(t: Trial, user: Named, expected: string, story: string): Promise<void> {
  const seen = await federationIdOf(t, user);
  t.expect.that(seen === expected, {
    summary: `the Federation ID of ${story} is ${seen === null ? "empty" : `"${seen}"`}, expected "${expected}"`,
    seen,
    expected,
    attribute: "federationId",
  });
}
