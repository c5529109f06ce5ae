import { AdminRefusal, type SiteDecisions } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import type { World } from "./world.ts";

/** What happens to the site of a user. */
export function siteDecisions(world: World): SiteDecisions {
  const { options } = world;
  const key = (name: string): string => (options.siteNameCase === "exact" ? name : name.toLowerCase());
  const unknown = (name: string): ScimError =>
    new ScimError(
      400,
      "invalidValue",
      `there is no site "${name.slice(0, 200)}"; the name is that of the console, exactly`,
    );

  return {
    resolveSite: ({ sites }, name) => sites.values().find((site) => key(site.name) === key(name)),

    siteOnCreate(customer, name) {
      if (name === undefined) return undefined;
      const site = world.decide.resolveSite(customer, name);
      if (site === undefined) throw unknown(name);
      return site.id;
    },

    siteOnUpdate(customer, user, name) {
      if (name === undefined || options.renameBreaks === "ignored") return user.siteId;
      const site = world.decide.resolveSite(customer, name);
      if (site === undefined) {
        if (options.renameBreaks === "whole-update") throw unknown(name);
        return user.siteId;
      }
      if (user.siteId === site.id) return site.id;
      if (user.siteId === undefined && options.siteMutability === "set-once") return site.id;
      if (options.siteUpdate === "ignore") return user.siteId;
      throw new ScimError(400, "mutability", "the site of a user cannot be changed");
    },

    siteName: ({ sites }, user) => (user.siteId === undefined ? undefined : sites.get(user.siteId)?.name),

    createSite(customer, name) {
      refuseTaken(customer.sites.values(), name);
      const site = { id: world.newId(), name, previousNames: [], createdAt: world.now() };
      customer.sites.set(site.id, site);
      return site;
    },

    renameSite(customer, site, name) {
      if (name === site.name) return;
      refuseTaken(customer.sites.values(), name);
      site.previousNames.push(site.name);
      site.name = name;
    },
  };
}

function refuseTaken(sites: Iterable<{ name: string }>, name: string): void {
  if (name.trim() === "") throw new AdminRefusal("invalid-value", "a site has a name");
  for (const site of sites)
    if (site.name === name) throw new AdminRefusal("site-name-taken", `there is a site "${name}" already`);
}
