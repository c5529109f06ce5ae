import { answer, idsOf, on, type Rule, rewriteBody, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

/** A longer list is not asked for: it would cost the target more than the answer is worth. */
const MOST_ASKED = 1000;

/** The list of one more than the service provider says it shows at once. */
async function askForMore(t: Trial): Promise<{ list: Exchange; maxResults: number }> {
  const config = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
  const maxResults = Number(valueAt(config.response.body, "filter.maxResults"));
  if (!Number.isInteger(maxResults) || maxResults < 0) t.skip("the ServiceProviderConfig names no filter.maxResults");
  if (maxResults > MOST_ASKED) t.skip(`filter.maxResults is ${maxResults}, and a list of so many is not asked for`);
  await t.given.users(2);
  return { list: await t.client.list("/Users", { count: maxResults + 1 }), maxResults };
}

/** The limit that the ServiceProviderConfig sets to a list (RFC 7643 §5). */
export const maxResults: Rule[] = [
  rule({
    id: "paging/max-results-holds",
    title: "No list holds more resources than filter.maxResults of the ServiceProviderConfig",
    covers: ["7643-5-04"],
    level: "MUST",
    needs: ["filter"],
    answers: ["countAboveMaximum"],
    async probe(t) {
      const { list, maxResults } = await askForMore(t);
      t.expect(list).status(200, 400);
      t.observe("countAboveMaximum", list.response.status === 200 ? "cut" : "refused");
      const { length } = idsOf(list) ?? [];
      t.expect(list).that(length <= maxResults, {
        summary: `a list shows ${length} resources, and filter.maxResults is ${maxResults}`,
        seen: length,
        expected: `at most ${maxResults}`,
      });
    },
    mutants: {
      "announces less than it shows": on(
        { path: /\/ServiceProviderConfig$/ },
        rewriteBody((config) => ({ ...config, filter: { ...(config["filter"] as JsonObject), maxResults: 1 } })),
      ),
      "breaks on more than it shows": on({ path: /\/Users\?count=/ }, answer(500, refusal(500))),
    },
  }),

  rule({
    id: "paging/count-above-maximum-is-cut",
    title: "A count above filter.maxResults is answered with fewer resources rather than refused",
    covers: ["7643-5-04"],
    level: "SHOULD",
    needs: ["filter"],
    async probe(t) {
      t.expect((await askForMore(t)).list).status(200);
    },
    mutants: { "refuses it": on({ path: /\/Users\?count=/ }, answer(400, refusal(400, "invalidValue"))) },
  }),
];
