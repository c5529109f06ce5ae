import { on, type Rule, rewriteBody, rewriteQuery, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import { without } from "../without.ts";
import { needsGroups } from "./published.ts";

const LEAST = 11;
const SIZE = 5;

/** Walks the first pages of five, of at least eleven resources, and holds each to its place. */
async function walk(t: Trial, endpoint: string, make: () => Promise<unknown>): Promise<void> {
  const total = async (): Promise<number> => {
    const { response } = await t.given.done(() => t.client.list(endpoint, { startIndex: 1, count: 1 }));
    const said = valueAt(response.body, "totalResults");
    return typeof said === "number" ? said : 0;
  };
  for (let missing = LEAST - (await total()); missing > 0; missing--) await make();
  for (let place = 0; place < LEAST; place += SIZE) {
    const startIndex = place + 1;
    const page = await t.client.list(endpoint, { startIndex, count: SIZE });
    const { body } = page.response;
    const said = valueAt(body, "startIndex");
    const shown = valueAt(body, "Resources");
    const call = `GET ${page.request.path}`;
    t.expect(page)
      .status(200)
      .that(said === startIndex, {
        summary: `${call} says that it starts at ${show(said)}, expected ${startIndex}`,
        seen: said,
        expected: startIndex,
        attribute: "startIndex",
      })
      .that(Array.isArray(shown) && shown.length > 0 && shown.length <= SIZE, {
        summary: `${call} shows ${Array.isArray(shown) ? shown.length : "no"} resources, expected 1 to ${SIZE}`,
        seen: shown ?? null,
        expected: `1 to ${SIZE} resources`,
        attribute: "Resources",
      });
  }
}

const mutants = (endpoint: string): Rule["mutants"] => {
  const pages = { method: "GET", path: new RegExp(`/${endpoint}\\?startIndex=\\d+&count=${SIZE}$`) };
  return {
    "always says that a page starts at 1": on(
      pages,
      rewriteBody((page) => ({ ...page, startIndex: 1 })),
    ),
    "does not say where a page starts": on(
      pages,
      rewriteBody((page) => without(page, "startIndex")),
    ),
    "shows everything on the first page": on(
      pages,
      rewriteQuery((query) => query.delete("count")),
    ),
    "has no second page": on(pages, (request, next) =>
      request.url.includes("startIndex=1&") ? next(request) : new Response(null, { status: 400 }),
    ),
  };
};

/** Pages of five over at least eleven users, or groups. */
export const pages: Rule[] = [
  rule({
    id: "entra-gallery/users-are-paged",
    title: "Eleven users are walked through in pages of five, each of which says where it starts",
    covers: ["7644-3.4.2-08", "7644-3.4.2.4-04", "7644-3.4.2.4-10", "7644-3.4.2.4-11"],
    level: "MUST",
    probe: (t) => walk(t, "/Users", () => t.given.user()),
    mutants: mutants("Users"),
  }),

  rule({
    id: "entra-gallery/groups-are-paged",
    title: "Eleven groups are walked through in pages of five, each of which says where it starts",
    covers: ["7644-3.4.2-08", "7644-3.4.2.4-04", "7644-3.4.2.4-10", "7644-3.4.2.4-11"],
    level: "MAY",
    async probe(t) {
      await needsGroups(t);
      await walk(t, "/Groups", () => t.given.group());
    },
    mutants: mutants("Groups"),
  }),
];
