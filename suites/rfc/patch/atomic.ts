import fc from "fast-check";
import { faulty, type Mutant, type Rule, rule, valueAt, withBody } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUntouched } from "../untouched.ts";
import { expectMembers, groupShowing } from "./group-members.ts";
import { userShowing } from "./kept.ts";
import { patchOp } from "./patch-op.ts";

const VALID: JsonObject[] = [
  { op: "replace", path: "name.familyName", value: "Byron" },
  { op: "add", path: "name", value: { givenName: "Augusta" } },
  { op: "replace", path: "active", value: false },
  { op: "replace", path: 'emails[type eq "work"].value', value: "byron@scimproof.example" },
  { op: "add", path: "emails", value: [{ value: "augusta@scimproof.example", type: "home" }] },
  { op: "replace", value: { name: { givenName: "Augusta" }, active: false } },
];

const INVALID: JsonObject[] = [
  { op: "remove" },
  { op: "remove", path: "userName" },
  { op: "modify", path: "active", value: true },
  { op: "replace", path: "active", value: { a: 1 } },
  { op: "replace", path: "id", value: "scimproof" },
];

/** Stores each operation by itself and stops at the first that fails. */
const oneByOne: Mutant = faulty(() => async (request, next) => {
  if (request.method !== "PATCH") return next(request);
  const { schemas, Operations } = JSON.parse(await request.text()) as { schemas: string[]; Operations: JsonObject[] };
  let response = new Response(null, { status: 204 });
  for (const operation of Operations) {
    response = await next(withBody(request, JSON.stringify({ schemas, Operations: [operation] })));
    if (response.status >= 300) break;
  }
  return response;
});

/** Shows another meta.lastModified of a resource whose PATCH it has refused. */
const touched: Mutant = faulty(() => {
  const refused = new Set<string>();
  return async (request, next) => {
    const response = await next(request);
    const { pathname } = new URL(request.url);
    if (request.method === "PATCH" && response.status >= 400) refused.add(pathname);
    if (request.method !== "GET" || !refused.has(pathname)) return response;
    const resource = (await response.json()) as { meta: JsonObject };
    const meta = { ...resource.meta, lastModified: "2099-01-01T00:00:00Z" };
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    return new Response(JSON.stringify({ ...resource, meta }), { status: response.status, headers });
  };
});

/** A PATCH is performed as a whole or not at all (RFC 7644 §3.5.2). */
export const atomic: Rule[] = [
  rule({
    id: "patch/all-or-nothing",
    title: "A PATCH with an operation that fails changes nothing, whatever comes before it",
    covers: ["7644-3.5.2-20"],
    level: "MUST",
    needs: ["patch"],
    tags: ["property"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      let refusals = 0;
      const requests = fc.record({
        valid: fc.array(fc.constantFrom(...VALID), { minLength: 1, maxLength: 3 }),
        invalid: fc.constantFrom(...INVALID),
      });
      await t.property(
        requests,
        async ({ valid, invalid }) => {
          const patched = await t.client.patch(user.path, patchOp(...valid, invalid));
          // Whether the last operation is refused is judged by other rules; here it is the scene.
          if (patched.response.status < 300) return;
          t.expect(patched).refused();
          refusals++;
          const after = await expectUntouched(t, user, user.before);
          for (const name of ["meta.lastModified", "meta.version"])
            t.expect(after).attribute(name, valueAt(user.before, name));
        },
        { runs: 8 },
      );
      if (refusals === 0) t.inconclusive("the service provider refused none of the invalid operations");
    },
    mutants: {
      "keeps the operations before the one that failed": oneByOne,
      "moves lastModified though it refuses": touched,
    },
  }),
  rule({
    id: "patch/all-or-nothing-for-members",
    title: "A PATCH of a Group with an operation that fails leaves its members alone",
    covers: ["7644-3.5.2-20"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const [member, stranger] = await t.given.users(2);
      const group = await groupShowing(t, [member!]);
      const operations = [{ op: "add", path: "members", value: [{ value: stranger!.id }] }, { op: "remove" }];
      const patched = await t.client.patch(group.path, patchOp(...operations));
      if (patched.response.status < 300)
        t.inconclusive("the service provider took a remove without a path for success");
      t.expect(patched).refused();
      await expectMembers(t, group.path, [member!]);
    },
    mutants: { "keeps the operations before the one that failed": oneByOne },
  }),
];
