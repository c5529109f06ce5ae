import { type Rule, rule } from "../../../engine/index.ts";
import { declaredAttributes } from "../declared.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenNames } from "./family.ts";
import { emptyList, findsNobody, readsFilterAs, refusesFilter, whenFiltered } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

export const attributeNamesIgnoreCase: Rule = rule({
  id: "filter/attribute-names-ignore-case",
  title: "The letter case of attribute names in a filter does not matter",
  covers: ["7644-3.4.2.2-03"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members, familyName } = await givenNames(t, "Anna", "Ben");
    const [anna] = members;
    const comparisons = [`userName eq "${anna!.userName}"`];
    await expectSelected(t, `USERNAME eq "${anna!.userName}"`, [anna!], { comparisons });
    await expectSelected(t, `username eq "${anna!.userName}"`, [anna!], { comparisons });
    await expectSelected(t, `NAME.FamilyName eq "${familyName}"`, members, { comparisons: [only] });
  },
  mutants: {
    "knows attributes in their own letter case only": refusesFilter((filter) =>
      /USERNAME|username|NAME\./.test(filter),
    ),
    "finds nobody by a name in other letters": readsFilterAs((filter) =>
      filter.replace(/^(USERNAME|username) eq/, "nickName eq"),
    ),
    "wants sub-attributes in their own letter case": refusesFilter((filter) => filter.includes(".FamilyName")),
  },
});

export const operatorsIgnoreCase: Rule = rule({
  id: "filter/operators-ignore-case",
  title: "The letter case of operators does not matter",
  covers: ["7644-3.4.2.2-04"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenNames(t, "Anna", "Ben");
    const [anna, ben] = members;
    const [first, second] = [`userName eq "${anna!.userName}"`, `userName eq "${ben!.userName}"`];
    const comparison = 'name.givenName eq "Anna"';
    await expectSelected(t, first.replace(" eq ", " EQ "), [anna!], { comparisons: [first] });
    await expectSelected(t, first.replace(" eq ", " Eq "), [anna!], { comparisons: [first] });
    await expectSelected(t, `${first} Or ${second}`, members, { comparisons: [first, `${first} or ${second}`] });
    await expectSelected(t, `${only} AND ${comparison}`, [anna!], { comparisons: [only, comparison] });
    await expectSelected(t, `${only} and NOT (${comparison})`, [ben!], { comparisons: [only, comparison] });
    await expectSelected(t, `${only} and userName PR`, members, { comparisons: [only, "userName pr"] });
  },
  mutants: {
    "knows comparisons in lower case only": refusesFilter((filter) => / (Eq|EQ) /.test(filter)),
    "knows and and or in lower case only": refusesFilter((filter) => / (AND|Or) /.test(filter)),
    "ignores an upper-case NOT": readsFilterAs((filter) => filter.replace("NOT (", "(")),
    "knows pr in lower case only": refusesFilter((filter) => / PR/.test(filter)),
  },
});

export const userNamesIgnoreCase: Rule = rule({
  id: "filter/user-names-ignore-case",
  title: "A filter on userName finds a name in any letter case",
  covers: ["7643-7-10", "7644-3.4.2.2-42"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const [user] = await t.given.users(2);
    const declared = (await declaredAttributes(t)).get("userName");
    if (declared?.caseExact === true) return t.skip("the User schema declares userName with caseExact true");
    await expectSelected(t, `userName eq "${user!.userName.toUpperCase()}"`, [user!], { comparisons: [] });
    await expectSelected(t, `userName sw "${user!.userName.toUpperCase()}"`, [user!]);
  },
  mutants: {
    "compares user names letter for letter": whenFiltered((filter) => /"[A-Z0-9@.-]+"/.test(filter), emptyList()),
    "ignores the letter case in eq only": whenFiltered((filter) => /sw "[A-Z0-9@.-]+"/.test(filter), emptyList()),
  },
});

export const externalIdsKeepCase: Rule = rule({
  id: "filter/external-ids-keep-case",
  title: "A filter on externalId finds the value in its own letter case only",
  covers: ["7643-7-10", "7644-3.4.2.2-42"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const externalId = t.given.name();
    const user = await t.given.user({ externalId });
    await needsShownAsSent(t, user, "externalId");
    const comparisons = [`externalId eq "${externalId}"`];
    await expectSelected(t, `externalId eq "${externalId}"`, [user]);
    await expectSelected(t, `externalId eq "${externalId.toUpperCase()}"`, [], { comparisons });
  },
  mutants: {
    "compares external ids in any letter case": readsFilterAs((filter) =>
      filter.toLowerCase().replace("externalid", "externalId"),
    ),
    "finds nobody": findsNobody,
  },
});

export const idsKeepCase: Rule = rule({
  id: "filter/ids-keep-case",
  title: "A filter on id finds the value in its own letter case only",
  covers: ["7643-7-10", "7644-3.4.2.2-42"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const user = await t.given.user();
    const other = user.id === user.id.toUpperCase() ? user.id.toLowerCase() : user.id.toUpperCase();
    await expectSelected(t, `id eq "${user.id}"`, [user]);
    if (other === user.id) return t.skip(`the id ${user.id} has no letters`);
    await expectSelected(t, `id eq "${other}"`, [], { comparisons: [`id eq "${user.id}"`] });
  },
  mutants: {
    "compares ids in any letter case": readsFilterAs((filter) => filter.toLowerCase()),
    "finds nobody": findsNobody,
  },
});
