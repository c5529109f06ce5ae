import { answer, on, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

import { pageOf, pages } from "./page.ts";

/** What lies behind the last result (RFC 7644 §3.4.2.4). */
export const beyondTheEnd: Rule[] = [
  rule({
    id: "paging/beyond-the-end-is-nobody",
    title: "A page beyond the last result shows nobody",
    covers: ["7644-3.4.2.4-10"],
    level: "MUST",
    needs: ["index"],
    answers: ["pageBeyondTheEnd"],
    async probe(t) {
      const list = await pageBeyondTheEnd(t);
      t.observe("pageBeyondTheEnd", String(list.response.status));
      if (list.response.status >= 400 && list.response.status < 500) return;
      t.expect(list).status(200).resources([]);
    },
    mutants: {
      "begins again with the first page": pages((page, matching, paging) =>
        (paging.startIndex ?? 1) > matching.length
          ? page(matching, { ...paging, startIndex: 1 })
          : page(matching, paging),
      ),
      "stays at the last page": pages((page, matching, paging) =>
        page(matching, { ...paging, startIndex: Math.min(paging.startIndex ?? 1, matching.length) }),
      ),
      "breaks on it": on({ method: "GET", path: /startIndex=\d{4}/ }, answer(500, refusal(500))),
    },
  }),

  rule({
    id: "paging/beyond-the-end-still-counts",
    title: "A page beyond the last result is answered 200 with the number of results",
    covers: ["7644-3.4.2.4-10"],
    level: "SHOULD",
    needs: ["index"],
    async probe(t) {
      const list = await pageBeyondTheEnd(t);
      const total = valueAt(list.response.body, "totalResults");
      t.expect(list)
        .status(200)
        .that(Number(total) >= 2, {
          summary: `a page beyond the last result shows totalResults as ${show(total)}, and there are at least 2 users`,
          seen: total,
          expected: "at least 2",
          attribute: "totalResults",
        });
    },
    mutants: {
      "answers 404": on({ method: "GET", path: /startIndex=\d{4}/ }, answer(404, refusal(404))),
      "counts nobody": pages((page, matching, paging) => {
        const made = page(matching, paging);
        return made.startIndex > matching.length ? { ...made, totalResults: 0 } : made;
      }),
    },
  }),
];

/** A page that begins well behind the last of all users, also when others are being created. */
async function pageBeyondTheEnd(t: Trial): Promise<Exchange> {
  await t.given.users(2);
  const total = Number(valueAt((await pageOf(t, { count: 1 })).response.body, "totalResults"));
  return t.client.list("/Users", { startIndex: (Number.isInteger(total) ? total : 0) + 1000, count: 2 });
}
