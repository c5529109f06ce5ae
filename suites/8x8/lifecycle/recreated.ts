import { behaves, type Mutant, type Rule, rule, show } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { admin, granted, page } from "../admin.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { inSite, knownSites, siteUrn } from "../sites.ts";
import { createdUser, employee } from "../user.ts";

/** A user who was deleted for good and provisioned once more. */
export const recreated: Rule[] = [
  rule({
    id: "8x8/lifecycle/recreated-is-new",
    title: "A user provisioned again after a deletion in the console is a new record, with the site of the new create",
    covers: ["8X8-LIFECYCLE-06"],
    level: "SHOULD",
    needs: [...LICENSING, "admin.user.delete"],
    async probe(t) {
      const { user, before } = await licensedUser(t);
      const sites = await knownSites(t, 1, 2);
      const site = sites.find((name) => name !== before.site) ?? sites[0]!;
      await granted(admin(t).user.delete({ id: user.id }));
      const body = employee(t, { userName: user.userName, ...inSite(site, siteUrn(t)) });
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201);
      const { id } = createdUser(t, created);
      t.expect(created).that(id !== user.id, {
        summary: "the user provisioned after a deletion in the console has the former id",
        seen: id,
        expected: "another id",
        attribute: "id",
      });
      t.expect(await t.client.get(user.path)).status(404);
      const shown = await page(t, id);
      for (const attribute of ["licence", "extension", "phoneNumber", "costCenter", "profile", "picture"] as const)
        t.expect(created).that(shown[attribute] === null, {
          summary: `the user provisioned after a deletion in the console has ${attribute} ${show(shown[attribute])}`,
          seen: shown[attribute],
          expected: null,
          attribute,
        });
      t.expect(created).that(shown.site === site, {
        summary: `the user provisioned again with site "${site}" is in ${shown.site === null ? "no site" : `site "${shown.site}"`}`,
        seen: shown.site,
        expected: site,
        attribute: "site",
      });
    },
    mutants: {
      "sp-recreate-resurrects-record": remembering((user) => user),
      "sp-recreate-keeps-the-licence": remembering(({ licence, extension, phoneNumber }) => ({
        licence,
        extension,
        phoneNumber,
      })),
      "sp-recreate-keeps-the-site": remembering(({ siteId }) => ({ siteId })),
    },
  }),
];

/** A service provider that gives a new user something of the deleted one with the same login ID. */
function remembering(kept: (former: User8x8) => Partial<User8x8>): Mutant {
  return behaves<Decisions8x8>((conforming) => {
    const deleted = new Map<string, User8x8>();
    return {
      consoleDelete(customer, user) {
        deleted.set(user.userName, { ...user });
        return conforming.consoleDelete(customer, user);
      },
      create(customer, body) {
        const user = conforming.create(customer, body);
        const former = deleted.get(user.userName);
        return former === undefined ? user : { ...user, ...kept(former), active: user.active };
      },
    };
  });
}
