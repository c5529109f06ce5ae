import {
  answerInstead,
  idsOf,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rewriteQuery,
  rule,
  type Where,
} from "../../../engine/index.ts";
import { answered } from "../answered.ts";
import { ERROR, LIST } from "../urns.ts";
import { without } from "../without.ts";
import { get } from "./wire.ts";

const LOOK_UP: Where = { method: "GET", path: /\/Users\?filter=/ };
const GROUPS: Where = { method: "GET", path: /\/Groups$/ };
const MOST_MS = 600;

/** How a look-up of a name that nobody has goes wrong. */
const wrongLookUp: Record<string, Mutant> = {
  "answers 404 when nobody is found": on(
    LOOK_UP,
    answerInstead(404, { schemas: [ERROR], status: "404", detail: "no" }),
  ),
  "answers a look-up without the URN of a list": on(
    LOOK_UP,
    rewriteBody((list) => without(list, "schemas")),
  ),
  "ignores the filter": on(
    LOOK_UP,
    rewriteQuery((query) => query.delete("filter")),
  ),
  "finds nobody and does not say how many": on(
    LOOK_UP,
    rewriteBody((list) => without(list, "totalResults")),
  ),
};

/** Okta's look-ups of users by login name, and its list of groups. */
export const lookUps: Rule[] = [
  rule({
    id: "okta-spec/unknown-name-lists-nobody",
    title: "A look-up by a login name that nobody has is answered by an empty list",
    covers: ["7644-3.4.2-10", "7644-3.4.2-04", "7644-3.4.2-05"],
    level: "MUST",
    async probe(t) {
      // Somebody has to be there, or a filter that is ignored finds nobody as well.
      await t.given.user();
      const found = await get(t.client, "/Users", { query: { filter: `userName eq "${t.given.userName()}"` } });
      answered(t, found).status(200).schema(LIST).reads("totalResults", "0");
    },
    mutants: wrongLookUp,
  }),

  rule({
    id: "okta-spec/name-is-free-before-the-create",
    title: "The login name of the user to be created is not found",
    covers: ["7644-3.4.2-10", "7644-3.4.2-04", "7644-3.4.2-05"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const wanted = `new-${user.userName}`;
      const found = await get(t.client, "/Users", { query: { filter: `userName eq "${wanted}"` } });
      answered(t, found).status(200).reads("totalResults", "0").schema(LIST);
    },
    mutants: {
      ...wrongLookUp,
      "finds names that contain the one asked for, or are contained in it": on(LOOK_UP, async (request, next) => {
        const url = new URL(request.url);
        url.searchParams.set("filter", url.searchParams.get("filter")!.replace('"new-', '"'));
        return next(new Request(url, request));
      }),
    },
  }),

  rule({
    id: "okta-spec/upper-case-name-is-looked-up",
    title: "A look-up by a login name in capital letters is answered with 200",
    covers: ["7644-3.4.2-10", "7643-7-10"],
    level: "MUST",
    answers: ["upperCaseUserName"],
    async probe(t) {
      const user = await t.given.user();
      const filter = `userName eq "${user.userName.toUpperCase()}"`;
      const found = await get(t.client, "/Users", { query: { filter } });
      // Okta looks at the status alone; whether letter case counts is the service provider's to say.
      answered(t, found).status(200);
      t.observe("upperCaseUserName", idsOf(found)?.includes(user.id) ? "found" : "not found");
    },
    mutants: {
      "refuses a login name in capital letters": on(LOOK_UP, async (request, next) =>
        decodeURIComponent(request.url).includes('"SCIMPROOF-')
          ? new Response(JSON.stringify({ schemas: [ERROR], status: "400", detail: "no login name" }), {
              status: 400,
              headers: { "content-type": "application/scim+json" },
            })
          : next(request),
      ),
    },
  }),

  rule({
    id: "okta-spec/groups-are-listed",
    title: "The list of groups is answered within 600 milliseconds",
    covers: ["7644-3.4.2-04"],
    level: "MAY",
    reads: true,
    async probe(t) {
      const groups = await get(t.client, "/Groups");
      answered(t, groups).status(200);
      const took = Math.round(groups.durationMs);
      t.expect(groups)
        .that(took < MOST_MS, {
          summary: `GET /Groups took ${took} ms, expected less than ${MOST_MS}`,
          seen: took,
          expected: `less than ${MOST_MS} ms`,
        })
        .that(typeof groups.response.body === "object", {
          summary: "GET /Groups answered 200 with what is no JSON",
          seen: groups.response.text,
          expected: "JSON",
        });
    },
    mutants: {
      "has no groups": on(GROUPS, answerInstead(404, { schemas: [ERROR], status: "404", detail: "no groups" })),
      "takes its time to list groups": on(GROUPS, async (request, next) => {
        await new Promise((passed) => setTimeout(passed, MOST_MS + 20));
        return next(request);
      }),
      "lists groups in XML": on(GROUPS, async () => new Response("<groups/>", { status: 200 })),
    },
  }),
];
