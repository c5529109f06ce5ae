import fc from "fast-check";
import { on, type Rule, rewriteBody, rule, show } from "../../../engine/index.ts";
import { ownUsers } from "./own-users.ts";

import { expectInteger, expectMember, PAGES, pageOf, pageRefusing, pages, shownBy, without } from "./page.ts";

/** Where a page begins (RFC 7644 §3.4.2.4). */
export const pageStart: Rule[] = [
  rule({
    id: "paging/partial-list-shows-start-index",
    title: "A list that holds a part of the results says with startIndex where it begins",
    covers: ["7644-3.4.2-08"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(2);
      const list = await pageOf(t, { count: 1 });
      if (shownBy(list).length > 1) t.skip("a page of one shows more: see paging/no-more-than-count");
      expectInteger(t, list, "startIndex");
    },
    mutants: {
      "leaves startIndex out": without("startIndex"),
      "writes startIndex as a text": on(
        PAGES,
        rewriteBody((body) => ({ ...body, startIndex: String(body["startIndex"]) })),
      ),
    },
  }),

  rule({
    id: "paging/start-index-is-that-of-the-page",
    title: "startIndex in a page is the index of its first resource",
    covers: ["7644-3.4.2.4-10"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(3);
      for (const startIndex of [2, 3]) {
        const list = await pageOf(t, { startIndex, count: 1 });
        expectMember(t, list, "startIndex", startIndex);
      }
    },
    mutants: {
      "always shows 1": pages((page, matching, paging) => ({ ...page(matching, paging), startIndex: 1 })),
      "shows the offset": pages((page, matching, paging) => {
        const made = page(matching, paging);
        return { ...made, startIndex: made.startIndex - 1 };
      }),
    },
  }),

  rule({
    id: "paging/start-below-one-is-one",
    title: "A startIndex below 1 is read as 1",
    covers: ["7644-3.4.2.4-03"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(2);
      await t.property(
        fc.integer({ min: -20, max: 0 }),
        async (startIndex) => {
          const list = await pageOf(t, { startIndex, count: 1 });
          t.expect(list).that(shownBy(list).length > 0, {
            summary: `the page from startIndex ${startIndex} shows nobody`,
            seen: 0,
            expected: "the first page",
          });
          expectMember(t, list, "startIndex", 1);
        },
        { runs: 4 },
      );
    },
    mutants: {
      "refuses 0": pageRefusing("startIndex", (value) => value <= 0),
      "takes the index for an offset": pages((page, matching, paging) =>
        (paging.startIndex ?? 1) < 1
          ? { ...page(matching, paging), resources: [], itemsPerPage: 0 }
          : page(matching, paging),
      ),
      "repeats the index it was asked for": pages((page, matching, paging) => ({
        ...page(matching, paging),
        startIndex: paging.startIndex ?? 1,
      })),
    },
  }),

  rule({
    id: "paging/index-counts-from-one",
    title: "The first result has the index 1, which is also where a list begins that is not told",
    covers: ["7644-3.4.2.4-02"],
    level: "MUST",
    needs: ["index", "filter"],
    async probe(t) {
      const { filter, ids } = await ownUsers(t, 3);
      t.expect(await pageOf(t, { filter, startIndex: 1, count: 5 })).resources(ids);
      t.expect(await pageOf(t, { filter, count: 5 })).resources(ids);
      const rest = await pageOf(t, { filter, startIndex: 2, count: 5 });
      t.expect(rest).that(shownBy(rest).length === 2, {
        summary: `of 3 results, those from startIndex 2 are ${shownBy(rest).length}`,
        seen: shownBy(rest),
        expected: 2,
      });
    },
    mutants: {
      "counts from 0": pages((page, matching, paging) =>
        page(matching, { ...paging, startIndex: paging.startIndex === undefined ? undefined : paging.startIndex + 1 }),
      ),
      "ignores startIndex": pages((page, matching, { startIndex: _left, ...rest }) =>
        page(matching, { ...rest, startIndex: undefined }),
      ),
      "takes startIndex for the number of a page": pages((page, matching, { startIndex = 1, count, ...rest }) =>
        page(matching, { ...rest, count, startIndex: (startIndex - 1) * (count ?? 100) + 1 }),
      ),
    },
  }),

  rule({
    id: "paging/pages-cover-the-result",
    title: "Going on by the number of resources shown walks all results, each once",
    covers: ["7644-3.4.2.4-11", "7644-3.4.2.4-05"],
    level: "MUST",
    needs: ["index", "filter"],
    async probe(t) {
      const { filter, ids } = await ownUsers(t, 5);
      await t.property(
        fc.integer({ min: 1, max: 4 }),
        async (count) => {
          const seen: string[] = [];
          while (seen.length < ids.length) {
            const list = await pageOf(t, { filter, startIndex: seen.length + 1, count });
            expectMember(t, list, "totalResults", ids.length);
            const shown = shownBy(list);
            const again = shown.filter((id) => seen.includes(id) || !ids.includes(id));
            t.expect(list).that(shown.length > 0 && again.length === 0, {
              summary:
                shown.length === 0
                  ? `the page from ${seen.length + 1} of ${ids.length} results is empty`
                  : `the page from ${seen.length + 1} shows ${show(again)}, which were shown before`,
              seen: shown,
              expected: ids.filter((id) => !seen.includes(id)),
            });
            seen.push(...shown);
          }
        },
        { runs: 4 },
      );
    },
    mutants: {
      "overlaps its pages": pages((page, matching, paging) => {
        const startIndex = Math.max(1, (paging.startIndex ?? 1) - 1);
        return { ...page(matching, { ...paging, startIndex }), startIndex: paging.startIndex ?? 1 };
      }),
      "leaves the last page out": pages((page, matching, paging) => {
        const made = page(matching, paging);
        return made.startIndex > 1 && made.startIndex + made.resources.length > made.totalResults
          ? { ...made, resources: [], itemsPerPage: 0 }
          : made;
      }),
      "counts what is left": pages((page, matching, paging) => {
        const made = page(matching, paging);
        return { ...made, totalResults: made.totalResults - made.startIndex + 1 };
      }),
      "orders every page anew": pages((page, matching, paging) =>
        page((paging.startIndex ?? 1) % 2 === 0 ? [...matching].reverse() : matching, paging),
      ),
    },
  }),
];
