import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { expectHeld } from "../held.ts";
import { expectSite, userIn } from "../site/scene.ts";
import { inSite, knownSites } from "../sites.ts";
import { urns } from "../urns.ts";
import { createdUser, employee, named } from "../user.ts";

/** Pushes that cannot be carried out as they are. */
export const refusedPushes: Rule[] = [
  rule({
    id: "8x8/story/s-33-typo-in-the-office",
    title:
      "A trailing blank in the name of a site makes no site and moves nobody; with the exact name the next push arrives",
    covers: ["8X8-SITE-07", "8X8-SITE-08"],
    level: "SHOULD",
    answers: ["unknownSiteOnCreate"],
    tags: ["story"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const typo = `${site} `;
      const body = employee(t);
      const placed = await userIn(t, site!);
      const sitesBefore = await adminIfAny(t).site?.list?.({});

      const created = await t.client.post("/Users", { ...body, ...inSite(typo, urns(t)[0]) });
      t.observe("unknownSiteOnCreate", accepted(t, created) ? "created without site" : "refused");
      if (created.response.status < 300) {
        const { path } = createdUser(t, created);
        expectSite(t, await t.client.get(path), undefined, `a user created with site "${typo}"`);
      }
      accepted(t, await t.client.put(placed.path, { ...placed.sent, ...inSite(typo, urns(t)[0]) }));
      expectSite(t, await t.client.get(placed.path), site, `a user of site "${site}" after a PUT with site "${typo}"`);
      const sites = await adminIfAny(t).site?.list?.({});
      t.expect.that(sites === undefined || sites.length === sitesBefore?.length, {
        summary: "there is a further site since one was misspelled",
        seen: sites?.map(({ name }) => name),
        expected: sitesBefore?.map(({ name }) => name),
        attribute: "site",
      });
      t.expect(await t.client.put(placed.path, placed.sent)).success();
    },
    mutants: {
      "sp-site-names-are-trimmed": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) => conforming.resolveSite(customer, name.trim()),
      })),
      "sp-misspelled-site-is-made": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) =>
          conforming.resolveSite(customer, name) ??
          (name.endsWith(" ") ? conforming.createSite(customer, name) : undefined),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-64-incomplete-profile",
    title: "A profile without e-mail address makes no half user, and completing it makes the whole one",
    covers: ["8X8-SCIM-06"],
    level: "SHOULD",
    tags: ["story"],
    async probe(t) {
      const body = employee(t);
      const { emails: _emails, ...incomplete } = body;
      const userName = String(body["userName"]);
      const refused = await t.client.post("/Users", incomplete);
      if (accepted(t, refused)) {
        // Taken without an address, the user is complete as it is, and the address comes by an update.
        const { path } = createdUser(t, refused);
        t.expect(await t.client.put(path, body)).success();
      } else {
        t.expect(await t.client.list("/Users", named(userName)))
          .status(200)
          .resources([]);
        t.expect(await t.client.post("/Users", body)).status(201);
      }
      const lookup = await t.client.list("/Users", named(userName));
      t.expect(lookup)
        .status(200)
        .that(valueAt(lookup.response.body, "totalResults") === 1, {
          summary: `a look-up of the completed user finds ${valueAt(lookup.response.body, "totalResults")}`,
          seen: valueAt(lookup.response.body, "totalResults"),
          expected: 1,
        });
      expectHeld(t, lookup, body);
    },
    mutants: {
      "sp-incomplete-user-keeps-the-login-id": behaves<Decisions8x8>((conforming) => {
        const seen = new Set<string>();
        return {
          lacking(body) {
            const lacking = conforming.lacking(body);
            if (lacking.length > 0) seen.add(String(body["userName"]));
            return lacking;
          },
          loginIdTaken: (customer, userName, exceptId) =>
            conforming.loginIdTaken(customer, userName, exceptId) ??
            (seen.has(userName) ? conforming.newUser(customer, userName, "idp") : undefined),
        };
      }),
      "sp-incomplete-user-is-left-behind": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          if (conforming.lacking(body).length > 0)
            customer.users.put(conforming.newUser(customer, String(body["userName"]), "idp"));
          return conforming.create(customer, body);
        },
      })),
    },
  }),
];
