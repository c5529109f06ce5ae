import { on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import { connectionRule, tokenRules } from "../connecting.ts";
import { answer, sent, unlessThrottled } from "../finding.ts";
import { importRule } from "../importing.ts";
import { ONE_USER, refuses } from "../mutants.ts";
import { jumpcloudPersona, product } from "./persona.ts";

const READ = { method: "GET", path: /\/Users\?startIndex=1&count=1$/ };
const byJumpCloud = ({ headers }: Request): boolean => !headers.has("user-agent");

/** Whether JumpCloud gets in at all, and what it reads. */
export const connecting: Rule[] = [
  connectionRule(product, {
    covers: ["7644-3.4.2-05", "7644-3.4.2-07", "8X8-TOKEN-10"],
    hoped: "200 with a ListResponse whose totalResults is a number",
    because:
      "What a prebuilt connector sends to verify an integration is a guess (jumpcloud/activation-reads): one user of the list.",
    mutants: {
      "writes totalResults as text to clients without a User-Agent": on(READ, (request, next) =>
        byJumpCloud(request)
          ? rewriteBody((list) => ({ ...list, totalResults: String(list["totalResults"]) }))(request, next)
          : next(request),
      ),
      "answers a list without a body to clients without a User-Agent": on(READ, (request, next) =>
        byJumpCloud(request) ? new Response(null, { status: 200 }) : next(request),
      ),
      "refuses requests without a User-Agent": refuses(READ, 403, byJumpCloud),
    },
  }),

  rule({
    id: "jumpcloud/custom-connector-is-activated",
    title: "The test user of a custom connector is looked up, created, switched off and deleted",
    covers: ["7644-3.3-05", "7644-3.4.2-10", "7644-3.5.2.3-02"],
    level: "SHOULD", // a prebuilt connector has no test user
    async probe(t) {
      const { client, wire } = await jumpcloudPersona(t, { connector: "custom" });
      const { ok, message } = await client.testConnection();
      wire.rethrow();
      const last = wire.exchanges.at(-1)!;
      unlessThrottled(t, last);
      t.expect.that(ok, {
        summary: `JumpCloud sent ${sent(last)} and was answered ${answer(last)}, so a custom connector cannot be activated. It creates a test user and removes it again (jumpcloud/activation-test-user, documented by the vendor, the order of the requests is inferred). To be mended by the service provider's developers.`,
        seen: `the administrator reads: ${message}`,
        expected: "each step succeeds; to delete the test user is optional",
        exchange: last.id,
      });
    },
    mutants: {
      "creates users and answers without an id": on(
        { method: "POST", path: /\/Users$/ },
        rewriteBody(({ id: _, ...user }) => user),
      ),
      "cannot read a user by id": refuses({ method: "GET", path: ONE_USER }, 404, byJumpCloud),
      "has no PATCH": refuses({ method: "PATCH", path: ONE_USER }, 501),
      "answers 404 to a look-up that finds nobody": refuses({ method: "GET", path: /filter=/ }, 404),
    },
  }),
  ...tokenRules(product),
  importRule(product, { hoped: "the import finds everybody", habits: { GET: ["jumpcloud/import-by-hundred"] } }, false),
];
