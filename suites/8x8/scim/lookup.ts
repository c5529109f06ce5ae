import fc from "fast-check";
import { answerInstead, idsOf, on, type Rule, rewriteQuery, rule, show, valueAt } from "../../../engine/index.ts";
import { employee, named } from "../user.ts";
import { DIGITS, LOWER, text } from "../words.ts";

/** How identity providers find a user before they decide between a create and an update. */
export const lookup: Rule[] = [
  rule({
    id: "8x8/scim/lookup-by-user-name",
    title: "A lookup by userName gives exactly that user, or an empty list",
    covers: ["8X8-SCIM-10"],
    level: "MUST",
    async probe(t) {
      const [wanted] = await t.given.users(2);
      t.expect(await t.client.list("/Users", named(wanted!.userName)))
        .status(200)
        .resources([wanted!.id]);

      await t.property(
        fc
          .tuple(
            text(LOWER + DIGITS, 1, 6),
            fc.array(fc.tuple(text(".+_'-", 1), text(LOWER + DIGITS, 1, 6)), { maxLength: 2 }),
          )
          .map((parts) => parts.flat(2).join("")),
        async (local) => {
          t.expect(await t.client.list("/Users", named(`${local}.${t.given.userName()}`)))
            .status(200)
            .attribute("totalResults", 0)
            .resources([]);
        },
        { runs: 4 },
      );
    },
    mutants: {
      "sp-filter-ignored": on(
        { method: "GET", path: /\/Users\?/ },
        rewriteQuery((query) => query.delete("filter")),
      ),
      "sp-lookup-without-match-is-404": on({ method: "GET", path: /\/Users\?/ }, async (request, next) => {
        const response = await next(request);
        const found = (await response.clone().json()) as { totalResults?: number };
        return found.totalResults === 0 ? answerInstead(404)(request, next) : response;
      }),
    },
  }),

  rule({
    id: "8x8/scim/other-filters-never-list-strangers",
    title: "A filter on another attribute lists only the users it matches, or is refused",
    covers: ["8X8-SCIM-11"],
    level: "SHOULD",
    answers: ["filterableAttributes"],
    async probe(t) {
      // Values that nobody else has, so that the user is on the first page of whatever a filter finds.
      const [wanted] = await t.given.users(2, () =>
        employee(t, { title: t.given.name(), name: { givenName: "Ada", familyName: t.given.name() } }),
      );
      const stored = await t.given.read(wanted!.path);
      const filterable: string[] = [];
      for (const [attribute, path] of Object.entries(PROBED)) {
        const value = valueAt(stored, path);
        if (typeof value !== "string") continue;
        const list = await t.client.list("/Users", { filter: `${attribute} eq ${JSON.stringify(value)}` });
        t.expect(list).status(200, 400, 403, 501);
        if (list.response.status !== 200) continue;
        t.expect(list).includes(wanted!.id);
        const listed = valueAt(list.response.body, "Resources") as unknown[];
        const stranger = listed.find((each) => String(valueAt(each, path)).toLowerCase() !== value.toLowerCase());
        t.expect(list).that(stranger === undefined, {
          summary: `a filter on ${attribute} lists ${idsOf(list)?.length} users, among them one whose value is ${show(valueAt(stranger, path))}`,
          seen: valueAt(stranger, path) ?? "nothing",
          expected: value,
          attribute,
        });
        filterable.push(attribute);
      }
      t.observe("filterableAttributes", filterable.join(", ") || "none");
    },
    mutants: {
      "sp-unsupported-filter-returns-all": on({ method: "GET", path: /\/Users\?/ }, async (request, next) => {
        const response = await next(request.clone());
        return response.status < 400 ? response : rewriteQuery((query) => query.delete("filter"))(request, next);
      }),
      "sp-unsupported-filter-matches-nobody": on({ method: "GET", path: /\/Users\?/ }, async (request, next) => {
        const response = await next(request.clone());
        if (response.status < 400) return response;
        return rewriteQuery((query) => query.set("filter", 'userName eq "nobody at all"'))(request, next);
      }),
    },
  }),
];

/** What is filtered by, and where its value stands in a user. */
const PROBED: Record<string, string> = {
  externalId: "externalId",
  "emails.value": "emails[0].value",
  title: "title",
  "name.familyName": "name.familyName",
};
