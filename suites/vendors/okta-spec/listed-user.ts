import {
  answerInstead,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rewriteResources,
  rule,
  type Trial,
  valueAt,
  type Where,
} from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { answered, isEmpty } from "../answered.ts";
import { LIST } from "../urns.ts";
import { without } from "../without.ts";
import { get } from "./wire.ts";

const SHOWN = ["id", "name.familyName", "name.givenName", "userName", "active", "emails[0].value"];
const FIRST_PAGE = { method: "GET", path: /\/Users\?count=1&startIndex=1$/ };
const ONE_USER = { method: "GET", path: /\/Users\/[^/?]+$/ };

/** The page that Okta's test looks at, in a tenant that holds a complete user at least. */
async function firstPage(t: Trial): Promise<{ page: Exchange; own: string }> {
  const own = await t.given.user({ displayName: t.given.name() });
  return { page: await get(t.client, "/Users", { query: { count: 1, startIndex: 1 } }), own: own.path };
}

/**
 * Leaves a rule without a verdict where the user that the list shows first is a stranger who lacks what other users
 * show: Okta's test would fail there as well, and the tenant's data would be to blame, not the service provider.
 */
async function needsCompleteUser(t: Trial, shown: unknown, own: string): Promise<void> {
  const id = valueAt(shown, "id");
  const missing = SHOWN.filter((path) => isEmpty(valueAt(shown, path)));
  if (isEmpty(id) || missing.length === 0 || own === `/Users/${encodeURIComponent(String(id))}`) return;
  const resource = await t.given.read(own);
  const lacking = missing.filter((path) => !isEmpty(valueAt(resource, path)));
  if (lacking.length > 0)
    t.inconclusive(
      `the first user of the list, ${id}, lacks ${lacking.join(", ")}, which a user made by this run shows: Okta's test looks at that user, so complete it`,
    );
}

const changesPage = (change: (page: JsonObject) => Json): Mutant => on(FIRST_PAGE, rewriteBody(change));
const readsWithout = (path: string, where: Where = { method: "GET", path: /\/Users/ }): Mutant =>
  on(
    where,
    rewriteResources((user) => without(user, path)),
  );

/** What both requests show of the user, each left out by a service provider of its own. */
const incomplete = (where: Where): Rule["mutants"] => ({
  "lets users have no id": readsWithout("id", where),
  "does not show family names": readsWithout("name.familyName"),
  "does not show given names": readsWithout("name.givenName"),
  "does not show login names": readsWithout("userName"),
  "does not show whether a user is active": readsWithout("active"),
  "shows mail addresses without their value": on(
    { method: "GET", path: /\/Users/ },
    rewriteResources((user) => ({ ...user, emails: [{ type: "work", primary: true }] })),
  ),
});

/** Okta's first two requests: the first user of the list, and that user alone. */
export const listedUser: Rule[] = [
  rule({
    id: "okta-spec/first-page-shows-a-complete-user",
    title: "The first page of one user is a list with its numbers, and its user is complete",
    covers: [
      "7644-3.4.2-04",
      "7644-3.4.2-05",
      "7644-3.4.2-07",
      "7644-3.4.2-08",
      "7644-3.4.2-09",
      "7643-3.1-12",
      "7643-7-20",
    ],
    level: "MUST",
    async probe(t) {
      const { page, own } = await firstPage(t);
      answered(t, page)
        .status(200)
        .filled("Resources")
        .schema(LIST)
        .numbers("itemsPerPage", "startIndex", "totalResults")
        .filled("Resources[0].id");
      await needsCompleteUser(t, valueAt(page.response.body, "Resources[0]"), own);
      answered(t, page).filled(...SHOWN.map((path) => `Resources[0].${path}`));
    },
    mutants: {
      "answers a page with 206": on(FIRST_PAGE, answerInstead(206)),
      "counts the users of a page and does not show them": changesPage((page) => ({ ...page, Resources: [] })),
      "calls a list by the URN of its resources": changesPage((page) => ({
        ...page,
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      })),
      "writes itemsPerPage as text": changesPage((page) => ({ ...page, itemsPerPage: String(page["itemsPerPage"]) })),
      "leaves startIndex out": changesPage((page) => without(page, "startIndex")),
      "writes totalResults as text": changesPage((page) => ({ ...page, totalResults: String(page["totalResults"]) })),
      ...incomplete(FIRST_PAGE),
    },
  }),

  rule({
    id: "okta-spec/listed-user-is-read-by-id",
    title: "The user that a list shows first is read by its id, and is complete",
    covers: ["7644-3.4.1-01", "7644-3.4.1-02", "7643-3.1-12", "7643-7-20"],
    level: "MUST",
    async probe(t) {
      const { page, own } = await firstPage(t);
      const id = valueAt(page.response.body, "Resources[0].id");
      if (typeof id !== "string" || id === "") t.inconclusive("the first page shows no user with an id");
      const read = await get(t.client, `/Users/${encodeURIComponent(id as string)}`);
      answered(t, read).status(200).filled("id");
      await needsCompleteUser(t, read.response.body, own);
      answered(t, read)
        .filled(...SHOWN)
        .reads("id", id as string);
    },
    mutants: {
      "answers a user that is read with 203": on(ONE_USER, answerInstead(203)),
      ...incomplete(ONE_USER),
      "shows another id alone than in a list": on(
        ONE_USER,
        rewriteResources((user) => ({ ...user, id: `user-${user["id"]}` })),
      ),
    },
  }),
];
