import { bodyOf, type Mutant, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { emptyList, everybody, insteadOfRefusing, readsFilterAs, refuse, whenFiltered } from "./filter-mutants.ts";
import { expectRefused } from "./refused.ts";

/** Asks for a list and judges that it is refused for its filter. */
async function refuses(t: Trial, filter: string): Promise<void> {
  expectRefused(t, await t.client.list("/Users", { filter }));
}

/** What service providers do with a filter that they cannot read. */
const unreadable: Record<string, Mutant> = {
  "lists everybody where it cannot read the filter": insteadOfRefusing(everybody()),
  "finds nobody where it cannot read the filter": insteadOfRefusing(emptyList()),
  "breaks where it cannot read the filter": insteadOfRefusing(() => new Response(null, { status: 500 })),
  "blames the syntax of the message": insteadOfRefusing(refuse("invalidSyntax")),
};

export const filterHoldsAnExpression: Rule = rule({
  id: "filter/holds-an-expression",
  title: "A filter without a whole expression is refused",
  covers: ["7644-3.4.2.2-05"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    await refuses(t, "userName");
    await refuses(t, "()");
    await refuses(t, "not (userName)");
  },
  mutants: {
    ...unreadable,
    "takes an attribute alone for its presence": readsFilterAs((filter) => filter.replace(/^userName$/, "userName pr")),
  },
});

export const emptyFilterIsRefused: Rule = rule({
  id: "filter/empty-filter-is-refused",
  title: "A filter without any text is refused",
  covers: ["7644-3.4.2.2-05"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  probe: (t) => refuses(t, ""),
  mutants: {
    "lists everybody": whenFiltered((filter) => filter === "", everybody()),
    "finds nobody": whenFiltered((filter) => filter === "", emptyList()),
  },
});

export const expressionHasThreeParts: Rule = rule({
  id: "filter/expression-has-three-parts",
  title: "A comparison without its attribute, operator or value is refused",
  covers: ["7644-3.4.2.2-06"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    const name = t.given.userName();
    for (const filter of ["userName eq", `eq "${name}"`, `userName "${name}"`, `userName eq "${name}" and title eq`])
      await refuses(t, filter);
  },
  mutants: {
    ...unreadable,
    "takes a missing value for an empty one": readsFilterAs((filter) => filter.replace(/ eq$/, ' eq ""')),
    "takes a missing operator for eq": readsFilterAs((filter) => filter.replace(/^userName "/, 'userName eq "')),
  },
});

export const malformedFiltersAreRefused: Rule = rule({
  id: "filter/malformed-filters-are-refused",
  title: "A filter outside the grammar is refused",
  covers: ["7644-3.4.2.2-32"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    const value = `"${t.given.userName()}"`;
    for (const filter of [
      `(userName eq ${value}`,
      `userName eq ${value})`,
      `userName eq eq ${value}`,
      `userName eq ${value} and`,
      `userName eq ${value} or or title pr`,
      `userName eq ${value} title pr`,
      `userNameeq ${value}`,
      `userName eq ${value.slice(0, -1)}`,
      `emails[type eq "work"`,
    ])
      await refuses(t, filter);
  },
  mutants: {
    ...unreadable,
    "adds the missing brackets": readsFilterAs((filter) =>
      filter.startsWith("(") && !filter.endsWith(")") ? `${filter})` : filter,
    ),
    "ignores what follows the first expression": readsFilterAs((filter) =>
      filter.replace(/^(userName eq "\S+").+/, "$1"),
    ),
    "reads a doubled operator once": readsFilterAs((filter) => filter.replace("eq eq", "eq")),
  },
});

export const unknownOperatorIsRefused: Rule = rule({
  id: "filter/unknown-operator-is-refused",
  title: "An unknown operator is refused with 400, invalidFilter and a readable detail",
  covers: ["7644-3.4.2.2-41"],
  level: "MUST",
  needs: ["filter"],
  reads: true,
  async probe(t) {
    const name = t.given.userName();
    for (const filter of [`userName regex "${name}"`, `userName eq "${name}" or userName like "${name}"`]) {
      const list = await t.client.list("/Users", { filter });
      t.expect(list).scimError(400, "invalidFilter");
      const { detail } = bodyOf(list);
      t.expect(list).that(typeof detail === "string" && detail.trim() !== "", {
        summary: "an unknown operator is refused without a readable detail",
        seen: detail,
        expected: "a text that says what was not understood",
        attribute: "detail",
      });
    }
  },
  mutants: {
    "ignores the filter": insteadOfRefusing(everybody()),
    "finds nobody": insteadOfRefusing(emptyList()),
    "blames the value": insteadOfRefusing(refuse("invalidValue")),
    "takes an unknown operator for eq": readsFilterAs((filter) => filter.replace(/ (regex|like) /, " eq ")),
    "does not say what is wrong": insteadOfRefusing(silentRefusal()),
  },
});

function silentRefusal(): () => Response {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  const body = JSON.stringify({ schemas, status: "400", scimType: "invalidFilter" });
  return () => new Response(body, { status: 400, headers: { "content-type": "application/scim+json" } });
}

export const unknownAttributeMatchesNobody: Rule = rule({
  id: "filter/unknown-attribute-matches-nobody",
  title: "A filter on an attribute that no schema declares is refused or matches nobody",
  covers: ["7644-3.4.2.2-44"],
  level: "MUST",
  needs: ["filter"],
  answers: ["filterOnUnknown"],
  async probe(t) {
    await t.given.user();
    const list = await t.client.list("/Users", { filter: 'scimproofUnknown eq "x"' });
    if (list.response.status === 200) t.expect(list).resources([]);
    else expectRefused(t, list);
    t.observe("filterOnUnknown", list.response.status === 200 ? "matches nobody" : "refused");
  },
  mutants: {
    "ignores a comparison with an unknown attribute": insteadOfRefusing(everybody()),
    "breaks on an unknown attribute": insteadOfRefusing(() => new Response(null, { status: 500 })),
  },
});
