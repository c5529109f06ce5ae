import fc from "fast-check";
import { type Rule, rule } from "../../../engine/index.ts";
import type { Filter } from "../../../scim/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";
import { givenFamily } from "./family.ts";
import { readsFilterAs, understands } from "./filter-mutants.ts";
import { isDeclined } from "./refused.ts";
import { expectSelected } from "./selected.ts";

/** A person of the truth table; both attributes are always assigned, since not and ne are open on missing ones (AMB-35). */
type Person = [givenName: string, title: string];

const PEOPLE: Person[] = [
  ["Anna", "Engineer"],
  ["Anna", "Manager"],
  ["Ben", "Engineer"],
  ["Ben", "Manager"],
  ["Cleo", "Engineer"],
];

/** A small filter: its text, how tightly its outermost operator binds, and whom it selects. */
interface Combined {
  text: string;
  binds: "or" | "and" | "not";
  selects: (person: Person) => boolean;
}

const comparison: fc.Arbitrary<Combined> = fc.oneof(
  fc.constantFrom("Anna", "Ben", "Cleo").map(
    (name): Combined => ({
      text: `name.givenName eq "${name}"`,
      binds: "not",
      selects: ([givenName]) => givenName === name,
    }),
  ),
  fc.constantFrom("Engineer", "Manager").map(
    (wanted): Combined => ({
      text: `title eq "${wanted}"`,
      binds: "not",
      selects: ([, title]) => title === wanted,
    }),
  ),
);

function not({ text, selects }: Combined): Combined {
  return { text: `not (${text})`, binds: "not", selects: (person) => !selects(person) };
}

function and(parts: Combined[]): Combined {
  const text = parts.map((part) => (part.binds === "or" ? `(${part.text})` : part.text)).join(" and ");
  return { text, binds: "and", selects: (person) => parts.every(({ selects }) => selects(person)) };
}

function or(parts: Combined[]): Combined {
  return {
    text: parts.map(({ text }) => text).join(" or "),
    binds: "or",
    selects: (person) => parts.some(({ selects }) => selects(person)),
  };
}

const { combined } = fc.letrec<{ combined: Combined }>((tie) => {
  const several = fc.array(tie("combined"), { minLength: 2, maxLength: 3 });
  return {
    combined: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      comparison,
      several.map(and),
      several.map(or),
      tie("combined").map(not),
    ),
  };
});

/** A filter of three or more parts without the last one. */
function withoutLast(part: Filter): Filter | undefined {
  if (part.type !== "or" || part.filters.length < 3) return undefined;
  return { ...part, filters: part.filters.slice(0, -1) };
}

export const combinationsAgreeWithTheirTruthTable: Rule = rule({
  id: "filter/combinations-agree-with-their-truth-table",
  title: "Any combination of comparisons with and, or, not and brackets selects what logic says",
  covers: ["7644-3.4.2.2-22", "7644-3.4.2.2-23", "7644-3.4.2.2-24", "7644-3.4.2.2-26"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenFamily(
      t,
      ...PEOPLE.map(([givenName, title]) => ({ title, name: { givenName } })),
    );
    await needsShownAsSent(t, members[0]!, "title");
    const comparisons = [only, 'name.givenName eq "Anna"', 'title eq "Engineer"'];
    // Brackets may be offered in part: whether they nest is for filter/brackets-group.
    const nested = `${only} and ((${comparisons[1]} or ${comparisons[2]}) and ${comparisons[1]})`;
    const nests = !isDeclined(await t.client.list("/Users", { filter: nested }));
    await t.property(
      combined.map((one) => ({ ...one, [fc.toStringMethod]: () => one.text })),
      async ({ text, binds, selects }) => {
        const wanted = members.filter((_, index) => selects(PEOPLE[index]!));
        const filter = `${only} and ${binds === "or" ? `(${text})` : text}`;
        if (nests || !/\([^)]*\(/.test(filter)) await expectSelected(t, filter, wanted, { comparisons });
      },
      { runs: 20 },
    );
  },
  mutants: {
    "ignores not": readsFilterAs((filter) => filter.replaceAll("not (", "(")),
    "reads or as and": readsFilterAs((filter) => filter.replaceAll(" or ", " and ")),
    "loses the third side of or": understands(withoutLast),
  },
});
