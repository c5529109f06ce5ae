import fc from "fast-check";
import { type Rule, rule } from "../../../engine/index.ts";
import type { CompareOperator } from "../../../scim/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenLogins, givenNames } from "./family.ts";
import { findsNobody, readsFilterAs, understands } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

/** A mutant's change of one operator into another. */
function reads(operator: string, as: string): (filter: string) => string {
  return (filter) => filter.replaceAll(` ${operator} `, ` ${as} `);
}

/** A mutant that does not find a value by the whole of it. */
function onlyProperParts(operator: CompareOperator) {
  return understands((part) =>
    part.type === "compare" && part.operator === operator
      ? { type: "and", filters: [part, { ...part, operator: "ne" }] }
      : undefined,
  );
}

export const coMatchesInside: Rule = rule({
  id: "filter/co-matches-inside",
  title: "co selects the resources whose value holds the text, wherever it stands",
  covers: ["7644-3.4.2.2-09"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { start, users } = await givenLogins(t, ".north", ".south");
    const [north] = users;
    await expectSelected(t, `userName co "${start.slice(3)}.nor"`, [north!]);
    await expectSelected(t, `userName co "${start.slice(3)}."`, users);
    await expectSelected(t, `userName co "${north!.userName}"`, [north!]);
    await expectSelected(t, `userName co "${start.slice(3)}.west"`, []);
  },
  mutants: {
    "reads co as sw": readsFilterAs(reads("co", "sw")),
    "reads co as eq": readsFilterAs(reads("co", "eq")),
    "does not find a text in itself": onlyProperParts("co"),
    "finds whatever holds one letter of the text": readsFilterAs((filter) =>
      filter.replace(/ co "..+(.)"/, ' co "$1"'),
    ),
  },
});

export const swMatchesTheStart: Rule = rule({
  id: "filter/sw-matches-the-start",
  title: "sw selects the resources whose value begins with the text or is the text",
  covers: ["7644-3.4.2.2-10"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { start, users } = await givenLogins(t, ".north", ".south");
    const [north, south] = users;
    await expectSelected(t, `userName sw "${start}.n"`, [north!]);
    await expectSelected(t, `userName sw "${start}."`, users);
    await expectSelected(t, `userName sw "${south!.userName}"`, [south!]);
    await expectSelected(t, `userName sw "${start.slice(3)}.north"`, []);
  },
  mutants: {
    "reads sw as co": readsFilterAs(reads("sw", "co")),
    "reads sw as eq": readsFilterAs(reads("sw", "eq")),
    "does not find a value by the whole of it": onlyProperParts("sw"),
  },
});

export const ewMatchesTheEnd: Rule = rule({
  id: "filter/ew-matches-the-end",
  title: "ew selects the resources whose value ends with the text or is the text",
  covers: ["7644-3.4.2.2-11"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const end = t.given.name();
    const named = (familyName: string) => ({ name: { givenName: "Anna", familyName } });
    const users = await t.given.users(2, (index) => named(`${["north", "mouth"][index]}${end}`));
    await needsShownAsSent(t, users[0]!, "name.familyName");
    await expectSelected(t, `name.familyName ew "th${end}"`, users);
    await expectSelected(t, `name.familyName ew "north${end}"`, users.slice(0, 1));
    await expectSelected(t, `name.familyName ew "north${end.slice(0, -1)}"`, []);
  },
  mutants: {
    "reads ew as co": readsFilterAs(reads("ew", "co")),
    "reads ew as sw": readsFilterAs(reads("ew", "sw")),
    "does not find a value by the whole of it": onlyProperParts("ew"),
  },
});

export const textIsTakenLiterally: Rule = rule({
  id: "filter/text-is-taken-literally",
  title: "Characters that mean something to a database stand for themselves in a text to search for",
  covers: ["7644-3.4.2.2-09", "7644-3.4.2.2-10"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { start, users } = await givenLogins(t, "_a", "xa");
    const [underscored] = users;
    await expectSelected(t, `userName sw "${start}_a"`, [underscored!]);
    await expectSelected(t, `userName co "${start.slice(3)}_a"`, [underscored!]);
    await expectSelected(t, `userName sw "${start}%"`, []);
    await expectSelected(t, `userName sw "${start}.*"`, []);
  },
  mutants: {
    "takes an underscore for any character": readsFilterAs((filter) => filter.replace(/_a"$/, '"')),
    "takes a per cent sign for any text": readsFilterAs((filter) => filter.replace(/%"$/, '"')),
    "takes the text for a regular expression": readsFilterAs((filter) => filter.replace(/\.\*"$/, '"')),
    "finds nobody by an underscore": readsFilterAs((filter) => filter.replace("_a", "\\\\_a")),
  },
});

const WORDS = ["a", "ab", "ba", "aba", "bab"];

const HOLDS: Record<string, (value: string, text: string) => boolean> = {
  eq: (value, text) => value === text,
  co: (value, text) => value.indexOf(text) >= 0,
  sw: (value, text) => value.slice(0, text.length) === text,
  ew: (value, text) => value.length >= text.length && value.slice(value.length - text.length) === text,
};

export const textOperatorsAgreeWithTheText: Rule = rule({
  id: "filter/text-operators-agree-with-the-text",
  title: "eq, co, sw and ew select by what the text says, for any text",
  covers: ["7644-3.4.2.2-07", "7644-3.4.2.2-09", "7644-3.4.2.2-10", "7644-3.4.2.2-11"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenNames(t, ...WORDS);
    const texts = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });
    await t.property(
      texts,
      async (text) => {
        for (const [operator, holds] of Object.entries(HOLDS)) {
          const comparison = `name.givenName ${operator} "${text}"`;
          const wanted = members.filter((_, index) => holds(WORDS[index]!, text));
          await expectSelected(t, `${only} and ${comparison}`, wanted, { comparisons: [only, comparison] });
        }
      },
      { runs: 6 },
    );
  },
  mutants: {
    "reads ew as co": readsFilterAs(reads("ew", "co")),
    "looks at the first letter of a text only": readsFilterAs((filter) => filter.replace(/ "([ab])[ab]*"$/, ' "$1"')),
    "finds nobody": findsNobody,
  },
});
