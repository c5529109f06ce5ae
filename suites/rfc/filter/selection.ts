import { answer, idsOf, on, type Rule, rule } from "../../../engine/index.ts";
import { emptyList, everybody, findsNobody, ignoresFilter, readsFilterAs, whenFiltered } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

export const onlyMatchesAreListed: Rule = rule({
  id: "filter/only-matches-are-listed",
  title: "A list holds only the resources its filter matches",
  covers: ["7644-3.4.2.2-02"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const [wanted] = await t.given.users(2);
    await expectSelected(t, `userName eq "${wanted!.userName}"`, [wanted!], { comparisons: [] });
    await expectSelected(t, `userName eq "${t.given.userName()}"`, [], { comparisons: [] });
  },
  mutants: {
    "ignores the filter": ignoresFilter,
    "finds nobody": findsNobody,
    "selects what does not match": readsFilterAs((filter) => filter.replace(" eq ", " ne ")),
    "answers 404 where nothing matches": whenFiltered((filter) => /-3@/.test(filter), answer(404)),
  },
});

export const groupsAreFiltered: Rule = rule({
  id: "filter/groups-are-filtered",
  title: "A list of groups holds only the groups its filter matches",
  covers: ["7644-3.4.2.2-02"],
  level: "MUST",
  needs: ["filter", "groups"],
  async probe(t) {
    const group = await t.given.group();
    await t.given.group();
    await expectSelected(t, `displayName eq "${group.displayName}"`, [group], { endpoint: "/Groups" });
    await expectSelected(t, `displayName eq "${t.given.name()}"`, [], { endpoint: "/Groups" });
  },
  mutants: {
    "filters users only": on({ path: /\/Groups\?filter=/ }, everybody()),
    "finds no group": on({ path: /\/Groups\?filter=/ }, emptyList()),
  },
});

export const isAppliedOrRefused: Rule = rule({
  id: "filter/is-applied-or-refused",
  title: "A filter is applied or refused, and never ignored",
  covers: ["7644-3.4.2.2-01", "7644-3.4.2.2-02"],
  // AMB-42: without support any refusal is right, and an unfiltered list is unsafe for a client that looks somebody up.
  level: "MUST",
  answers: ["filterOnUsers"],
  async probe(t) {
    const [wanted] = await t.given.users(2);
    const list = await t.client.list("/Users", { filter: `userName eq "${wanted!.userName}"` });
    const { status } = list.response;
    if (status < 200 || status > 299) {
      t.expect(list).refused();
      t.observe("filterOnUsers", `refused with ${status}`);
      return;
    }
    t.expect(list).status(200).includes();
    t.expect(list).that(
      idsOf(list)!.every((id) => id === wanted!.id),
      {
        summary: "a list with a filter on userName holds users with other names",
        seen: idsOf(list),
        expected: [wanted!.id],
      },
    );
    t.observe("filterOnUsers", "applied");
  },
  mutants: {
    "lists everybody whatever the filter": ignoresFilter,
    "breaks on a filter": whenFiltered(() => true, answer(500)),
  },
});

/** An operator with a filter on userName that no user fulfils, kept from listing a whole tenant. */
function comparisons(nobody: string): [string, string][] {
  const narrow = `userName eq "${nobody}"`;
  return [
    ...["eq", "co", "sw", "ew"].map((operator): [string, string] => [operator, `userName ${operator} "${nobody}"`]),
    ...["ne", "gt", "ge", "lt", "le"].map((operator): [string, string] => [
      operator,
      `${narrow} and userName ${operator} "${nobody}"`,
    ]),
    ["pr", `${narrow} and userName pr`],
  ];
}

export const everyOperatorIsOffered: Rule = rule({
  id: "filter/every-operator-is-offered",
  title: "Every operator of the protocol can be used on userName",
  covers: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map((row) => `7644-3.4.2.2-${String(row).padStart(2, "0")}`),
  // A warning only: RFC 7644 §3.12 lets a service provider refuse a combination of attribute and operator.
  level: "SHOULD",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    for (const [operator, filter] of comparisons(t.given.userName())) {
      const list = await t.client.list("/Users", { filter });
      t.expect(list).that(list.response.status === 200, {
        summary: `the operator ${operator} on userName is answered ${list.response.status}`,
        seen: list.response.status,
        expected: 200,
      });
    }
  },
  mutants: {
    "does not know ew": whenFiltered((filter) => filter.includes(" ew "), answer(400)),
    "does not know pr": whenFiltered((filter) => filter.includes(" pr"), answer(501)),
    "filters by equality only": whenFiltered((filter) => !/^\S+ eq /.test(filter), answer(400)),
  },
});
