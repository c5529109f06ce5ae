import {
  answerInstead,
  type Fault,
  on,
  type Rule,
  rewriteHeaders,
  rule,
  show,
  type Trial,
} from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { bearerOf, type Challenge, challengesOf, parameterOf } from "./challenge.ts";

/** A read with a token that nobody was given. */
function readWithWrongToken(t: Trial): Promise<Exchange> {
  return t.client.get("/Users", { query: { count: 1 }, token: `${t.given.name()}-wrong` });
}

/** A read without any credentials. */
function readWithoutToken(t: Trial): Promise<Exchange> {
  return t.client.get("/Users", { query: { count: 1 }, token: null });
}

/** The bearer challenges of both reads; without any there is nothing to look at. */
async function bearerChallenges(t: Trial): Promise<{ exchange: Exchange; challenge: Challenge }[]> {
  const found: { exchange: Exchange; challenge: Challenge }[] = [];
  for (const exchange of [await readWithoutToken(t), await readWithWrongToken(t)]) {
    const challenge = bearerOf(exchange);
    if (challenge !== undefined) found.push({ exchange, challenge });
  }
  if (found.length === 0)
    t.skip("neither a missing nor a wrong token was answered with a challenge for a bearer token");
  return found;
}

const isUnauthorised = ({ response }: Exchange): boolean => response.status === 401;

/** Answers 401 with another header; the conforming one names the scheme, and the error when a token was sent. */
function challenging(header: string): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status === 401
      ? rewriteHeaders({ "www-authenticate": header })(request, async () => response)
      : response;
  };
}

const unchallenged: Fault = async (request, next) => {
  const response = await next(request);
  return response.status === 401
    ? rewriteHeaders({ "www-authenticate": null })(request, async () => response)
    : response;
};

/** What a refused client is told about the way in (RFC 7644 §2, RFC 6750 §3). */
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
    id: "auth/challenge-is-for-a-bearer-token",
    title: "The challenge for a bearer token uses the scheme Bearer with at least one parameter",
    covers: ["6750-3-02"],
    level: "MUST",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      const read = await readWithWrongToken(t);
      const seen = read.response.headers["www-authenticate"];
      if (seen === undefined) t.skip("a wrong token was answered without a challenge");
      const challenge = bearerOf(read);
      t.expect(read).that(challenge !== undefined && challenge.parameters.length > 0, {
        summary: `a wrong token was answered with WWW-Authenticate ${show(seen)}`,
        seen,
        expected: "Bearer with realm, scope or error",
      });
    },
    mutants: {
      "names the scheme alone": on({}, challenging("Bearer")),
      "asks for Basic although it takes bearer tokens": on({}, challenging('Basic realm="scim"')),
    },
  }),

  rule({
    id: "auth/challenge-says-nothing-twice",
    title: "A bearer challenge has each of its parameters at most once",
    covers: ["6750-3-03"],
    level: "MUST",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      for (const { exchange, challenge } of await bearerChallenges(t))
        for (const name of ["realm", "scope", "error", "error_description", "error_uri"]) {
          const values = challenge.parameters.filter(([each]) => each === name).map(([, value]) => value);
          t.expect(exchange).that(values.length <= 1, {
            summary: `the bearer challenge has ${name} ${values.length} times`,
            seen: exchange.response.headers["www-authenticate"],
            expected: `${name} at most once`,
          });
        }
    },
    mutants: {
      "adds a realm to the realm": on({}, challenging('Bearer realm="scim", realm="users"')),
      "repeats the error": on({}, challenging('Bearer realm="scim", error="invalid_token", error="invalid_token"')),
    },
  }),

  rule({
    id: "auth/challenge-keeps-its-characters",
    title: "The error and the scope of a bearer challenge keep to the characters they may have",
    covers: ["6750-3-05"],
    level: "MUST",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      for (const { exchange, challenge } of await bearerChallenges(t))
        for (const [name, allowed] of CHARACTERS) {
          const value = parameterOf(challenge, name);
          t.expect(exchange).that(value === undefined || allowed.test(value), {
            summary: `the bearer challenge shows ${name} as ${show(value)}`,
            seen: value,
            expected: String(allowed),
          });
        }
    },
    mutants: {
      "quotes the token in the error": on({}, challenging('Bearer realm="scim", error="invalid \\"token\\""')),
      "separates scopes by tabs": on({}, challenging('Bearer realm="scim", scope="read\twrite"')),
    },
  }),

  rule({
    id: "auth/wrong-token-is-explained",
    title: "The challenge for a wrong token has the error invalid_token",
    covers: ["6750-3-04"],
    level: "SHOULD",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      const read = await readWithWrongToken(t);
      const seen = parameterOf(bearerOf(read), "error");
      t.expect(read).that(seen === "invalid_token", {
        summary: `a wrong token was answered with the error ${show(seen)}`,
        seen: seen ?? read.response.headers["www-authenticate"],
        expected: "invalid_token",
      });
    },
    mutants: {
      "gives no reason": on({}, challenging('Bearer realm="scim"')),
      "gives another reason": on({}, challenging('Bearer realm="scim", error="invalid_client"')),
    },
  }),

  rule({
    id: "auth/no-credentials-no-error",
    title: "The challenge for a request without credentials says nothing of an error",
    covers: ["6750-3.1-04"],
    level: "SHOULD",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      const read = await readWithoutToken(t);
      const challenge = bearerOf(read);
      if (challenge === undefined)
        t.skip("a request without credentials was answered without a challenge for a bearer token");
      for (const name of ["error", "error_description", "error_uri"]) {
        const seen = parameterOf(challenge, name);
        t.expect(read).that(seen === undefined, {
          summary: `a request without credentials was answered with ${name} ${show(seen)}`,
          seen,
          expected: `no ${name}`,
        });
      }
    },
    mutants: {
      "calls the missing token an invalid one": on({}, challenging('Bearer realm="scim", error="invalid_token"')),
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

/** RFC 6750 §3: printable ASCII without the quote and the backslash; scopes are separated by single blanks. */
const CHARACTERS: [name: string, allowed: RegExp][] = [
  ["error", /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/],
  ["scope", /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/],
];

async function answerForbidden(_request: Request): Promise<Response> {
  return new Response(JSON.stringify(refusal(403)), {
    status: 403,
    headers: { "content-type": "application/scim+json" },
  });
}
