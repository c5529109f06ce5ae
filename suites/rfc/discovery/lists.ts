import { isDeepStrictEqual } from "node:util";
import { type Fault, on, type Rule, rewriteBody, rule, show, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import {
  CONFIG,
  documentsIn,
  documentsOf,
  itemsOf,
  keyOf,
  RESOURCE_TYPES,
  rewriteSuccess,
  SCHEMAS,
} from "./documents.ts";

const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** Both configuration endpoints that list documents. */
const LISTS = [
  { path: "/Schemas", called: "schemas", pattern: SCHEMAS, rows: ["7644-4-07", "7644-4-03"] },
  { path: "/ResourceTypes", called: "resource types", pattern: RESOURCE_TYPES, rows: ["7644-4-07"] },
] as const;

const lists: Rule[] = LISTS.map(({ path, called, pattern, rows }) =>
  rule({
    id: `discovery/${called.replace(" ", "-")}-come-as-a-list-response`,
    title: `The ${called} come as a ListResponse that holds them all`,
    covers: [...rows],
    level: "MUST",
    reads: true,
    async probe(t) {
      const list = await t.client.get(path);
      t.expect(list).status(200);
      const urns = valueAt(list.response.body, "schemas");
      const listed = valueAt(list.response.body, "Resources");
      const total = valueAt(list.response.body, "totalResults");
      t.expect(list)
        .that(Array.isArray(urns) && urns.includes(LIST_RESPONSE), {
          summary: `GET ${path} answered without the schema of a ListResponse`,
          seen: urns ?? list.response.body,
          expected: [LIST_RESPONSE],
          attribute: "schemas",
        })
        .that(Array.isArray(listed) && listed.length === total, {
          summary: `GET ${path} shows totalResults as ${show(total)} with ${Array.isArray(listed) ? listed.length : "no"} Resources`,
          seen: total,
          expected: "the number of Resources",
          attribute: "totalResults",
        });
    },
    mutants: {
      "answers with a bare array": on(
        { path: pattern },
        rewriteSuccess((body) => body["Resources"] ?? []),
      ),
      "leaves totalResults out": on(
        { path: pattern },
        rewriteSuccess(({ totalResults: _left, ...rest }) => rest),
      ),
      "shows one page of them": on(
        { path: pattern },
        rewriteSuccess((body) => ({ ...body, Resources: itemsOf(body["Resources"]).slice(1) })),
      ),
    },
  }),
);

/** A mutant's query engine on documents: it applies what the RFC wants ignored. */
function applying(change: (all: JsonObject[], query: URLSearchParams) => JsonObject[]): Fault {
  return (request, next) => {
    const url = new URL(request.url);
    const plain = new Request(url.origin + url.pathname, request);
    return rewriteBody((body) => {
      const Resources = change(itemsOf(body["Resources"]), url.searchParams);
      return { ...body, totalResults: Resources.length, Resources };
    })(plain, next);
  };
}

const byId = (one: JsonObject, other: JsonObject): number => (keyOf(one) < keyOf(other) ? -1 : 1);

/** What configuration endpoints do with the parameters of a query (RFC 7644 §4). */
export const queries: Rule[] = [
  ...lists,

  rule({
    id: "discovery/paging-is-ignored",
    title: "The configuration endpoints ignore the parameters of paging",
    covers: ["7644-4-08"],
    level: "MUST",
    reads: true,
    async probe(t) {
      for (const path of ["/Schemas", "/ResourceTypes"] as const) {
        const { all } = await documentsOf(t, path);
        const list = await t.client.list(path, { startIndex: 2, count: 1 });
        const seen = (documentsIn(list) ?? []).map(keyOf).sort();
        t.expect(list)
          .status(200)
          .that(isDeepStrictEqual(seen, all.map(keyOf).sort()), {
            summary: `GET ${path} with startIndex and count shows ${seen.length} of ${all.length} ${path.slice(1)}`,
            seen,
            expected: all.map(keyOf),
          });
      }
    },
    mutants: {
      "cuts the schemas to the count": on(
        { path: SCHEMAS },
        applying((all, query) => all.slice(0, Number(query.get("count") ?? all.length))),
      ),
      "starts the resource types at startIndex": on(
        { path: RESOURCE_TYPES },
        applying((all, query) => all.slice(Number(query.get("startIndex") ?? 1) - 1)),
      ),
    },
  }),

  rule({
    id: "discovery/sorting-is-ignored",
    title: "The configuration endpoints ignore the parameters of sorting",
    covers: ["7644-4-08"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const up = await t.client.list("/Schemas", { sortBy: "id", sortOrder: "ascending" });
      const down = await t.client.list("/Schemas", { sortBy: "id", sortOrder: "descending" });
      t.expect(up).status(200);
      t.expect(down).status(200);
      const rising = (documentsIn(up) ?? []).map(keyOf);
      const falling = (documentsIn(down) ?? []).map(keyOf);
      // Schemas may stand in any order, also in that of their ids; only both orders together show that they were sorted.
      const sorted =
        rising.length > 1 &&
        isDeepStrictEqual(rising, [...falling].reverse()) &&
        isDeepStrictEqual(rising, [...rising].sort());
      t.expect(down).that(!sorted, {
        summary: "GET /Schemas shows the schemas in the order that sortBy and sortOrder ask for",
        seen: falling,
        expected: "the same order, whatever is asked",
      });
    },
    mutants: {
      "sorts the schemas": on(
        { path: SCHEMAS },
        applying((all, query) => {
          const sorted = query.has("sortBy") ? all.sort(byId) : all;
          return query.get("sortOrder") === "descending" ? sorted.reverse() : sorted;
        }),
      ),
    },
  }),

  rule({
    id: "discovery/filters-are-not-applied",
    title: "The configuration endpoints never answer with what a filter selects",
    covers: ["7644-4-08", "7644-4-09"],
    level: "MUST",
    reads: true,
    async probe(t) {
      for (const path of ["/Schemas", "/ResourceTypes"] as const) {
        const { all } = await documentsOf(t, path);
        const list = await t.client.list(path, { filter: `id eq "urn:scimproof:${t.given.name()}"` });
        const { status } = list.response;
        if (status >= 400 && status < 500) continue;
        const seen = (documentsIn(list) ?? []).map(keyOf);
        t.expect(list)
          .status(200, 403, 501)
          .that(status !== 200 || seen.length === all.length, {
            summary: `GET ${path} with a filter shows ${seen.length} of ${all.length} ${path.slice(1)}`,
            seen,
            expected: "403, or all of them",
          });
      }
    },
    mutants: {
      "filters the schemas": on(
        { path: SCHEMAS },
        applying((all, query) => (query.has("filter") ? [] : all)),
      ),
      "filters the resource types": on(
        { path: RESOURCE_TYPES },
        applying((all, query) => (query.has("filter") ? [] : all)),
      ),
    },
  }),

  rule({
    id: "discovery/filters-are-forbidden",
    title: "A filter on a configuration endpoint is answered 403",
    covers: ["7644-4-09"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      for (const path of ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])
        t.expect(await t.client.list(path, { filter: 'id eq "x"' })).status(403);
    },
    mutants: {
      "ignores a filter on the schemas": on(
        { path: SCHEMAS },
        applying((all) => all),
      ),
      "ignores a filter on the ServiceProviderConfig": on({ path: CONFIG }, (request, next) =>
        next(new Request(request.url.replace(/\?.*/, ""), request)),
      ),
    },
  }),
];
