import { on, type Rule, rewriteQuery } from "../../../engine/index.ts";
import { connectionRule, tokenRules } from "../connecting.ts";
import { answersWith, errorBody, LOOK_UP, refuses } from "../mutants.ts";
import { product } from "./persona.ts";

/** Whether Entra ID gets in at all. */
export const connecting: Rule[] = [
  connectionRule(product, {
    covers: ["7644-3.4.2-10", "7644-3.4.2-05", "8X8-TOKEN-10"],
    hoped: "200 with a list of nobody",
    because:
      "It looks for a user whose login name is a random GUID and wants an empty list (entra/probe-by-random-guid, documented by the vendor), without User-Agent and Content-Type and with + for a space (entra/plus-in-filter, entra/no-user-agent, entra/no-content-type-on-get: seen on the wire, not documented).",
    mutants: {
      "answers 404 to a look-up that finds nobody": answersWith(LOOK_UP, 404, errorBody(404)),
      "ignores the filter": on(
        LOOK_UP,
        rewriteQuery((query) => query.delete("filter")),
      ),
      "does not know + for a space": refuses(LOOK_UP, 400, ({ url }) => url.includes("+eq+")),
      "wants a Content-Type with a GET": refuses(LOOK_UP, 415, ({ headers }) => !headers.has("content-type")),
      "stands behind a guard that wants a User-Agent": on(LOOK_UP, (request, next) =>
        request.headers.has("user-agent")
          ? next(request)
          : new Response("<html>Forbidden</html>", { status: 403, headers: { "content-type": "text/html" } }),
      ),
      "answers a look-up without a body": answersWith(LOOK_UP, 200, null),
    },
  }),
  ...tokenRules(product),
];
