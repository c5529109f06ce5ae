import { type GivenUser, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import {
  emptyList,
  everybody,
  insteadOfRefusing,
  readsFilterAs,
  refusesFilter,
  seesFirstItemsOnly,
  whenFiltered,
} from "./filter-mutants.ts";
import { expectRefused, isDeclined, isRefused } from "./refused.ts";
import { type Asked, expectSelected } from "./selected.ts";

interface Addressee {
  user: GivenUser;
  work: string;
  home: string;
}

/** A user with an e-mail address of work and one of home, and another one so that there is somebody to mix them up with. */
async function givenAddressee(t: Trial): Promise<Addressee> {
  const addresses = (): [string, string] => [t.given.userName(), t.given.userName()];
  const sent = [addresses(), addresses()];
  const [user] = await t.given.users(2, (index) => {
    const [work, home] = sent[index]!;
    return {
      emails: [
        { value: work, type: "work", primary: true },
        { value: home, type: "home" },
      ],
    };
  });
  await needsShownAsSent(t, user!, "emails[work].value", "emails[home].value");
  const [work, home] = sent[0]!;
  return { user: user!, work, home };
}

/** No excuse to refuse a filter: its parts are known to be supported. */
const supported: Asked = { comparisons: [] };

/** Skips the rule where value paths, which are optional, are declined; how they are is for filter/value-paths-select. */
async function needsValuePaths(t: Trial, { work }: Addressee): Promise<void> {
  const filter = `emails[value eq "${work}"]`;
  const list = await t.client.list("/Users", { filter });
  if (isDeclined(list)) t.skip(`the filter ${filter} is answered ${list.response.status}`);
}

export const valuePathsSelect: Rule = rule({
  id: "filter/value-paths-select",
  title: "A filter with a value path selects the resources that have such an item, or is refused",
  covers: ["7644-3.4.2.2-27"],
  level: "MAY",
  needs: ["filter"],
  answers: ["valuePaths"],
  async probe(t) {
    const { user, work } = await givenAddressee(t);
    const filter = `emails[value eq "${work}"]`;
    if (isRefused(await t.client.list("/Users", { filter }))) {
      t.observe("valuePaths", "refused");
      return;
    }
    t.observe("valuePaths", "supported");
    await expectSelected(t, filter, [user], supported);
    await expectSelected(t, `emails[value eq "${t.given.userName()}"]`, [], supported);
  },
  mutants: {
    "selects whoever has an item": readsFilterAs((filter) => filter.replace(/\[.*\]/, " pr")),
    "breaks on a value path": whenFiltered(
      (filter) => filter.includes("["),
      () => new Response(null, { status: 500 }),
    ),
  },
});

export const oneItemFulfilsAll: Rule = rule({
  id: "filter/one-item-fulfils-all",
  title: "The conditions of a value path hold for one and the same item",
  covers: ["7644-3.4.2.2-28"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const addressee = await givenAddressee(t);
    await needsValuePaths(t, addressee);
    const { user, work, home } = addressee;
    await expectSelected(t, `emails[type eq "work" and value eq "${work}"]`, [user], supported);
    await expectSelected(t, `emails[type eq "work" and value eq "${home}"]`, [], supported);
    await expectSelected(t, `emails[type eq "home" and value eq "${home}"]`, [user], supported);
  },
  mutants: {
    "lets several items fulfil the conditions together": readsFilterAs((filter) =>
      filter.replace(/^emails\[(type .*) and (value .*)\]$/, "emails.$1 and emails.$2"),
    ),
    "looks at the last condition only": readsFilterAs((filter) => filter.replace(/\[type .* and value/, "[value")),
    "looks at the first item only": seesFirstItemsOnly,
  },
});

export const bracketsHoldAFilter: Rule = rule({
  id: "filter/square-brackets-hold-a-filter",
  title: "Square brackets hold a filter over the parts of their attribute",
  covers: ["7644-3.4.2.2-29"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const user = await t.given.user();
    expectRefused(t, await t.client.list("/Users", { filter: "emails[]" }));
    const foreign = await t.client.list("/Users", { filter: `emails[userName eq "${user.userName}"]` });
    if (!isRefused(foreign)) t.expect(foreign).status(200).resources([]);
  },
  mutants: {
    "takes empty brackets for any item": readsFilterAs((filter) => filter.replace("[]", " pr")),
    "lists everybody where the brackets are empty": whenFiltered((filter) => filter === "emails[]", everybody()),
    "takes an attribute of the resource for a part": readsFilterAs((filter) =>
      filter.replace(/^emails\[(userName .*)\]/, "$1"),
    ),
  },
});

export const bracketsHoldLogic: Rule = rule({
  id: "filter/square-brackets-hold-logic",
  title: "The filter in a value path can use and, or, not and round brackets",
  covers: ["7644-3.4.2.2-30", "7644-3.4.2.2-29"],
  // AMB-38: wrong where value paths are offered at all.
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const addressee = await givenAddressee(t);
    await needsValuePaths(t, addressee);
    const { user, work, home } = addressee;
    await expectSelected(t, `emails[(type eq "work" or type eq "home") and value eq "${home}"]`, [user], supported);
    await expectSelected(t, `emails[type eq "other" or (type eq "work" and value eq "${home}")]`, [], supported);
    await expectSelected(t, `emails[not (type eq "work") and value eq "${work}"]`, [], supported);
    await expectSelected(t, `emails[not (type eq "work") and value eq "${home}"]`, [user], supported);
  },
  mutants: {
    "refuses brackets inside brackets": refusesFilter((filter) => /\[.*\(/.test(filter)),
    "ignores brackets inside brackets": readsFilterAs((filter) => filter.replace(/\[\((.*?)\)/, "[$1")),
    "ignores not inside brackets": readsFilterAs((filter) => filter.replace("[not (", "[(")),
  },
});

export const valuePathsDoNotNest: Rule = rule({
  id: "filter/value-paths-do-not-nest",
  title: "A value path inside a value path is refused",
  covers: ["7644-3.4.2.2-31"],
  // AMB-38: the printed grammar lets value paths nest (errata 4690 and 7322), so accepting one only warns.
  level: "SHOULD",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    const filter = 'emails[type eq "work" and value[display eq "z"]]';
    expectRefused(t, await t.client.list("/Users", { filter }));
  },
  mutants: {
    "finds nobody by a nested value path": insteadOfRefusing(emptyList()),
    "reads the outer brackets only": readsFilterAs((filter) => filter.replace(/ and value\[.*/, "]")),
  },
});
