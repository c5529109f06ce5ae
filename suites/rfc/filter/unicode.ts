import { on, type Rule, rule } from "../../../engine/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { emptyList, readsFilterAs, refuse, whenFiltered } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

export const unicodeIsPrepared: Rule = rule({
  id: "filter/unicode-is-prepared",
  title: "A filter finds a userName whichever way its accented letters are composed",
  covers: ["7644-7.8-01"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const [local, domain] = t.given.userName().split("@");
    // Not every service provider takes such an address, and this is about the userName.
    const emails = [{ value: t.given.userName(), type: "work", primary: true }];
    const user = await t.given.user({ userName: `${local}.jos\u00e9@${domain}`, emails });
    await t.given.user({ userName: `${local}.jose@${domain}` });
    await expectSelected(t, `userName eq "${local}.jos\u00e9@${domain}"`, [user], { comparisons: [] });
    await expectSelected(t, `userName eq "${local}.jose\u0301@${domain}"`, [user], { comparisons: [] });
  },
  mutants: {
    "compares code points": whenFiltered((filter) => filter.includes("\u0301"), emptyList()),
    "loses accents": readsFilterAs((filter) => filter.normalize("NFD").replace("\u0301", "")),
    "finds no accented letter": whenFiltered((filter) => filter.normalize("NFD").includes("\u0301"), emptyList()),
  },
});

export const filtersArePercentEncoded: Rule = rule({
  id: "filter/is-percent-encoded",
  title: "A percent-encoded filter is decoded as UTF-8 before it is read",
  covers: ["7644-1.2-01"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const unique = t.given.name();
    const user = await t.given.user({ name: { givenName: "Anna", familyName: `M\u00fcller & 50%+ ${unique}` } });
    const login = `filter=%75serName%20eq%20%22${user.userName.replace("@", "%40")}%22`;
    await expectSelected(t, `userName eq "${user.userName}"`, [user], { query: login, comparisons: [] });
    await needsShownAsSent(t, user, "name.familyName");
    const filter = `name.familyName eq "M\u00fcller & 50%+ ${unique}"`;
    const comparisons = [`name.familyName eq "${unique}"`];
    const value = `M%C3%BCller%20%26%2050%25%2B%20${unique}`;
    await expectSelected(t, filter, [user], { query: `filter=name.familyName%20eq%20%22${value}%22`, comparisons });
    await expectSelected(t, filter, [user], {
      query: `filter=%6eame%2EfamilyName%20%65q%20%22${value}%22`,
      comparisons,
    });
  },
  mutants: {
    "decodes percent sequences as Latin-1": readsFilterAs((filter) => Buffer.from(filter, "utf8").toString("latin1")),
    "takes an encoded plus for a blank": readsFilterAs((filter) => filter.replace("+", " ")),
    "decodes twice": readsFilterAs((filter) => filter.replace("50%+", "50 ")),
    "cuts the filter at an encoded ampersand": whenFiltered((filter) => filter.includes("&"), refuse("invalidFilter")),
    "takes encoded letters for other letters": on({ path: /filter=%75serName/i }, emptyList()),
  },
});
