import fc from "fast-check";
import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, SitesPage } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../own-customer.ts";
import { inSite } from "../sites.ts";
import { urns } from "../urns.ts";
import { createdUser, employee } from "../user.ts";
import { word } from "../words.ts";

/** Pieces of names that somebody might tidy up: inner blanks, signs, composed and decomposed letters. */
const PIECES = ["Zürich", "Zu\u0308rich", "R&D", "St.  Ives", "Köln / Süd", 'The "Old" Mill', "berlin", "Büro 2,5"];

/** The names of sites on the page that lists them. */
export const sites: Rule[] = [
  rule({
    id: "8x8/ui/site-names-can-be-copied",
    title: "The name that the sites page displays and copies is the name that SCIM needs",
    covers: ["8X8-UI-11"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.site.create", "admin.page.sites", "admin.user.get"],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const { id: customer } = own;
        await t.property(
          fc.tuple(fc.constantFrom(...PIECES), word(1, 6)),
          async ([piece, word]) => {
            const site = await granted(admin(t).site.create({ customer, name: `${piece} ${word} ${t.given.name()}` }));
            const { rows } = await granted(admin(t).page.sites({ customer }));
            const name = rows.find(({ id }) => id === site.id)?.name;
            for (const [how, shown] of Object.entries({ displays: name?.value, copies: name?.copies })) {
              // A page without a Copy button leaves it to the mouse.
              if (how === "copies" && name !== undefined && shown === null) continue;
              const created = await own.send("POST", "/Users", employee(t, inSite(shown ?? "", urns(t)[0])));
              t.expect(created).status(201);
              const user = await admin(t).user.get({ customer, id: createdUser(t, created).id });
              t.expect(created).that(user?.siteId === site.id, {
                summary: `a user created with the name that the sites page ${how} is in ${user?.site ?? "no site"}`,
                seen: user?.site,
                expected: site.name,
                attribute: "site",
              });
            }
          },
          { runs: 4 },
        );
      }),
    mutants: {
      "sp-ui-site-name-trimmed": onSitesPage((name) => ({
        ...name,
        value: (name.value ?? "").replace(/\s+/g, " ").replace(/\S+$/, ""),
      })),
      "sp-ui-site-copy-is-in-capitals": onSitesPage((name) => ({ ...name, copies: (name.copies ?? "").toUpperCase() })),
    },
  }),
];

function onSitesPage(change: (name: SitesPage["rows"][number]["name"]) => SitesPage["rows"][number]["name"]): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    sitesPage: (customer) => ({
      rows: conforming.sitesPage(customer).rows.map((row) => ({ ...row, name: change(row.name) })),
    }),
  }));
}
