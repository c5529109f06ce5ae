import { answer, on, type Rule, rule, show } from "../../../engine/index.ts";
import { errorBody } from "../mutants.ts";

const LOOK_UP = { method: "GET", path: /\/Users\?filter=/ };

/** What Okta makes of a service provider that has no time. It is not provoked, only looked at where it happens. */
export const throttling: Rule[] = [
  rule({
    id: "okta/throttling-says-when-to-come-again",
    title: "Who is refused with 429 is told in Retry-After, in seconds, when to come again",
    covers: ["7644-3.12-01"],
    level: "SHOULD", // no RFC of SCIM demands the header
    applies: ({ request }) => /^\/(?:Users|Groups)\b/.test(request.path),
    inspect(exchange, expect) {
      const { status, headers } = exchange.response;
      if (status !== 429) return;
      const said = headers["retry-after"];
      expect(exchange).that(/^\d+$/.test(said ?? ""), {
        summary: `429 came with Retry-After ${show(said)}: Okta understands whole seconds only, so it waits 5 minutes, each time twice as long as before, and gives up after 10 tries (okta/retry-after-date-is-ignored, documented by the vendor). To be mended by whoever operates the service provider.`,
        seen: said ?? null,
        expected: "Retry-After with a number of seconds",
      });
    },
    mutants: {
      "throttles without saying until when": on(LOOK_UP, answer(429, errorBody(429))),
      "throttles until a date": on(
        LOOK_UP,
        answer(429, errorBody(429), { "retry-after": "Mon, 05 Jan 2026 08:05:00 GMT" }),
      ),
    },
  }),
];
