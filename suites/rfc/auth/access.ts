import {
  answer,
  answerInstead,
  behaves,
  bodyOf,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rule,
  show,
  type Trial,
} from "../../../engine/index.ts";
import type { Behaviour, Exchange, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A mutant that lets requests of one kind in whatever their token. */
function opens(concerns: (request: Request) => boolean): Mutant {
  return behaves((conforming: Behaviour) => ({
    authenticate: (request, token) => (concerns(request) ? undefined : conforming.authenticate(request, token)),
  }));
}

/** Every kind of request on users, with a token that nobody was given. */
async function tryWithWrongToken(t: Trial, path: string, body: JsonObject): Promise<Exchange[]> {
  const options = { token: `${t.given.name()}-wrong` };
  const activation = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: false }] };
  return [
    await t.client.get("/Users", { ...options, query: { count: 1 } }),
    await t.client.get(path, options),
    await t.client.post("/Users", t.given.representation(), options),
    await t.client.patch(path, activation, options),
    await t.client.put(path, { ...body, active: false }, options),
    await t.client.delete(path, options),
  ];
}

/** A mutant that refuses the valid token when its scheme is spelled in a way it does not know. */
function knowsOnly(spelling: RegExp): Mutant {
  return on({ path: /\/Users/ }, (request, next) =>
    spelling.test(request.headers.get("authorization") ?? "")
      ? next(request)
      : answer(401, refusal(401), { "www-authenticate": 'Bearer realm="scim"' })(request, next),
  );
}

/** Who gets in (RFC 7644 §2, RFC 6750 §2, RFC 9110 §11.1). */
export const access: Rule[] = [
  rule({
    id: "auth/bearer-token-opens",
    title: "A valid token in the Authorization header opens the service provider",
    covers: ["6750-2.1-01"],
    level: "MUST",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      t.expect(await t.client.list("/Users", { count: 1 })).status(200);
    },
    mutants: {
      "takes tokens from the query only": on({ path: /\/Users/ }, (request, next) =>
        new URL(request.url).searchParams.has("access_token")
          ? next(request)
          : answer(401, refusal(401))(request, next),
      ),
    },
  }),

  rule({
    id: "auth/scheme-in-any-letter-case",
    title: "The scheme before the token is read in any letter case",
    covers: ["9110-11.1-01"],
    level: "SHOULD", // the row asks for advice: the clients that matter all write Bearer
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      await t.given.done(() => t.client.list("/Users", { count: 1 }));
      for (const scheme of ["bearer", "BEARER"])
        t.expect(await t.client.get("/Users", { query: { count: 1 }, scheme })).status(200);
    },
    mutants: {
      "compares the scheme letter by letter": knowsOnly(/^Bearer /),
      "does not know the scheme in capitals": knowsOnly(/^[Bb]earer /),
    },
  }),

  rule({
    id: "auth/wrong-token-opens-nothing",
    title: "A token that nobody was given reads nothing and changes nothing",
    covers: ["6750-3-01"],
    level: "MUST",
    needs: ["bearer"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      for (const exchange of await tryWithWrongToken(t, user.path, user.sent)) t.expect(exchange).refused();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", before["active"]);
    },
    mutants: {
      "lets everybody read": opens(({ method }) => method === "GET"),
      "lets everybody delete": opens(({ method }) => method === "DELETE"),
      "lets everybody PATCH": opens(({ method }) => method === "PATCH"),
      "lets everybody create": opens(({ method }) => method === "POST"),
      "refuses a PUT and makes it all the same": {
        ...opens(({ method }) => method === "PUT"),
        ...on("PUT", (request, next) =>
          request.headers.get("authorization")?.endsWith("-wrong")
            ? answerInstead(401, refusal(401), { "www-authenticate": 'Bearer realm="scim"' })(request, next)
            : next(request),
        ),
      },
    },
  }),

  rule({
    id: "auth/anonymous-create-is-answered",
    title: "A create without credentials is refused or performed, and does not break",
    covers: ["7644-2.2-01"],
    level: "MAY",
    answers: ["anonymousCreate"],
    async probe(t) {
      const created = await t.client.post("/Users", t.given.representation(), { token: null });
      t.expect(created).status(201, 401, 403);
      t.observe(
        "anonymousCreate",
        created.response.status === 201 ? "performed" : `refused with ${created.response.status}`,
      );
    },
    mutants: {
      "breaks when nobody is signed in": on("POST", (request, next) =>
        request.headers.has("authorization") ? next(request) : answer(500, refusal(500))(request, next),
      ),
    },
  }),

  rule({
    id: "auth/basic-is-not-alone",
    title: "HTTP Basic is not the only authentication scheme",
    covers: ["7644-2-05"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const read = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
      const schemes = bodyOf(read)["authenticationSchemes"];
      if (!Array.isArray(schemes) || schemes.length === 0)
        t.skip("the ServiceProviderConfig lists no authentication scheme");
      const types = (schemes as ({ type?: unknown } | null)[]).map((scheme) => String(scheme?.type).toLowerCase());
      t.expect(read).that(
        types.some((type) => type !== "httpbasic"),
        {
          summary: `the ServiceProviderConfig lists authentication schemes of the types ${show(types)}`,
          seen: types,
          expected: "another scheme beside httpbasic",
          attribute: "authenticationSchemes",
        },
      );
    },
    mutants: {
      "takes a name and a password only": on(
        { path: /\/ServiceProviderConfig$/ },
        rewriteBody((config) => ({
          ...config,
          authenticationSchemes: [{ type: "httpbasic", name: "HTTP Basic", description: "Name and password" }],
        })),
      ),
    },
  }),

  rule({
    id: "auth/token-in-two-places",
    title: "A token in the query beside the one in the header is ignored or answered 400",
    covers: ["6750-2-01"],
    level: "SHOULD",
    needs: ["bearer"],
    reads: true,
    async probe(t) {
      t.expect(await t.client.list("/Users", { count: 1, access_token: `${t.given.name()}-wrong` })).status(200, 400);
    },
    mutants: {
      "breaks on two tokens": on({ path: /access_token=/ }, answerInstead(500, refusal(500))),
      "believes the token in the query": on(
        { path: /access_token=/ },
        answer(401, refusal(401), { "www-authenticate": 'Bearer realm="scim", error="invalid_token"' }),
      ),
    },
  }),
];
