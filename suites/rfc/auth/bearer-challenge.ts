import { on, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { challenging, readWithoutToken, readWithWrongToken } from "./attempt.ts";
import { bearerOf, type Challenge, parameterOf } from "./challenge.ts";

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

/** RFC 6750 §3: printable ASCII without the quote and the backslash; scopes are separated by single blanks. */
const CHARACTERS: [name: string, allowed: RegExp][] = [
  ["error", /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/],
  ["scope", /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/],
];

/** What a challenge for a bearer token says (RFC 6750 §3). */
export const bearerChallenge: Rule[] = [
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
      const challenge = bearerOf(read);
      if (challenge === undefined) t.skip("a wrong token was answered without a challenge for a bearer token");
      const seen = parameterOf(challenge, "error");
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
];
