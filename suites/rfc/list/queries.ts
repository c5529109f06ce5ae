import {
  answer,
  answerInstead,
  behaves,
  bodyOf,
  type Fault,
  on,
  type Rule,
  rewriteBody,
  rewriteQuery,
  rule,
  show,
  valueAt,
} from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { sameValue } from "../same-value.ts";
import { itemsOf } from "./items.ts";

const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const USERS = { method: "GET", path: /\/Users(\?|$)/ };

/** What a query on an endpoint gives (RFC 7644 §3.4.2). */
export const queries: Rule[] = [
  rule({
    id: "list/unknown-parameters-are-ignored",
    title: "A query parameter that the service provider does not know changes nothing",
    covers: ["7644-3.4.2-01"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.get(user.path, { query: { scimproofUnknown: "1" } }))
        .status(200)
        .attribute("id", user.id);
      const list = await t.client.list("/Users", { count: 1, scimproofUnknown: "1" });
      const total = valueAt(list.response.body, "totalResults");
      t.expect(list)
        .status(200)
        .that(Number(total) >= 1, {
          summary: `GET /Users with an unknown parameter shows totalResults as ${show(total)}, and there is at least one user`,
          seen: total,
          expected: "at least 1",
          attribute: "totalResults",
        });
    },
    mutants: {
      "refuses unknown parameters": on({ path: /scimproofUnknown/ }, answer(400, refusal(400, "invalidValue"))),
      "selects by unknown parameters": on(
        { path: /\/Users\?.*scimproofUnknown/ },
        rewriteBody((body) => ({ ...body, totalResults: 0, itemsPerPage: 0, Resources: [] })),
      ),
    },
  }),

  rule({
    id: "list/holds-one-type",
    title: "A list at /Users holds users only",
    covers: ["7644-3.4.2-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const type = valueAt(await t.given.read(user.path), "meta.resourceType");
      if (type === undefined) t.skip("a user does not say which resource type it is");
      const list = await t.client.list("/Users", { startIndex: 1, count: 10 });
      t.expect(list).status(200);
      for (const item of itemsOf(bodyOf(list))) {
        const seen = valueAt(item, "meta.resourceType") ?? type;
        t.expect(list).that(seen === type, {
          summary: `GET /Users lists a resource of the type ${show(seen)}, where a user is of the type ${show(type)}`,
          seen,
          expected: type,
          attribute: "meta.resourceType",
        });
      }
    },
    mutants: {
      "lists whatever it holds": on(
        USERS,
        rewriteBody((body) => ({
          ...body,
          Resources: [...itemsOf(body), { ...itemsOf(body)[0], meta: { resourceType: "Group" } }],
        })),
      ),
    },
  }),

  rule({
    id: "list/types-do-not-mix",
    title: "A query at one endpoint never finds a resource of another type",
    covers: ["7644-3.4.2-02"],
    level: "MUST",
    needs: ["filter", "groups"],
    async probe(t) {
      const displayName = t.given.name();
      const user = await t.given.user({ displayName });
      const group = await t.given.group([], { displayName });
      const filter = `displayName eq "${displayName}"`;
      const users = await t.client.list("/Users", { filter });
      const groups = await t.client.list("/Groups", { filter });
      for (const list of [users, groups])
        if (list.response.status === 400 || list.response.status === 501)
          t.skip(
            `${list.request.path.split("?")[0]} cannot be filtered by displayName: it answered ${list.response.status}`,
          );
      if (valueAt(user.resource, "displayName") === displayName) t.expect(users).includes(user.id);
      t.expect(users).status(200).excludes(group.id);
      t.expect(groups).status(200).includes(group.id).excludes(user.id);
    },
    mutants: {
      "finds groups among users": on(USERS, async (request, next) => {
        const groups = await (await next(new Request(request.url.replace("/Users", "/Groups"), request))).json();
        const found = itemsOf(groups as JsonObject);
        return rewriteBody((body) => ({ ...body, Resources: [...itemsOf(body), ...found] }))(request, next);
      }),
      "finds users at both endpoints": on({ method: "GET", path: /\/Groups\?/ }, (request, next) =>
        next(new Request(request.url.replace("/Groups", "/Users"), request)),
      ),
    },
  }),

  rule({
    id: "list/new-user-is-listed",
    title: "A user that was just created is found in the list, as a GET shows it",
    covers: ["7644-3.4.2-02", "7644-3.4.2-11"],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      const user = await t.given.user();
      const list = await t.client.list("/Users", { filter: `userName eq "${user.userName}"` });
      t.expect(list).status(200).resources([user.id]);
      const shown = await t.given.read(user.path);
      const [listed] = itemsOf(bodyOf(list));
      for (const name of ["userName", "name", "emails", "active", "schemas"])
        t.expect(list).that(sameValue(listed![name], shown[name]), {
          summary: `the list shows ${name} as ${show(listed![name])}, and a GET shows ${show(shown[name])}`,
          seen: listed![name],
          expected: shown[name],
          attribute: `Resources[0].${name}`,
        });
    },
    mutants: {
      "lists users from an index that is late": on(
        USERS,
        answerInstead(200, { schemas: [LIST_RESPONSE], totalResults: 0 }),
      ),
      "lists users without their e-mail addresses": on(
        USERS,
        rewriteBody((body) => ({ ...body, Resources: itemsOf(body).map(({ emails: _left, ...rest }) => rest) })),
      ),
    },
  }),

  rule({
    id: "list/no-match-is-success",
    title: "A filter that matches nothing is answered 200 with no results",
    covers: ["7644-3.4.2-10"],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      await t.given.user();
      const list = await t.client.list("/Users", { filter: `userName eq "${t.given.userName()}"` });
      const listed = valueAt(list.response.body, "Resources");
      t.expect(list)
        .status(200)
        .attribute("totalResults", 0)
        .that(listed === undefined || (Array.isArray(listed) && listed.length === 0), {
          summary: `a list of 0 totalResults shows Resources as ${show(listed)}`,
          seen: listed,
          expected: "an empty list, or nothing",
          attribute: "Resources",
        });
    },
    mutants: {
      "answers 404": on(USERS, notFoundWhenEmpty(404, refusal(404))),
      "answers 204": on(USERS, notFoundWhenEmpty(204, null)),
      "shows null": on(
        USERS,
        rewriteBody((body) => (body["totalResults"] === 0 ? { ...body, Resources: null } : body)),
      ),
      "shows everybody instead": on(
        USERS,
        rewriteQuery((query) => query.delete("filter")),
      ),
    },
  }),

  rule({
    id: "list/total-counts-all-results",
    title: "totalResults counts all results, not those of the page",
    covers: ["7644-3.4.2-06"],
    level: "MUST",
    needs: ["index"],
    async probe(t) {
      await t.given.users(3);
      const list = await t.client.list("/Users", { count: 1 });
      const total = valueAt(list.response.body, "totalResults");
      t.expect(list)
        .status(200)
        .that(Number(total) >= 3, {
          summary: `GET /Users with count=1 shows totalResults as ${show(total)}, and there are at least 3 users`,
          seen: total,
          expected: "at least 3",
          attribute: "totalResults",
        });
    },
    mutants: {
      "counts the page": behaves((conforming: Behaviour) => ({
        page: (matching, paging) => {
          const page = conforming.page(matching, paging);
          return { ...page, totalResults: page.resources.length };
        },
      })),
      "counts one more than the page when there is more": behaves((conforming: Behaviour) => ({
        page: (matching, paging) => {
          const page = conforming.page(matching, paging);
          return { ...page, totalResults: Math.min(page.totalResults, page.startIndex + page.resources.length) };
        },
      })),
    },
  }),
];

function notFoundWhenEmpty(status: number, body: JsonObject | null): Fault {
  return async (request, next) => {
    const response = await next(request);
    const { totalResults } = (await response.clone().json()) as JsonObject;
    return totalResults === 0 ? answerInstead(status, body)(request, async () => response) : response;
  };
}
