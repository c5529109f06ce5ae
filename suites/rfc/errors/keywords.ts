import fc from "fast-check";
import { on, type Rule, rewriteQuery, rule, withBody } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";

import { expectRefusal, expectUnchanged, refusing } from "./refusals.ts";

const CREATE_USER = { method: "POST", path: /\/Users$/ };
/** Which keyword a refusal has (RFC 7644 §3.12, Table 9). */
export const keywords: Rule[] = [
  rule({
    id: "errors/broken-json-is-400",
    title: "A body that is no JSON object is answered 400",
    covers: ["7644-3.12-20", "7644-3.12-05"],
    level: "MUST",
    async probe(t) {
      const text = JSON.stringify(t.given.representation());
      await t.property(
        fc.integer({ min: 1, max: text.length - 1 }),
        async (length) => {
          expectRefusal(t, await t.client.post("/Users", text.slice(0, length)), [400], "invalidSyntax");
        },
        { runs: 4 },
      );
      for (const scalar of ['"bjensen"', "42", "null"])
        expectRefusal(t, await t.client.post("/Users", scalar), [400], "invalidSyntax", "invalidValue");
    },
    mutants: {
      "breaks on JSON that ends too soon": on(CREATE_USER, async (request, next) =>
        (await request.clone().text()).endsWith("}") ? next(request) : refusing(500)(request, next),
      ),
      "answers 415": on(CREATE_USER, refusing(415)),
      "calls it an invalidValue": on(CREATE_USER, refusing(400, "invalidValue")),
      "takes a text for a userName": on(CREATE_USER, async (request, next) => {
        const text = await request.clone().text();
        const named = {
          schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
          userName: "bjensen@scimproof.example.com",
        };
        return next(text === '"bjensen"' ? withBody(request, JSON.stringify(named)) : request);
      }),
    },
  }),

  rule({
    id: "errors/broken-json-changes-nothing",
    title: "A PUT whose body is no JSON object is answered 400 and changes nothing",
    covers: ["7644-3.12-20"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      expectRefusal(t, await t.client.put(user.path, JSON.stringify(user.sent).slice(0, -2)), [400], "invalidSyntax");
      expectRefusal(t, await t.client.put(user.path, "[]"), [400], "invalidSyntax", "invalidValue");
      await expectUnchanged(t, user.path, before);
    },
    mutants: {
      "breaks on it": on("PUT", refusing(500)),
      "takes it for an empty user": on("PUT", async (request, next) => {
        const text = await request.clone().text();
        if (text.endsWith("}")) return next(request);
        const { url, headers } = request;
        const user = (await (await next(new Request(url, { headers }))).json()) as JsonObject;
        return next(withBody(request, JSON.stringify({ userName: user["userName"]!, active: false })));
      }),
    },
  }),

  rule({
    id: "errors/broken-json-is-invalid-syntax",
    title: "A body that is no JSON object is refused with scimType invalidSyntax",
    covers: ["7644-3.12-20"],
    level: "SHOULD",
    async probe(t) {
      t.expect(await t.client.post("/Users", '{ "userName": ')).scimError(400, "invalidSyntax");
      t.expect(await t.client.post("/Users", "42")).scimError(400, "invalidSyntax");
    },
    mutants: { "gives no scimType": on(CREATE_USER, refusing(400)) },
  }),

  rule({
    id: "errors/unfit-value-is-called-so",
    title: "Where a value of the wrong type is refused, scimType says invalidValue or invalidSyntax",
    covers: ["7644-3.12-23"],
    level: "MUST",
    async probe(t) {
      const sent = [{ name: "Barbara Jensen" }, { emails: "bjensen@example.com" }, { active: { value: true } }];
      let refused = 0;
      for (const unfit of sent) {
        const post = await t.client.post("/Users", t.given.representation(unfit));
        if (post.response.status < 300) continue;
        refused++;
        t.expect(post).refused();
        expectRefusal(t, post, [post.response.status], "invalidValue", "invalidSyntax");
      }
      if (refused === 0) t.skip("values of the wrong type are not refused: see errors/unfit-body-is-400");
    },
    mutants: {
      "breaks on the wrong type": on(CREATE_USER, refusing(500)),
      "calls it a conflict": on(CREATE_USER, refusing(400, "uniqueness")),
    },
  }),

  rule({
    id: "errors/bad-filter-is-invalid-filter",
    title: "A filter that is none is answered 400 with scimType invalidFilter",
    covers: ["7644-3.12-16"],
    level: "MUST",
    needs: ["filter"],
    reads: true,
    async probe(t) {
      for (const filter of ["userName", 'userName zz "bjensen"', 'userName eq "bjensen" and', '(userName eq "bjensen"'])
        t.expect(await t.client.list("/Users", { filter })).scimError(400, "invalidFilter");
    },
    mutants: {
      "lists everybody": on(
        { path: /filter=/ },
        rewriteQuery((query) => query.delete("filter")),
      ),
      "lists nobody": on({ path: /filter=/ }, async (request, next) => {
        const response = await next(request);
        if (response.status < 400) return response;
        return rewriteQuery((query) => query.set("filter", 'userName eq "nobody at all"'))(request, next);
      }),
      "gives no scimType": on({ path: /filter=/ }, refusing(400)),
      "calls it an invalidValue": on({ path: /filter=/ }, refusing(400, "invalidValue")),
      "breaks on it": on({ path: /filter=/ }, refusing(500)),
    },
  }),
];
