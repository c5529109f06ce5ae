import { type Trial, valueAt } from "../../engine/index.ts";
import type { JsonObject } from "../../scim/index.ts";
import { adminIfAny, granted } from "./admin.ts";
import { ENTERPRISE, EXTENSION, OLDER_EXTENSION, USER } from "./user.ts";

/** The names of sites that a user shows, by the URN they stand under. */
export function sitesOf(resource: unknown): { urn: string; site: string }[] {
  return [EXTENSION, OLDER_EXTENSION].flatMap((urn) => {
    const site = valueAt(valueAt(resource, urn), "site");
    return typeof site === "string" && site !== "" ? [{ urn, site }] : [];
  });
}

/** The one name of a site that a user shows, under whichever URN. */
export function siteOf(resource: unknown): string | undefined {
  return sitesOf(resource)[0]?.site;
}

/** The URN under which a site is written, unless the profile says otherwise the newer one (C-01). */
export function siteUrn(t: Trial): string {
  return t.options["extensionUrn"] === "8x8user-2.0" ? OLDER_EXTENSION : EXTENSION;
}

/** The members of a User that ask for a site. */
export function inSite(site: string, urn: string = EXTENSION): JsonObject {
  return { schemas: [USER, ENTERPRISE, urn], [urn]: { site } };
}

/**
 * The names of sites of the customer: those the driver lists, else those that users of the first page have. Skips the
 * rule where there are fewer than it needs.
 */
export async function knownSites(t: Trial, atLeast: number, atMost: number = atLeast): Promise<string[]> {
  const list = adminIfAny(t).site?.list;
  const names = list === undefined ? await sitesOfUsers(t) : (await granted(list({}))).map(({ name }) => name);
  if (names.length < atLeast) {
    const where = list === undefined ? "no driver lists them, and users of the first page show" : "the driver lists";
    t.skip(`needs the names of ${atLeast} sites: ${where} ${names.length}`);
  }
  return names.slice(0, atMost);
}

async function sitesOfUsers(t: Trial): Promise<string[]> {
  const list = await t.client.list("/Users", { startIndex: 1, count: 100 });
  const users = valueAt(list.response.body, "Resources");
  if (list.response.status !== 200 || !Array.isArray(users)) return [];
  return [...new Set(users.map(siteOf).filter((site) => site !== undefined))];
}
