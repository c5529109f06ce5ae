import { on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import type { Filter, Json } from "../../../scim/index.ts";
import { givenTruthTable } from "./family.ts";
import { readsFilterAs, refusesFilter, understands } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

export const andNeedsBoth: Rule = rule({
  id: "filter/and-needs-both",
  title: "and selects the resources that fulfil both sides",
  covers: ["7644-3.4.2.2-22"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { first, second, both } = await givenTruthTable(t);
    await expectSelected(t, `${first} and ${second}`, [both], { comparisons: [first, second] });
    await expectSelected(t, `${second} and ${first}`, [both], { comparisons: [first, second] });
  },
  mutants: {
    "reads and as or": readsFilterAs((filter) => filter.replace(" and ", " or ")),
    "looks at the first comparison only": readsFilterAs((filter) => filter.replace(/ and .*/, "")),
    "looks at the last comparison only": readsFilterAs((filter) => filter.replace(/.* and /, "")),
    "refuses and": refusesFilter((filter) => filter.includes(" and ")),
  },
});

export const orNeedsOne: Rule = rule({
  id: "filter/or-needs-one",
  title: "or selects the resources that fulfil one side or both, each once",
  covers: ["7644-3.4.2.2-23"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { first, second, both, onlyFirst, onlySecond } = await givenTruthTable(t);
    const wanted = [both, onlyFirst, onlySecond];
    await expectSelected(t, `${first} or ${second}`, wanted, { comparisons: [first, second] });
    await expectSelected(t, `${second} or ${first}`, wanted, { comparisons: [first, second] });
  },
  mutants: {
    "reads or as and": readsFilterAs((filter) => filter.replace(" or ", " and ")),
    "looks at the first comparison only": readsFilterAs((filter) => filter.replace(/ or .*/, "")),
    "leaves out who fulfils both sides": readsFilterAs((filter) =>
      filter.replace(/(.*) or (.*)/, "$1 and not ($2) or $2 and not ($1)"),
    ),
    "lists somebody twice": on(
      { path: /%20or%20/ },
      rewriteBody((list) => {
        const listed = (list["Resources"] ?? []) as Json[];
        return { ...list, Resources: [...listed, ...listed.slice(0, 1)] };
      }),
    ),
    "refuses or": refusesFilter((filter) => filter.includes(" or ")),
  },
});

export const notInverts: Rule = rule({
  id: "filter/not-inverts",
  title: "not selects the resources that its brackets do not",
  covers: ["7644-3.4.2.2-24"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { first, second, both, onlySecond } = await givenTruthTable(t);
    const comparisons = [first, second];
    await expectSelected(t, `${second} and not (${first})`, [onlySecond], { comparisons });
    await expectSelected(
      t,
      `${second} and not (${first} and userName eq "${onlySecond.userName}")`,
      [both, onlySecond],
      {
        comparisons,
      },
    );
  },
  mutants: {
    "ignores not": readsFilterAs((filter) => filter.replace("not (", "(")),
    "inverts the first comparison of the brackets only": readsFilterAs((filter) =>
      filter.replace(/not \(([^()]*?) and /, "(not ($1) and "),
    ),
    "refuses not": refusesFilter((filter) => filter.includes("not (")),
  },
});

export const notNeedsNoBlank: Rule = rule({
  id: "filter/not-needs-no-blank",
  title: "not can stand directly before its bracket",
  covers: ["7644-3.4.2.2-24"],
  // AMB-38: the grammar has no blank there, the example has one (erratum 7319), and parsers follow either.
  level: "SHOULD",
  needs: ["filter"],
  async probe(t) {
    const { first, second, onlySecond } = await givenTruthTable(t);
    const comparisons = [first, second, `${second} and not (${first})`];
    await expectSelected(t, `${second} and not(${first})`, [onlySecond], { comparisons });
  },
  mutants: {
    "wants a blank after not": refusesFilter((filter) => filter.includes("not(")),
    "ignores a not without a blank": readsFilterAs((filter) => filter.replace("not(", "(")),
  },
});

export const bracketsGroup: Rule = rule({
  id: "filter/brackets-group",
  title: "Round brackets, also nested ones, change what belongs together",
  covers: ["7644-3.4.2.2-25"],
  level: "MAY",
  needs: ["filter"],
  async probe(t) {
    const { first, second, both, onlyFirst, neither } = await givenTruthTable(t);
    const third = `userName eq "${neither.userName}"`;
    const comparisons = [first, second];
    await expectSelected(t, `${first} and (${second} or ${third})`, [both], { comparisons });
    await expectSelected(t, `(${first} and ((${second} or ${third})))`, [both], { comparisons });
    await expectSelected(t, `((${first} and ${second}) or ${third}) and not (${second})`, [neither], { comparisons });
    await expectSelected(t, `(${first})`, [both, onlyFirst], { comparisons });
  },
  mutants: {
    "ignores brackets": readsFilterAs((filter) => filter.replace(/[()]/g, "")),
    "refuses nested brackets": refusesFilter((filter) => filter.includes("((")),
    "forgets what follows a bracket": readsFilterAs((filter) => filter.replace(/(.*\)) and not .*/, "$1")),
  },
});

/** A filter `a or b and c`, read as if it stood `(a or b) and c`. */
function leftToRight(part: Filter): Filter | undefined {
  if (part.type !== "or") return undefined;
  const [first, second] = part.filters;
  if (first === undefined || second?.type !== "and") return undefined;
  const [left, ...rest] = second.filters;
  return { type: "and", filters: [{ type: "or", filters: [first, left!] }, ...rest] };
}

/** A filter `a and b or c`, read as if it stood `a and (b or c)`. */
function orFirst(part: Filter): Filter | undefined {
  if (part.type !== "or") return undefined;
  const [first, ...rest] = part.filters;
  if (first?.type !== "and") return undefined;
  return {
    type: "and",
    filters: [...first.filters.slice(0, -1), { type: "or", filters: [first.filters.at(-1)!, ...rest] }],
  };
}

export const operatorsBind: Rule = rule({
  id: "filter/operators-bind",
  title: "Brackets come first, then comparisons, not, and, or",
  covers: ["7644-3.4.2.2-26"], // AMB-37: in the order of erratum 4670
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { first, second, both, onlyFirst, onlySecond } = await givenTruthTable(t);
    const third = `userName eq "${onlySecond.userName}"`;
    const comparisons = [first, second];
    await expectSelected(t, `${first} or ${second} and ${third}`, [both, onlyFirst, onlySecond], { comparisons });
    await expectSelected(t, `${second} and ${third} or ${first}`, [both, onlyFirst, onlySecond], { comparisons });
    await expectSelected(t, `(${first} or ${second}) and ${third}`, [onlySecond], { comparisons });
    await expectSelected(t, `not (${first}) and ${second}`, [onlySecond], { comparisons });
  },
  mutants: {
    "evaluates from left to right": understands(leftToRight),
    "binds or tighter than and": understands(orFirst),
    "lets not reach beyond its bracket": readsFilterAs((filter) =>
      filter.replace(/^not \((.*)\) and (.*)$/, "not ($1 and $2)"),
    ),
    "ignores brackets": readsFilterAs((filter) => filter.replace(/^\((.*?)\)/, "$1")),
  },
});
