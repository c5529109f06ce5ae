import fc from "fast-check";
import { on, type Rule, rewriteBody, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

import { expectInteger, expectMember, PAGES, pageOf, pageRefusing, pages, shownBy, without } from "./page.ts";

/** How many resources a page holds, and what it says of that (RFC 7644 §3.4.2.4). */
export const pageSize: Rule[] = [
  rule({
    id: "paging/no-more-than-count",
    title: "A page holds no more resources than the count asked for",
    covers: ["7644-3.4.2.4-04"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(4);
      await t.property(
        fc.integer({ min: 1, max: 3 }),
        async (count) => {
          const list = await pageOf(t, { count });
          const { length } = shownBy(list);
          t.expect(list).that(length <= count, {
            summary: `a page of at most ${count} shows ${length} resources`,
            seen: length,
            expected: count,
          });
        },
        { runs: 4 },
      );
    },
    mutants: {
      "ignores the count": pages((page, matching, { count: _left, ...rest }) =>
        page(matching, { ...rest, count: undefined }),
      ),
      "shows one more, to see whether there is another page": pages((page, matching, { count, ...rest }) =>
        page(matching, { ...rest, count: count === undefined || count < 1 ? count : count + 1 }),
      ),
      "knows no pages below a size of its own": pages((page, matching, { count, ...rest }) =>
        page(matching, { ...rest, count: count === undefined || count < 1 ? count : Math.max(count, 3) }),
      ),
    },
  }),

  rule({
    id: "paging/partial-list-shows-items-per-page",
    title: "A list that holds a part of the results says with itemsPerPage how many it holds",
    covers: ["7644-3.4.2-09"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(2);
      const list = await pageOf(t, { count: 1 });
      if (shownBy(list).length > 1) t.skip("a page of one shows more: see paging/no-more-than-count");
      expectInteger(t, list, "itemsPerPage");
    },
    mutants: {
      "leaves itemsPerPage out": without("itemsPerPage"),
      "shows itemsPerPage as null": on(
        PAGES,
        rewriteBody((body) => ({ ...body, itemsPerPage: null })),
      ),
    },
  }),

  rule({
    id: "paging/default-page-is-marked",
    title: "A list without count holds all results, or says which part of them",
    covers: ["7644-3.4.2.4-08"],
    level: "MUST",
    async probe(t) {
      await t.given.users(2);
      const list = await pageOf(t, {});
      const total = Number(valueAt(list.response.body, "totalResults"));
      if (shownBy(list).length >= total || typeof valueAt(list.response.body, "nextCursor") === "string") return;
      expectInteger(t, list, "startIndex");
      expectInteger(t, list, "itemsPerPage");
    },
    mutants: {
      "cuts a list without a word": {
        ...pages((page, matching, { count, ...rest }) => page(matching, { ...rest, count: count ?? 1 })),
        ...on(
          { method: "GET", path: /\/Users$/ },
          rewriteBody(({ startIndex: _start, itemsPerPage: _items, ...rest }) => rest),
        ),
      },
    },
  }),

  rule({
    id: "paging/items-per-page-is-counted",
    title: "itemsPerPage is the number of resources in the page, also in the last one",
    covers: ["7644-3.4.2.4-09"],
    level: "SHOULD",
    needs: ["index"],
    async probe(t) {
      await t.given.users(3);
      const first = await pageOf(t, { startIndex: 1, count: 2 });
      const total = Number(valueAt(first.response.body, "totalResults"));
      const last = await pageOf(t, { startIndex: total, count: 5 });
      for (const list of [first, last]) {
        const seen = valueAt(list.response.body, "itemsPerPage");
        if (seen === undefined && shownBy(list).length === total) continue;
        expectMember(t, list, "itemsPerPage", shownBy(list).length);
      }
    },
    mutants: {
      "repeats the count it was asked for": pages((page, matching, paging) => ({
        ...page(matching, paging),
        itemsPerPage: paging.count ?? 100,
      })),
      "shows the size of its pages": pages((page, matching, paging) => ({
        ...page(matching, paging),
        itemsPerPage: 200,
      })),
    },
  }),

  rule({
    id: "paging/negative-count-is-zero",
    title: "A negative count is read as 0",
    covers: ["7644-3.4.2.4-06"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(2);
      for (const count of [-1, -10]) expectTotalsOnly(t, await pageOf(t, { count }));
    },
    mutants: {
      "refuses it": pageRefusing("count", (value) => value < 0),
      "shows everybody": pages((page, matching, { count, ...rest }) =>
        page(matching, { ...rest, count: count !== undefined && count < 0 ? undefined : count }),
      ),
      "counts nobody": pages((page, matching, paging) => ({
        ...page(matching, paging),
        ...((paging.count ?? 1) < 0 && { totalResults: 0 }),
      })),
    },
  }),

  rule({
    id: "paging/count-zero-counts",
    title: "A count of 0 gives the number of results and no resources",
    covers: ["7644-3.4.2.4-07"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(2);
      expectTotalsOnly(t, await pageOf(t, { count: 0 }));
    },
    mutants: {
      "refuses it": pageRefusing("count", (value) => value === 0),
      "takes 0 for no count": pages((page, matching, { count, ...rest }) =>
        page(matching, { ...rest, count: count || undefined }),
      ),
      "counts nobody": pages((page, matching, paging) => ({
        ...page(matching, paging),
        ...(paging.count === 0 && { totalResults: 0 }),
      })),
      "shows null": on(
        { method: "GET", path: /\/Users\?count=0/ },
        rewriteBody((body) => ({ ...body, Resources: null })),
      ),
    },
  }),
];

/** Judges that a list shows the number of results, of which there are at least two, and none of them. */
function expectTotalsOnly(t: Trial, list: Exchange): void {
  const listed = valueAt(list.response.body, "Resources");
  const total = valueAt(list.response.body, "totalResults");
  t.expect(list)
    .that(listed === undefined || (Array.isArray(listed) && listed.length === 0), {
      summary: `GET ${list.request.path} shows Resources ${show(listed)}`,
      seen: listed,
      expected: "an empty list, or nothing",
      attribute: "Resources",
    })
    .that(Number(total) >= 2, {
      summary: `GET ${list.request.path} shows totalResults as ${show(total)}, and there are at least 2 users`,
      seen: total,
      expected: "at least 2",
      attribute: "totalResults",
    });
}
