import { type Rule, rule, sends } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { firstCalls, workdays } from "./clients.ts";

/** How a client shows who it is (RFC 6750 §2). */
export const token: Rule[] = [
  rule({
    id: "clients/scim/token-in-the-header",
    title: "A client that sends a token sends it in the Authorization header",
    covers: ["6750-2.1-02"],
    level: "SHOULD",
    judges: "client",
    // A client that sends it elsewhere is refused at once, and gets no further.
    scene: firstCalls,
    applies: (exchange) => inHeader(exchange) || besideTheHeader(exchange) !== undefined,
    inspect(exchange, expect) {
      const bearer = /^bearer\s/i.test(exchange.request.headers["authorization"] ?? "");
      expect(exchange).that(bearer || besideTheHeader(exchange) === undefined, {
        summary: `${exchange.request.method} sends its token in the ${besideTheHeader(exchange)} alone`,
        seen: besideTheHeader(exchange),
        expected: "an Authorization header",
      });
    },
    mutants: {
      "sends the token in the query": sends({}, (request, next) => {
        const moved = new Request(inQuery(request.url), request);
        // Empty, for a request without the header is given the token of the run.
        moved.headers.set("authorization", "");
        return next(moved);
      }),
    },
  }),

  rule({
    id: "clients/scim/token-in-one-place",
    title: "No request sends a token in two ways",
    covers: ["6750-2-01"],
    level: "MUST",
    judges: "client",
    scene: workdays,
    applies: inHeader,
    inspect(exchange, expect) {
      const place = besideTheHeader(exchange);
      expect(exchange).that(place === undefined, {
        summary: `${exchange.request.method} sends a token in the Authorization header and in the ${place}`,
        seen: place,
        expected: "the header alone",
      });
    },
    mutants: {
      "repeats the token in the query": sends({}, (request, next) => next(new Request(inQuery(request.url), request))),
      "repeats the token in the query of one kind of request": sends("PATCH", (request, next) =>
        next(new Request(inQuery(request.url), request)),
      ),
    },
  }),

  rule({
    id: "clients/scim/no-token-in-the-url",
    title: "No URL carries a token",
    covers: ["6750-2.3-03"],
    level: "SHOULD",
    judges: "client",
    scene: workdays,
    applies: () => true,
    inspect(exchange, expect) {
      expect(exchange).that(besideTheHeader(exchange) !== "query", {
        summary: `${exchange.request.method} carries a token in its URL`,
        seen: "access_token in the query",
        expected: "no token in the URL",
      });
    },
    mutants: {
      "puts the token into the URL of a look-up": sends({ method: "GET", path: /filter=/ }, (request, next) =>
        next(new Request(inQuery(request.url), request)),
      ),
    },
  }),
];

function inHeader({ request }: Exchange): boolean {
  return (request.headers["authorization"] ?? "") !== "";
}

/** Where else a request carries a token (RFC 6750 §2.2, §2.3); undefined where it does nowhere. */
function besideTheHeader({ request }: Exchange): "query" | "body" | undefined {
  const query = new URLSearchParams(request.path.split("?", 2)[1]);
  if (query.has("access_token")) return "query";
  const form = /x-www-form-urlencoded/i.test(request.headers["content-type"] ?? "");
  return form && new URLSearchParams(request.text).has("access_token") ? "body" : undefined;
}

function inQuery(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}access_token=a-token`;
}
