import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { expectSite } from "./scene.ts";

/** What a create makes of the site it names, or does not name. */
export const create: Rule[] = [
  rule({
    id: "8x8/site/create-takes-the-site",
    title: "A user is created in the site that the create names",
    covers: ["8X8-SITE-01"],
    level: "MUST",
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const [urn, other] = urns(t);
      let user = await post(urn!);
      if (siteOf(user.read.response.body) === undefined) user = await post(other!);
      expectSite(t, user.read, site, `a user created with site "${site}"`);

      const page = await adminIfAny(t).user?.get?.({ id: user.id });
      t.expect.that(page === undefined || page.site === site, {
        summary: `a user created with site "${site}" stands in the console with site ${page?.site}`,
        seen: page?.site,
        expected: site,
        attribute: "site",
      });

      async function post(under: string) {
        const created = await t.client.post("/Users", t.given.representation(inSite(site!, under)));
        t.expect(created).status(201).hasAttribute("id");
        const id = idOf(created);
        return { id, read: await t.client.get(`/Users/${encodeURIComponent(id)}`) };
      }
    },
    mutants: {
      "sp-site-ignored-on-create": behaves<Decisions8x8>({ siteOnCreate: () => undefined }),
      "sp-site-is-always-the-newest": behaves<Decisions8x8>({
        siteOnCreate: ({ sites }) => [...sites.keys()].at(-1),
      }),
      "sp-site-missing-in-the-console": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), site: null, siteId: null }),
      })),
    },
  }),

  rule({
    id: "8x8/site/create-without-site",
    title: "A user can be created without a site, and then has none and no licence",
    covers: ["8X8-SITE-13"],
    level: "MUST",
    answers: ["siteOfUserWithoutSite"],
    async probe(t) {
      const created = await t.client.post("/Users", t.given.representation());
      t.expect(created).status(201).hasAttribute("id");
      const id = idOf(created);
      const read = await t.client.get(`/Users/${encodeURIComponent(id)}`);
      t.expect(read).status(200);

      // The only site of a customer may be taken for granted; one among several may not.
      const sites = await adminIfAny(t).site?.list?.({});
      const site = siteOf(read.response.body);
      if (sites === undefined || sites.length > 1 || site === undefined)
        expectSite(t, read, undefined, "a user created without a site");
      t.observe("siteOfUserWithoutSite", site === undefined ? "none" : "the only one");

      const page = await adminIfAny(t).user?.get?.({ id });
      t.expect.that(page === undefined || page.licence === null, {
        summary: `a user created without a site has licence ${page?.licence}`,
        seen: page?.licence,
        expected: null,
        attribute: "licence",
      });
    },
    mutants: {
      "sp-site-mandatory": behaves<Decisions8x8>((conforming) => ({
        lacking: (body) => [...conforming.lacking(body), ...(siteOf(body) === undefined ? ["a site"] : [])],
      })),
      "sp-site-defaults-to-the-first": behaves<Decisions8x8>((conforming) => ({
        siteOnCreate: (customer, name) => conforming.siteOnCreate(customer, name) ?? [...customer.sites.keys()][0],
      })),
      "sp-user-without-site-gets-a-licence": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return write.by === "create"
            ? { ...settled, licence: { level: "X2", assignedAt: settled.created } }
            : settled;
        },
      })),
    },
  }),
];
