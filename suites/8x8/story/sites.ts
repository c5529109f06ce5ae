import { behaves, type Mutant, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8, SiteView } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { expectSite, looksAtSites, resent, userIn } from "../site/scene.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { createdUser, employee } from "../user.ts";

/** People and the sites they belong to. */
export const sites: Rule[] = [
  rule({
    id: "8x8/story/s-30-site-at-creation",
    title: "A user created with a site, under either URN that is known, can be licensed",
    covers: ["8X8-SITE-01", "8X8-SCIM-20", "8X8-SCIM-21", "8X8-LIC-05"],
    level: "SHOULD",
    needs: ["admin.user.get", "admin.user.assignLicence"],
    tags: ["story"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      let placed = 0;
      for (const urn of urns(t)) {
        const created = await t.client.post("/Users", employee(t, inSite(site!, urn)));
        // A URN that is not known is refused, or ignored visibly (C-01).
        if (!accepted(t, created)) continue;
        const { id, path } = createdUser(t, created);
        const read = await t.client.get(path);
        const shown = await admin(t).user.get({ id });
        if (siteOf(read.response.body) === undefined && shown?.site === null) continue;
        placed++;
        expectSite(t, read, site, `a user created with site "${site}" under ${urn}`);
        t.expect(read).that(shown?.site === site, {
          summary: `the console shows a user created with site "${site}" in ${shown?.site ?? "no site"}`,
          seen: shown?.site,
          expected: site,
          attribute: "site",
        });
        const licensed = await attempted(admin(t).user.assignLicence({ id, licence: "X6" }));
        t.expect(read).that(licensed === "stored", {
          summary: `a user of site "${site}" cannot be licensed`,
          seen: licensed,
          expected: "stored",
          attribute: "licence",
        });
      }
      t.expect.that(placed > 0, {
        summary: "a create takes the site under none of the URNs of the guides",
        seen: "no site",
        expected: site,
        attribute: "site",
      });
    },
    mutants: {
      "sp-console-overlooks-the-site-of-a-create": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), site: null }),
      })),
      "sp-users-of-scim-cannot-be-licensed": behaves<Decisions8x8>((conforming) => ({
        consoleLicence: (customer, user, level) =>
          user.origin === "idp" && level !== null ? "invalid" : conforming.consoleLicence(customer, user, level),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-31-employee-moves",
    title: "A move to another office leaves the user where it was; only deletion and a new create move the user",
    covers: ["8X8-SITE-02", "8X8-SITE-03", "8X8-LIFECYCLE-06"],
    level: "SHOULD",
    needs: ["admin.user.delete"],
    tags: ["story"],
    answers: ["siteUpdate"],
    async probe(t) {
      const [berlin, paris] = (await knownSites(t, 2)) as [string, string];
      const user = await userIn(t, berlin);
      const moved = await t.client.put(user.path, resent(user, "Wanderer", inSite(paris, urns(t)[0])));
      const done = accepted(t, moved);
      const read = await t.client.get(user.path);
      expectSite(t, read, berlin, `a user of site "${berlin}" after a PUT with site "${paris}"`);
      const applied = valueAt(read.response.body, "name.familyName") === "Wanderer";
      t.expect(read).that(applied === done, {
        summary: `a PUT with another site was ${done ? "answered with success and its name not stored" : "refused and its name stored"}`,
        seen: applied,
        expected: done,
        attribute: "name.familyName",
      });
      if (!done) t.observe("siteUpdate", "reject");
      else if (await looksAtSites(t, user)) t.observe("siteUpdate", "ignore");
      await granted(admin(t).user.delete({ id: user.id }));
      const again = await t.client.post("/Users", { ...user.sent, ...inSite(paris, urns(t)[0]) });
      t.expect(again).status(201);
      const { id, path } = createdUser(t, again);
      t.expect(again).that(id !== user.id, {
        summary: "the user created again has the former id",
        seen: id,
        expected: "another id",
        attribute: "id",
      });
      expectSite(t, await t.client.get(path), paris, `a user deleted and created again with site "${paris}"`);
    },
    mutants: {
      "sp-office-moves-the-user": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) => conforming.siteOnUpdate(customer, { ...user, siteId: undefined }, name),
      })),
      "sp-recreated-users-return-to-their-site": behaves<Decisions8x8>((conforming) => {
        const former = new Map<string, string | undefined>();
        return {
          consoleDelete(customer, user) {
            former.set(user.userName, user.siteId);
            return conforming.consoleDelete(customer, user);
          },
          create(customer, body) {
            const user = conforming.create(customer, body);
            return { ...user, siteId: former.get(user.userName) ?? user.siteId };
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/s-32-renamed-site",
    title:
      "After a site was renamed its users never leave it: updates with the new name work, and others go on meanwhile",
    covers: ["8X8-SITE-09", "8X8-SITE-10", "8X8-SITE-12"],
    level: "SHOULD",
    needs: ["admin.site.create", "admin.site.rename", "admin.user.get"],
    tags: ["story"],
    answers: ["renamedSiteWithFormerName"],
    async probe(t) {
      const [site, other] = [await ownSite(t), await ownSite(t)];
      const users = [await userIn(t, site.name), await userIn(t, site.name)];
      const neighbour = await userIn(t, other.name);
      const { name } = await granted(admin(t).site.rename({ site: site.id, name: `${t.given.name()}-Mitte` }));
      for (const user of users) {
        const stale = await t.client.put(user.path, resent(user, "Stale"));
        t.observe("renamedSiteWithFormerName", accepted(t, stale) ? "carried out" : "refused");
        expectSite(t, await t.client.get(user.path), name, "a user of a renamed site after a PUT with the former name");
      }
      t.expect(await t.client.put(neighbour.path, resent(neighbour, "Neighbour"))).success();
      expectSite(t, await t.client.get(neighbour.path), other.name, "a user of another site after a site was renamed");
      for (const user of users) {
        t.expect(await t.client.put(user.path, resent(user, "Recovered", inSite(name, urns(t)[0])))).success();
        const read = await t.client.get(user.path);
        t.expect(read).attribute("name.familyName", "Recovered");
        expectSite(t, read, name, "a user of a renamed site after a PUT with the new name");
        const shown = await admin(t).user.get({ id: user.id });
        t.expect(read).that(shown?.siteId === site.id, {
          summary: "a user of a renamed site is in another site since a PUT with the new name",
          seen: shown?.siteId,
          expected: site.id,
          attribute: "site",
        });
      }
    },
    mutants: {
      "sp-former-name-takes-the-site-away": onRenamedSite((user) => ({ ...user, siteId: undefined })),
      "sp-rename-stops-all-updates-of-sites": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const renamed = customer.sites.values().some(({ previousNames }) => previousNames.length > 0);
          return conforming.siteOnUpdate(customer, user, renamed && name !== undefined ? `${name} (former)` : name);
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-34-user-without-site",
    title: "A user without site is licensed only once an administrator has given the first site, which updates leave",
    covers: ["8X8-SITE-13", "8X8-LIC-05", "8X8-SITE-05"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.assignLicence", "admin.user.assignSite", "admin.site.list"],
    tags: ["story"],
    answers: ["siteConsoleFirstAssign"],
    async probe(t) {
      const created = await t.client.post("/Users", employee(t));
      t.expect(created).status(201);
      const { id, path } = createdUser(t, created);
      const { user: verbs, site } = admin(t);
      if ((await verbs.get({ id }))?.siteId !== null)
        t.skip("the customer places users without a site in its only one");
      const license = async (): Promise<string> => attempted(verbs.assignLicence({ id, licence: "X6" }));
      const early = await license();
      t.expect.that(early !== "stored", {
        summary: "a user without site was licensed",
        seen: early,
        expected: "a refusal",
        attribute: "licence",
      });
      const [first] = await granted(site.list({}));
      if (first === undefined) return t.skip("the customer has no site");
      const assigned = await attempted(verbs.assignSite({ id, site: first.id }));
      t.observe("siteConsoleFirstAssign", assigned === "stored" ? "yes" : "no");
      if (assigned !== "stored") return;
      const late = await license();
      t.expect.that(late === "stored", {
        summary: `a user whom an administrator gave site "${first.name}" cannot be licensed`,
        seen: late,
        expected: "stored",
        attribute: "licence",
      });
      const sent = created.request.body as Parameters<typeof resent>[0]["sent"];
      t.expect(await t.client.put(path, { ...sent, title: "Placed" })).success();
      const shown = await verbs.get({ id });
      t.expect.that(shown?.siteId === first.id && shown.licence !== null, {
        summary: `a PUT without site left a user of site "${first.name}" in ${shown?.site ?? "no site"} with licence ${shown?.licence}`,
        seen: { site: shown?.site, licence: shown?.licence },
        expected: { site: first.name, licence: "X6" },
        attribute: "site",
      });
    },
    mutants: {
      "sp-siteless-users-are-licensed": behaves<Decisions8x8>((conforming) => ({
        consoleLicence(customer, user, level) {
          if (user.siteId !== undefined || level === null) return conforming.consoleLicence(customer, user, level);
          user.licence = { level, assignedAt: 0 };
          return "stored";
        },
      })),
      "sp-site-from-the-console-does-not-last": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) =>
          name === undefined ? undefined : conforming.siteOnUpdate(customer, user, name),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-36-late-site",
    title: "A site sent after the create is taken once or never, and the user stays where that leaves it",
    covers: ["8X8-SITE-06"],
    level: "SHOULD",
    tags: ["story"],
    answers: ["siteMutability"],
    async probe(t) {
      const [first, second] = (await knownSites(t, 2)) as [string, string];
      const user = await t.given.user(employee(t));
      if (siteOf(await t.given.read(user.path)) !== undefined) t.skip("a user created without a site has one");
      const put = async (site: string): Promise<string | undefined> => {
        const answer = await t.client.put(user.path, { ...user.sent, ...inSite(site, urns(t)[0]) });
        const done = accepted(t, answer);
        const seen = siteOf(await t.given.read(user.path));
        t.expect(answer).that(done || seen === undefined || seen === first, {
          summary: `a PUT with site "${site}" was refused, and the user is in site "${seen}"`,
          seen,
          expected: "the site as before",
          attribute: "site",
        });
        return seen;
      };
      const placed = await put(first);
      if (placed !== undefined) t.observe("siteMutability", "set-once");
      else if (await looksAtSites(t, user)) t.observe("siteMutability", "create-only");
      for (const site of [second, first, second]) {
        const seen = await put(site);
        t.expect.that(seen === placed, {
          summary: `a user ${placed === undefined ? "without site" : `of site "${placed}"`} is in ${seen === undefined ? "no site" : `site "${seen}"`} after a PUT with site "${site}"`,
          seen,
          expected: placed ?? "no site",
          attribute: "site",
        });
      }
    },
    mutants: {
      "sp-late-site-follows-every-update": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) => conforming.siteOnUpdate(customer, { ...user, siteId: undefined }, name),
      })),
      "sp-second-late-site-takes-the-first-away": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const asked = name === undefined ? undefined : conforming.resolveSite(customer, name);
          if (asked !== undefined && user.siteId !== undefined && asked.id !== user.siteId) return undefined;
          return conforming.siteOnUpdate(customer, user, name);
        },
      })),
    },
  }),
];

async function ownSite(t: Trial): Promise<SiteView> {
  return granted(admin(t).site.create({ name: t.given.name() }));
}

/** A service provider that changes a user when a PUT names a former name of its site. */
function onRenamedSite(
  change: (user: Parameters<Decisions8x8["replace"]>[1]) => Parameters<Decisions8x8["replace"]>[1],
): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    replace(customer, user, body) {
      const { previousNames = [] } = customer.sites.get(user.siteId ?? "") ?? {};
      if (previousNames.includes(siteOf(body) ?? "")) {
        customer.users.put(change(user));
        return change(user);
      }
      return conforming.replace(customer, user, body);
    },
  }));
}
