import type { GivenUser, Trial } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { inSite, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import type { Overrides } from "../user.ts";

/** A user who was created with a site. Inconclusive where no create takes the site: that is a rule of its own. */
export async function userIn(t: Trial, site: string, overrides: Overrides = {}): Promise<GivenUser> {
  for (const urn of urns(t)) {
    const user = await t.given.user({ ...overrides, ...inSite(site, urn) });
    if (siteOf(await t.given.read(user.path)) === site) return user;
  }
  return t.inconclusive(`could not set the scene: a user created with site "${site}" does not show it`);
}

/** What was sent for a user, with another family name and another site, if one is given. */
export function resent({ sent }: GivenUser, familyName: string, site: JsonObject = {}): JsonObject {
  return { ...sent, ...site, name: { ...(sent["name"] as JsonObject), familyName } };
}

/** Judges the site that a read shows; undefined stands for none. */
export function expectSite(t: Trial, read: Exchange, site: string | undefined, story: string): void {
  const seen = siteOf(read.response.body);
  t.expect(read)
    .status(200)
    .that(seen === site, {
      summary: `${story} shows ${seen === undefined ? "no site" : `site "${seen}"`}`,
      seen,
      expected: site ?? "no site",
      attribute: "site",
    });
}

/**
 * Whether an update looks at the site: it does where the name of no site is refused. Elsewhere a site that an update
 * does not give says nothing of when sites can be given.
 */
export async function looksAtSites(t: Trial, user: GivenUser): Promise<boolean> {
  const put = await t.client.put(user.path, resent(user, "Quintrell", inSite(`${t.given.name()} unknown`, urns(t)[0])));
  return put.response.status >= 400;
}
