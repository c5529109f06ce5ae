import { type Rule, rule } from "../../../engine/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenFamily, givenNames } from "./family.ts";
import { everybody, findsNobody, readsFilterAs, understands, whenFiltered } from "./filter-mutants.ts";
import { expectSelected, selectedAmong } from "./selected.ts";

export const eqMatchesIdenticalValues: Rule = rule({
  id: "filter/eq-matches-identical-values",
  title: "eq selects the resources whose value is identical, and no longer one",
  covers: ["7644-3.4.2.2-07"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { familyName, only, members } = await givenNames(t, "Anna", "Ben");
    await t.given.user({ name: { givenName: "Cleo", familyName: `${familyName}son` } });
    await t.given.user({ name: { givenName: "Dora", familyName: `Mac${familyName}` } });
    await expectSelected(t, only, members);
  },
  mutants: {
    "reads eq as sw": readsFilterAs((filter) => filter.replace(" eq ", " sw ")),
    "reads eq as ew": readsFilterAs((filter) => filter.replace(" eq ", " ew ")),
    "finds one match only": readsFilterAs((filter) => `${filter} and name.givenName eq "Anna"`),
  },
});

export const neExcludesTheValue: Rule = rule({
  id: "filter/ne-excludes-the-value",
  title: "ne selects the resources with another value, and not those with this one",
  covers: ["7644-3.4.2.2-08"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenNames(t, "Anna", "Ben", "Annabel");
    const filter = `${only} and name.givenName ne "Anna"`;
    await expectSelected(t, filter, members.slice(1), { comparisons: [only, 'name.givenName ne "Anna"'] });
  },
  mutants: {
    "reads ne as eq": readsFilterAs((filter) => filter.replace(" ne ", " eq ")),
    "takes every value for another one": readsFilterAs((filter) => filter.replace(/ and .*/, "")),
    "excludes whatever begins with the value": readsFilterAs((filter) =>
      filter.replace(/ and (\S+) ne ("\w+")/, " and not ($1 sw $2)"),
    ),
    "finds nobody": findsNobody,
  },
});

export const neIsTheOppositeOfEq: Rule = rule({
  id: "filter/ne-is-the-opposite-of-eq",
  title: "ne selects what not eq selects, also among resources without a value",
  covers: ["7644-3.4.2.2-08"],
  // AMB-35: "not identical" fits a missing value and does not say what it means for several values.
  level: "MAY",
  needs: ["filter"],
  answers: ["neOnUnassigned", "neOnMultiValued"],
  async probe(t) {
    const { only, members } = await givenFamily(t, { title: "Engineer" }, { title: "Manager" }, {});
    const [engineer, , untitled] = members;
    await needsShownAsSent(t, engineer!, "title");
    const ne = await selectedAmong(t, `${only} and title ne "Engineer"`, members);
    const notEq = await selectedAmong(t, `${only} and not (title eq "Engineer")`, members);
    if (ne === undefined || notEq === undefined)
      return t.skip("the service provider does not support such a filter on title");
    t.observe("neOnUnassigned", ne.includes(untitled!.id) ? "matches" : "does not match");
    const address = (engineer!.sent["emails"] as { value: string }[])[0]!.value;
    const lists = await selectedAmong(t, `${only} and emails.value ne "${address}"`, [engineer!]);
    if (lists !== undefined) t.observe("neOnMultiValued", lists.length === 0 ? "no such value" : "another value");
    t.expect.that(ne.join() === notEq.join(), {
      summary: 'title ne "Engineer" and not (title eq "Engineer") select different users',
      seen: ne,
      expected: notEq,
      attribute: "title",
    });
  },
  mutants: {
    "passes over resources without a value in ne": understands((part) =>
      part.type === "compare" && part.operator === "ne"
        ? { type: "and", filters: [{ type: "present", path: part.path }, part] }
        : undefined,
    ),
    "ignores ne": whenFiltered((filter) => filter.includes("title ne"), everybody()),
  },
});
