import { answerInstead, behaves, on, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";

const FIRST_USER = { method: "GET", path: /\/Users\?startIndex=1&count=1$/ };

/**
 * The two tests of authentication, of which one has to pass: client credentials, and workload identity federation. How
 * the token of a run was fetched, and how long it lives (60 to 360 minutes are asked for), shows in no SCIM request; that
 * it is accepted, whichever way it came, does.
 */
export const signingIn: Rule[] = [
  rule({
    id: "entra-gallery/token-opens-the-endpoint",
    title: "The token of the run is accepted, whichever way it was fetched, and an invented one is not",
    covers: ["6750-2.1-01", "7644-3.12-06"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const query = { startIndex: 1, count: 1 };
      t.expect(await t.client.get("/Users", { query })).success();
      const token = `invented-${t.given.faker.string.alphanumeric(24)}`;
      t.expect(await t.client.get("/Users", { query, token })).status(401, 403);
    },
    mutants: {
      "refuses the token": on(FIRST_USER, answerInstead(401)),
      "takes any token": behaves<Behaviour>({ authenticate: () => undefined }),
      "breaks at an unknown token": on(FIRST_USER, async (request, next) => {
        const response = await next(request);
        return response.status === 401 ? new Response(null, { status: 500 }) : response;
      }),
    },
  }),
];
