import { type Mutant, type Rule, rule } from "../../../engine/index.ts";
import { declaredAttributes } from "../declared.ts";
import { givenNames } from "./family.ts";
import { emptyList, everybody, insteadOfRefusing, readsFilterAs, refuse, understands } from "./filter-mutants.ts";
import { expectSelected } from "./selected.ts";

const NAMES = ["Bob", "Mia", "Tom"];

/** The rule of one ordering operator, on either side of a value and on the value itself. */
function ordering(
  operator: string,
  title: string,
  row: string,
  selects: string[],
  mutants: Record<string, Mutant>,
): Rule {
  return rule({
    id: `filter/${operator}-orders`,
    title,
    covers: [row],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      const { only, members } = await givenNames(t, ...NAMES);
      const comparison = `name.givenName ${operator} "Mia"`;
      const wanted = members.filter((_, index) => selects.includes(NAMES[index]!));
      await expectSelected(t, `${only} and ${comparison}`, wanted, { comparisons: [only, comparison] });
    },
    mutants,
  });
}

/** A mutant's change of one operator into another. */
function reads(operator: string, as: string): Mutant {
  return readsFilterAs((filter) => filter.replace(` ${operator} "Mia"`, ` ${as} "Mia"`));
}

export const gtOrders: Rule = ordering("gt", "gt selects greater values only", "7644-3.4.2.2-13", ["Tom"], {
  "includes the value itself": reads("gt", "ge"),
  "selects smaller values": reads("gt", "lt"),
});

export const geOrders: Rule = ordering(
  "ge",
  "ge selects greater values and the value itself",
  "7644-3.4.2.2-14",
  ["Mia", "Tom"],
  {
    "leaves out the value itself": reads("ge", "gt"),
    "selects smaller values": reads("ge", "le"),
  },
);

export const ltOrders: Rule = ordering("lt", "lt selects smaller values only", "7644-3.4.2.2-15", ["Bob"], {
  "includes the value itself": reads("lt", "le"),
  "selects greater values": reads("lt", "gt"),
});

export const leOrders: Rule = ordering(
  "le",
  "le selects smaller values and the value itself",
  "7644-3.4.2.2-16",
  ["Bob", "Mia"],
  {
    "leaves out the value itself": reads("le", "lt"),
    "selects greater values": reads("le", "ge"),
  },
);

export const stringsOrderByTheirLetters: Rule = rule({
  id: "filter/strings-order-by-their-letters",
  title: "Strings are ordered letter by letter, not by their length or the numbers in them",
  covers: ["7644-3.4.2.2-17"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const { only, members } = await givenNames(t, "n9", "n10", "n", "z");
    const [nine, ten, n] = members;
    const comparison = 'name.givenName lt "n9"';
    await expectSelected(t, `${only} and ${comparison}`, [ten!, n!], { comparisons: [only, comparison] });
    await expectSelected(t, `${only} and name.givenName gt "n10" and name.givenName lt "z"`, [nine!], {
      comparisons: [only, 'name.givenName gt "n10"', 'name.givenName lt "z"'],
    });
  },
  mutants: {
    "orders numbers in a text by their value": readsFilterAs((filter) => filter.replace('lt "n9"', 'eq "n"')),
    "orders by length first": readsFilterAs((filter) => filter.replace('gt "n10"', 'gt "z"')),
  },
});

/** An instant in the notation of an offset from UTC (RFC 3339). */
function inOffset(instant: number, hours: number): string {
  const sign = hours < 0 ? "-" : "+";
  const local = new Date(instant + hours * 3_600_000).toISOString().slice(0, 19);
  return `${local}${sign}${String(Math.abs(hours)).padStart(2, "0")}:00`;
}

export const dateTimesOrderAsInstants: Rule = rule({
  id: "filter/datetimes-order-as-instants",
  title: "DateTimes are ordered as instants, whatever the notation of their offset",
  covers: ["7644-3.4.2.2-18"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const user = await t.given.user();
    const { meta } = await t.given.read(user.path);
    const created = Date.parse(String((meta as { created?: unknown } | undefined)?.created));
    if (Number.isNaN(created)) return t.skip("a user shows no meta.created");
    const only = `userName eq "${user.userName}"`;
    // The stored value may be finer than the one shown; two seconds are coarser than any notation.
    const [before, after] = [created - 2000, created + 2000];
    const judged: [string, boolean][] = [
      [`meta.created gt "${inOffset(before, 2)}"`, true],
      [`meta.created lt "${inOffset(after, -5)}"`, true],
      [`meta.created gt "${inOffset(after, -5)}"`, false],
      [`meta.created lt "${inOffset(before, 2)}"`, false],
      [`meta.created ge "${new Date(before).toISOString()}"`, true],
    ];
    for (const [comparison, selects] of judged)
      await expectSelected(t, `${only} and ${comparison}`, selects ? [user] : [], { comparisons: [only, comparison] });
  },
  mutants: {
    "compares timestamps as text": understands((part) => {
      if (part.type !== "compare" || part.path.subAttribute !== "created") return undefined;
      return { ...part, value: `${String(part.value).slice(0, 19)}Z` };
    }),
    "selects everybody by meta.created": readsFilterAs((filter) => filter.replace(/ and meta\.created .*/, "")),
    "orders the later before the earlier": readsFilterAs((filter) => filter.replace(/ g([te]) "/, ' l$1 "')),
  },
});

export const timestampIsNotBeforeItself: Rule = rule({
  id: "filter/timestamp-is-not-before-itself",
  title: "A user is selected from the timestamp it shows on, and not before it",
  covers: ["7644-3.4.2.2-14", "7644-3.4.2.2-15"],
  level: "MUST",
  needs: ["filter"],
  async probe(t) {
    const user = await t.given.user();
    const { meta } = await t.given.read(user.path);
    const modified = (meta as { lastModified?: unknown } | undefined)?.lastModified;
    if (typeof modified !== "string") return t.skip("a user shows no meta.lastModified");
    const only = `userName eq "${user.userName}"`;
    const [from, before] = [`meta.lastModified ge "${modified}"`, `meta.lastModified lt "${modified}"`];
    await expectSelected(t, `${only} and ${from}`, [user], { comparisons: [only, from] });
    await expectSelected(t, `${only} and ${before}`, [], { comparisons: [only, before] });
  },
  mutants: {
    "leaves out the instant itself": readsFilterAs((filter) => filter.replace(" ge ", " gt ")),
    "includes the instant itself": readsFilterAs((filter) => filter.replace(" lt ", " le ")),
  },
});

export const booleansHaveNoOrder: Rule = rule({
  id: "filter/booleans-have-no-order",
  title: "An ordering operator on a boolean is refused with 400 and invalidFilter",
  covers: ["7644-3.4.2.2-20"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    for (const operator of ["gt", "ge", "lt", "le"])
      t.expect(await t.client.list("/Users", { filter: `active ${operator} true` })).scimError(400, "invalidFilter");
  },
  mutants: {
    "answers an empty list": insteadOfRefusing(emptyList()),
    "orders false before true": readsFilterAs((filter) => filter.replace("active le true", "active pr")),
    "blames the value": insteadOfRefusing(refuse("invalidValue")),
  },
});

export const binariesHaveNoOrder: Rule = rule({
  id: "filter/binaries-have-no-order",
  title: "An ordering operator on a binary attribute is refused with 400 and invalidFilter",
  covers: ["7644-3.4.2.2-21"],
  level: "MUST",
  needs: ["filter", "attr-binary"],
  reads: true,
  async probe(t) {
    const declared = await declaredAttributes(t);
    const [path] = [...declared].find(([, { type }]) => type === "binary") ?? [];
    if (path === undefined) return t.skip("the User schema declares no binary attribute");
    for (const operator of ["gt", "ge", "lt", "le"])
      t.expect(await t.client.list("/Users", { filter: `${path} ${operator} "TWFu"` })).scimError(400, "invalidFilter");
  },
  mutants: {
    "answers an empty list": insteadOfRefusing(emptyList()),
    "ignores such a filter": insteadOfRefusing(everybody()),
    "orders the base64 text": readsFilterAs((filter) =>
      filter.replace(/^x509Certificates\.value \w\w "/, 'userName eq "'),
    ),
  },
});
