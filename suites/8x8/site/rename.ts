import fc from "fast-check";
import {
  behaves,
  type Capability,
  type GivenUser,
  idOf,
  type Rule,
  rule,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Decisions8x8, SiteView } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { inSite, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { word } from "../words.ts";
import { expectSite, resent, userIn } from "./scene.ts";

const RENAMING: Capability[] = ["admin.site.create", "admin.site.rename"];

/** What renaming a site in the console does to its users, and to those who still send the former name. */
export const rename: Rule[] = [
  rule({
    id: "8x8/site/former-name-is-unknown",
    title: "After a site was renamed, its former name is the name of no site",
    covers: ["8X8-SITE-09"],
    level: "MUST",
    needs: RENAMING,
    answers: ["renameBreaks"],
    async probe(t) {
      const site = await ownSite(t);
      const user = await userIn(t, site.name);
      const renamed = await renameTo(t, site, `${t.given.name()} renamed`);

      const put = await t.client.put(user.path, resent(user, "Quintrell"));
      const done = accepted(t, put);
      const read = await t.client.get(user.path);
      expectSite(t, read, renamed.name, `a user of site "${renamed.name}" after a PUT with its former name`);
      const applied = valueAt(read.response.body, "name.familyName") === "Quintrell";
      t.expect(read).that(applied === done, {
        summary: `a PUT with the former name of the site was ${done ? "answered with success and not applied" : "refused and still applied"}`,
        seen: valueAt(read.response.body, "name.familyName"),
        expected: done ? "Quintrell" : "the family name as before",
        attribute: "name.familyName",
      });
      // Where it is carried out, any other name of no site is carried out as well: the site is not looked at.
      if (done) {
        const unknown = inSite(`${t.given.name()} unknown`, urns(t)[0]);
        const other = await t.client.put(user.path, resent(user, "Quintrell", unknown));
        t.expect(other).that(accepted(t, other), {
          summary: "a PUT with the former name of a site is carried out, and one with a name that never was is refused",
          seen: other.response.status,
          expected: "the same answer to both",
          attribute: "site",
        });
      }
      const looks = !done || (await looksAtKnownSites(t, renamed.name));
      if (looks) t.observe("renameBreaks", done ? "site-only" : "whole-update");
      // To take no site after the create looks the same, and so it is no contradiction to what was asked for.
      else if (t.options["siteMutability"] !== "create-only" || t.options["renameBreaks"] !== "site-only")
        t.observe("renameBreaks", "ignored");

      const late = await t.client.post("/Users", t.given.representation(inSite(site.name, urns(t)[0])));
      if (!accepted(t, late)) return;
      const made = await t.client.get(`/Users/${encodeURIComponent(idOf(late))}`);
      expectSite(t, made, undefined, `a user created with the former name of site "${renamed.name}"`);
    },
    mutants: {
      "sp-old-site-name-still-accepted": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) =>
          conforming.resolveSite(customer, name) ??
          customer.sites.values().find(({ previousNames }) => previousNames.includes(name)),
      })),
      "sp-former-name-fails-silently": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const site = siteOf(body);
          if (site !== undefined && conforming.resolveSite(customer, site) === undefined) return { ...user };
          return conforming.replace(customer, user, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/new-name-recovers",
    title: "Updates work again once they name the site by its new name",
    covers: ["8X8-SITE-10"],
    level: "MUST",
    needs: RENAMING,
    async probe(t) {
      const site = await ownSite(t);
      const user = await userIn(t, site.name);
      const renamed = await renameTo(t, site, `${t.given.name()} renamed`);
      accepted(t, await t.client.put(user.path, resent(user, "Quintrell")));

      const followed = resent(user, "Pemberley", inSite(renamed.name, urns(t)[0]));
      t.expect(await t.client.put(user.path, followed)).success();
      const read = await t.client.get(user.path);
      expectSite(t, read, renamed.name, "a user of a renamed site after a PUT with its new name");
      t.expect(read).attribute("name.familyName", "Pemberley");
      await expectInSite(t, user, site, "a PUT with the new name of the site");
    },
    mutants: {
      "sp-rename-counts-as-site-change": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const [first] = customer.sites.get(user.siteId ?? "")?.previousNames ?? [];
          return conforming.siteOnUpdate(customer, user, first ?? name);
        },
      })),
      "sp-new-name-is-a-new-site": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const site = customer.sites.get(user.siteId ?? "");
          if (site === undefined || name !== site.name || site.previousNames.length === 0)
            return conforming.siteOnUpdate(customer, user, name);
          const copy = { ...site, id: `${site.id}-copy`, previousNames: [] };
          customer.sites.set(copy.id, copy);
          return copy.id;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/rename-keeps-users",
    title: "A user of a renamed site shows the new name at once, and nothing else changes",
    covers: ["8X8-SITE-11"],
    level: "SHOULD",
    needs: [...RENAMING, "admin.user.get"],
    async probe(t) {
      const site = await ownSite(t);
      const user = await userIn(t, site.name);
      const license = adminIfAny(t).user?.assignLicence;
      if (license !== undefined) await granted(license({ id: user.id, licence: "X6" }));
      const before = await granted(admin(t).user.get({ id: user.id }));

      await t.property(
        word(2, 7),
        async (word) => {
          const { name } = await renameTo(t, site, `${t.given.name()} ${word}`);
          expectSite(t, await t.client.get(user.path), name, `a user of a site that was renamed to "${name}"`);
          const page = await admin(t).user.get({ id: user.id });
          const expected = { ...before!, site: name };
          for (const attribute of ["site", "licence", "active", "owner", "extension", "directoryVisible"] as const)
            t.expect.that(page?.[attribute] === expected[attribute], {
              summary: `after its site was renamed the console shows ${attribute} of a user as ${page?.[attribute]}`,
              seen: page?.[attribute],
              expected: expected[attribute],
              attribute,
            });
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-rename-orphans-users": behaves<Decisions8x8>((conforming) => ({
        siteName: (customer, user) =>
          customer.sites.get(user.siteId ?? "")?.previousNames[0] ?? conforming.siteName(customer, user),
      })),
      "sp-rename-takes-the-licence": behaves<Decisions8x8>((conforming) => ({
        renameSite(customer, site, name) {
          conforming.renameSite(customer, site, name);
          for (const user of customer.users.all()) if (user.siteId === site.id) user.licence = undefined;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/rename-spares-others",
    title: "Users of other sites, and of none, are updated as ever after a site was renamed",
    covers: ["8X8-SITE-12"],
    level: "SHOULD",
    needs: RENAMING,
    async probe(t) {
      const [renamed, other] = [await ownSite(t), await ownSite(t)];
      await userIn(t, renamed.name);
      const neighbours = [await userIn(t, other.name), await t.given.user()];
      await renameTo(t, renamed, `${t.given.name()} renamed`);
      for (const [index, user] of neighbours.entries()) {
        t.expect(await t.client.put(user.path, resent(user, "Quintrell"))).success();
        const read = await t.client.get(user.path);
        t.expect(read).status(200).attribute("name.familyName", "Quintrell");
        if (index === 0) expectSite(t, read, other.name, "a user of another site after a site was renamed");
      }
    },
    mutants: {
      "sp-rename-breaks-all": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate(customer, user, name) {
          const former = customer.sites.values().flatMap(({ previousNames }) => previousNames);
          return conforming.siteOnUpdate(customer, user, former.next().value ?? name);
        },
      })),
      "sp-rename-renames-every-site": behaves<Decisions8x8>((conforming) => ({
        renameSite(customer, site, name) {
          conforming.renameSite(customer, site, name);
          for (const each of customer.sites.values()) each.name = name;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/site-is-shared",
    title: "Users created with the name of one site all belong to it",
    covers: ["8X8-SITE-15"],
    level: "MAY",
    needs: [...RENAMING, "admin.user.get"],
    async probe(t) {
      await t.property(
        fc.integer({ min: 2, max: 4 }),
        async (count) => {
          const site = await ownSite(t);
          const users: GivenUser[] = [];
          while (users.length < count) users.push(await userIn(t, site.name));
          for (const user of users) await expectInSite(t, user, site, "a create with its name");
          const { name } = await renameTo(t, site, `${t.given.name()} renamed`);
          const story = `one of ${count} users of a site that was renamed to "${name}"`;
          for (const user of users) expectSite(t, await t.client.get(user.path), name, story);
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-site-per-user": behaves<Decisions8x8>((conforming) => ({
        siteOnCreate(customer, name) {
          const site = customer.sites.get(conforming.siteOnCreate(customer, name) ?? "");
          if (site === undefined) return undefined;
          const copy = { ...site, id: `${site.id}-${customer.users.size}` };
          customer.sites.set(copy.id, copy);
          return copy.id;
        },
      })),
      "sp-rename-reaches-the-first-user": behaves<Decisions8x8>((conforming) => ({
        siteName(customer, user) {
          const first = [...customer.users.all()].find(({ siteId }) => siteId === user.siteId);
          const former = customer.sites.get(user.siteId ?? "")?.previousNames[0];
          return (first === user ? undefined : former) ?? conforming.siteName(customer, user);
        },
      })),
    },
  }),
];

/** A site of the rule's own, so that renaming it disturbs nobody. */
async function ownSite(t: Trial): Promise<SiteView> {
  return granted(admin(t).site.create({ name: t.given.name() }));
}

async function renameTo(t: Trial, { id }: SiteView, name: string): Promise<SiteView> {
  return granted(admin(t).site.rename({ site: id, name }));
}

/** Whether a PUT gives a user without a site one: then updates do look at the site. */
async function looksAtKnownSites(t: Trial, site: string): Promise<boolean> {
  const user = await t.given.user();
  const put = await t.client.put(user.path, resent(user, "Quintrell", inSite(site, urns(t)[0])));
  return put.response.status >= 400 || siteOf(await t.given.read(user.path)) === site;
}

/** Judges that the console has a user in this very site, and not in one that is called like it. */
async function expectInSite(t: Trial, { id }: GivenUser, site: SiteView, what: string): Promise<void> {
  const page = await adminIfAny(t).user?.get?.({ id });
  t.expect.that(page === undefined || page.siteId === site.id, {
    summary: `after ${what} the console has a user in site ${page?.siteId}`,
    seen: page?.siteId,
    expected: site.id,
    attribute: "site",
  });
}
