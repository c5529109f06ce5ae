import { type Mutant, on, type Rule, rewriteBody, rule, show, valueAt } from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { itemsOf } from "./items.ts";

const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const COLLECTION = /^\/(Users|Groups|Schemas|ResourceTypes)\/?(\?|$)/;
const RESOURCES = /^\/(Users|Groups)\/?(\?|$)/;
const SEARCH = /\/\.search(\?|$)/;

/** What a client asked of a list, in the query or in a SearchRequest. */
function asked({ request }: Exchange, parameter: string): unknown {
  const inQuery = URL.parse(request.url)?.searchParams.get(parameter);
  return inQuery ?? valueAt(request.body, parameter);
}

/** The body of an answer that lists; undefined for any other answer. */
function listOf({ request, response }: Exchange): JsonObject | unknown[] | undefined {
  if (response.status !== 200 || typeof response.body !== "object" || response.body === null) return undefined;
  const lists =
    (request.method === "GET" && COLLECTION.test(request.path)) ||
    (request.method === "POST" && SEARCH.test(request.path));
  return lists ? (response.body as JsonObject) : undefined;
}

/** Whether a page may be empty although something matches: none was asked for, or it lies past the end. */
function mayBeEmpty(exchange: Exchange, total: number): boolean {
  const count = Number(asked(exchange, "count") ?? Number.POSITIVE_INFINITY);
  const start = Number(asked(exchange, "startIndex") ?? 1);
  return !(count >= 1) || !(start <= total) || (asked(exchange, "cursor") ?? undefined) !== undefined;
}

const inLists = (change: (body: JsonObject) => Json): Mutant =>
  on(
    { method: "GET", path: /\/Users(\?|$)/ },
    rewriteBody((body, status) => (status === 200 ? change(body) : body)),
  );

/** The form of every list that is answered (RFC 7644 §3.4.2). */
export const listResponse: Rule[] = [
  rule({
    id: "list/answers-a-list-response",
    title: "Every list is a ListResponse",
    covers: ["7644-3.4.2-04"],
    level: "MUST",
    applies: (exchange) => listOf(exchange) !== undefined,
    inspect: (exchange, expect) => {
      const schemas = valueAt(exchange.response.body, "schemas");
      expect(exchange).that(Array.isArray(schemas) && schemas.includes(LIST_RESPONSE), {
        summary: `${exchange.request.method} ${exchange.request.path} answered without the schema of a ListResponse`,
        seen: schemas ?? exchange.response.body,
        expected: [LIST_RESPONSE],
        attribute: "schemas",
      });
    },
    mutants: {
      "answers a bare array": inLists((body) => body["Resources"] ?? []),
      "leaves schemas out": inLists(({ schemas: _left, ...rest }) => rest),
      "shows the schema of SCIM 1.1": inLists((body) => ({ ...body, schemas: ["urn:scim:schemas:core:1.0"] })),
      "leaves schemas out of an empty list": inLists(({ schemas, ...rest }) =>
        rest["totalResults"] === 0 ? rest : { schemas: schemas!, ...rest },
      ),
    },
  }),

  rule({
    id: "list/has-total-results",
    title: "Every list says how many results there are, as a number",
    covers: ["7644-3.4.2-05"],
    level: "MUST",
    applies: (exchange) => listOf(exchange) !== undefined,
    inspect: (exchange, expect) => {
      const total = valueAt(exchange.response.body, "totalResults");
      const byCursor =
        asked(exchange, "cursor") !== undefined || valueAt(exchange.response.body, "nextCursor") !== undefined;
      expect(exchange).that((Number.isInteger(total) && Number(total) >= 0) || (total === undefined && byCursor), {
        summary: `${exchange.request.method} ${exchange.request.path} shows totalResults as ${show(total)}`,
        seen: total,
        expected: "an integer from 0",
        attribute: "totalResults",
      });
    },
    mutants: {
      "leaves totalResults out": inLists(({ totalResults: _left, ...rest }) => rest),
      "writes totalResults as a text": inLists((body) => ({ ...body, totalResults: String(body["totalResults"]) })),
      "leaves totalResults out when there is nothing": inLists(({ totalResults, ...rest }) =>
        totalResults === 0 ? rest : { ...rest, totalResults: totalResults! },
      ),
    },
  }),

  rule({
    id: "list/has-its-resources",
    title: "A list with results holds them in Resources, which is never null",
    covers: ["7644-3.4.2-07"],
    level: "MUST",
    applies: (exchange) => listOf(exchange) !== undefined && !Array.isArray(exchange.response.body),
    inspect: (exchange, expect) => {
      const listed = valueAt(exchange.response.body, "Resources");
      const total = Number(valueAt(exchange.response.body, "totalResults") ?? 0);
      const empty = total === 0 || mayBeEmpty(exchange, total);
      expect(exchange).that(listed === undefined ? empty : Array.isArray(listed) && (listed.length > 0 || empty), {
        summary: `${exchange.request.method} ${exchange.request.path} shows ${total} totalResults and Resources ${show(listed)}`,
        seen: listed,
        expected: total === 0 ? "a list, or nothing" : "a list with results",
        attribute: "Resources",
      });
    },
    mutants: {
      "calls them resources": inLists(({ Resources, ...rest }) => ({ ...rest, resources: Resources! })),
      "shows null for no results": inLists((body) =>
        body["totalResults"] === 0 ? { ...body, Resources: null } : body,
      ),
      "shows a single result without a list": inLists((body) => {
        const listed = body["Resources"];
        return Array.isArray(listed) && listed.length === 1 ? { ...body, Resources: listed[0]! } : body;
      }),
    },
  }),

  rule({
    id: "list/items-are-resources",
    title: "Each item of a list of users or groups is a resource with schemas, id and meta",
    covers: ["7644-3.4.2-11"],
    level: "MUST",
    applies: (exchange) =>
      listOf(exchange) !== undefined &&
      (RESOURCES.test(exchange.request.path) || SEARCH.test(exchange.request.path)) &&
      asked(exchange, "attributes") === undefined &&
      asked(exchange, "excludedAttributes") === undefined,
    inspect: (exchange, expect) => {
      const listed = valueAt(exchange.response.body, "Resources");
      for (const [index, item] of (Array.isArray(listed) ? listed : []).entries()) {
        const schemas = valueAt(item, "schemas");
        const id = valueAt(item, "id");
        const meta = valueAt(item, "meta");
        const missing = [
          ...(Array.isArray(schemas) && schemas.length > 0 ? [] : ["schemas"]),
          ...(typeof id === "string" && id !== "" ? [] : ["id"]),
          ...(typeof meta === "object" && meta !== null ? [] : ["meta"]),
        ];
        expect(exchange).that(missing.length === 0, {
          summary: `${exchange.request.method} ${exchange.request.path} lists a resource without ${missing.join(" and ")}`,
          seen: item,
          expected: "schemas, id and meta",
          attribute: `Resources[${index}].${missing[0]}`,
        });
      }
    },
    mutants: {
      "leaves meta out of lists": inLists((body) => ({
        ...body,
        Resources: itemsOf(body).map(({ meta: _left, ...rest }) => rest),
      })),
      "leaves schemas out of lists": inLists((body) => ({
        ...body,
        Resources: itemsOf(body).map(({ schemas: _left, ...rest }) => rest),
      })),
      "lists ids alone": inLists((body) => ({ ...body, Resources: itemsOf(body).map(({ id }) => id!) })),
    },
  }),
];
