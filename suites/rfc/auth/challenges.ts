import { answerInstead, type Fault, on, type Rule, rewriteHeaders, rule, show } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { challenging, readWithoutToken, readWithWrongToken } from "./attempt.ts";
import { bearerOf, challengesOf, parameterOf } from "./challenge.ts";

const isUnauthorised = ({ response }: Exchange): boolean => response.status === 401;

const unchallenged: Fault = async (request, next) => {
  const response = await next(request);
  return response.status === 401
    ? rewriteHeaders({ "www-authenticate": null })(request, async () => response)
    : response;
};

/** What a refused client is answered (RFC 7644 §2, RFC 6750 §3, RFC 9110 §11.6.1). */
export const challenges: Rule[] = [
  rule({
    id: "auth/unauthorised-names-a-scheme",
    title: "Every answer with status 401 has a WWW-Authenticate header",
    covers: ["9110-15.5.2-01"],
    level: "MUST",
    applies: isUnauthorised,
    inspect: (exchange, expect) => {
      expect(exchange).header("WWW-Authenticate", /\S/);
    },
    mutants: {
      "answers 401 without a challenge": on({}, unchallenged),
      "forgets the challenge when the token is wrong": on({}, (request, next) =>
        request.headers.has("authorization") ? unchallenged(request, next) : next(request),
      ),
    },
  }),

  rule({
    id: "auth/missing-credentials-are-challenged",
    title: "A request without credentials is told which authentication schemes are supported",
    covers: ["7644-2-01"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const read = await readWithoutToken(t);
      if (!isUnauthorised(read)) t.skip(`GET /Users without credentials answered ${read.response.status}`);
      const seen = read.response.headers["www-authenticate"];
      t.expect(read).that(challengesOf(read).length > 0, {
        summary: `GET /Users without credentials answered 401 with WWW-Authenticate ${show(seen)}`,
        seen,
        expected: "at least one challenge",
      });
    },
    mutants: {
      "answers 401 without a challenge": on({ path: /\/Users/ }, unchallenged),
      "leaves the header empty": on({ path: /\/Users/ }, challenging(" ")),
    },
  }),

  rule({
    id: "auth/useless-token-is-challenged",
    title: "A wrong token and one that is missing behind its scheme are answered with a challenge",
    covers: ["6750-3-01"],
    level: "MUST",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      const wrong = await readWithWrongToken(t);
      const empty = await t.client.get("/Users", { query: { count: 1 }, headers: { authorization: "Bearer" } });
      for (const read of [wrong, empty]) t.expect(read).refused().header("WWW-Authenticate", /\S/);
    },
    mutants: {
      "forgets the challenge when the token is wrong": on({ path: /\/Users/ }, (request, next) =>
        request.headers.get("authorization")?.endsWith("-wrong") ? unchallenged(request, next) : next(request),
      ),
      "answers 403 without a challenge": on({ path: /\/Users/ }, async (request, next) => {
        const response = await next(request);
        return response.status === 401 ? unchallenged(request, answerForbidden) : response;
      }),
    },
  }),

  rule({
    id: "auth/wrong-token-is-401",
    title: "A token that nobody was given is answered 401",
    covers: ["6750-3.1-02"],
    level: "SHOULD",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      t.expect(await readWithWrongToken(t)).status(401);
    },
    mutants: {
      "answers 403": on({ path: /\/Users/ }, async (request, next) => {
        const response = await next(request);
        return response.status === 401 ? answerForbidden(request) : response;
      }),
    },
  }),

  rule({
    id: "auth/empty-bearer-is-refused",
    title: "A Bearer header without a token is answered 400 or 401, a 400 with the error invalid_request",
    covers: ["6750-3.1-01"],
    level: "SHOULD",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      const read = await t.client.get("/Users", { query: { count: 1 }, headers: { authorization: "Bearer" } });
      const error = parameterOf(bearerOf(read), "error");
      t.expect(read)
        .status(400, 401)
        .that(read.response.status === 401 || error === undefined || error === "invalid_request", {
          summary: `a Bearer header without a token was answered 400 with the error ${show(error)}`,
          seen: error,
          expected: "invalid_request",
        });
    },
    mutants: {
      "answers 403": on({ path: /\/Users/ }, async (request, next) => {
        const response = await next(request);
        return response.status === 401 ? answerForbidden(request) : response;
      }),
      "calls it an invalid token with 400": on({ path: /\/Users/ }, async (request, next) => {
        const response = await next(request);
        if (response.status !== 401) return response;
        const header = { "www-authenticate": 'Bearer realm="scim", error="invalid_token"' };
        return answerInstead(400, refusal(400), header)(request, async () => response);
      }),
    },
  }),
];

async function answerForbidden(_request: Request): Promise<Response> {
  return new Response(JSON.stringify(refusal(403)), {
    status: 403,
    headers: { "content-type": "application/scim+json" },
  });
}
