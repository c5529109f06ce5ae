import { type Rule, rewriteQuery, rule, sends, show, type Trial } from "../../../engine/index.ts";
import type { IdentityProvider, ImportedUser } from "../../../simulators/clients/index.ts";
import { prepared } from "../entra/scene.ts";
import { expectShown } from "../noted.ts";
import { employers } from "./clients.ts";
import { embellished } from "./embellished.ts";
import { CHANGES, nobodyElse, paged, type Shift, STAYING } from "./paged.ts";

/** What a client lives with in a service provider that conforms, and how it asks. */
export const coping: Rule[] = [
  rule({
    id: "clients/scim/copes-with-more-than-it-sent",
    title: "A client goes on where a user comes back with other attributes than it was sent with",
    covers: ["7644-3.1-04"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      for (const { client, hire } of await employers(t, () => embellished(t.provider))) {
        const { id, attributes } = await hire();
        const userName = attributes.userName!;
        expectNoFailure(t, client, "create a user that comes back with other attributes");
        await client.settle();
        client.directory.change(id, { familyName: "Quintrell" });
        await client.settle();
        expectNoFailure(t, client, "update a user that comes back with other attributes");
        await expectShown(t, userName, { "name.familyName": "Quintrell" }, `after an update by ${client.product}`);
        const created = client.events.filter(({ operation }) => operation === "create").length;
        t.expect.that(created === 1, {
          summary: `${client.product} creates ${created} users where one comes back with other attributes`,
          seen: created,
          expected: 1,
        });
      }
    },
    mutants: {
      "takes a user with other attributes for a failure": sends("POST", async (request, next) => {
        const sent = Object.keys((await request.clone().json()) as object);
        const response = await next(request);
        const shown = Object.keys((await response.clone().json()) as object);
        return shown.every((name) => sent.includes(name) || name === "id")
          ? response
          : new Response("", { status: 500 });
      }),
      "wants back every attribute": sends({ method: ["POST", "PUT", "PATCH"] }, async (request, next) => {
        const sent = (await request.clone().json()) as { userName?: unknown; title?: unknown };
        const response = await next(request);
        const shown = (await response
          .clone()
          .json()
          .catch(() => ({}))) as { title?: unknown };
        return sent.title === undefined || shown.title === sent.title ? response : new Response("", { status: 500 });
      }),
    },
  }),

  rule({
    id: "clients/scim/lists-while-users-come-and-go",
    title: "A client that lists users page by page comes to an end while they come and go, and misses none who stay",
    covers: ["7644-3.4.2.4-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      for (const change of CHANGES)
        for (const { client } of await employers(t, () => paged(t, 100, change))) {
          const users = await listed(t, client, change.title);
          expectListed(t, client, users, change);
        }
    },
    mutants: {
      "breaks off where the number of users changes": sends({ method: "GET", path: /startIndex=(?!1&)/ }, async () =>
        Response.json({ detail: "the list has changed" }, { status: 500 }),
      ),
      "takes the first page for all": sends({ method: "GET", path: /startIndex=(?!1&)/ }, nobodyElse),
    },
  }),

  rule({
    id: "clients/scim/limits-that-nobody-told",
    title: "A client that lists users reads on where pages are smaller than it asked for and no limit was published",
    covers: ["9865-4-07"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      // Okta goes on by as many as it asked for, as was observed: it counts on pages of that size.
      const products = ["entra", "jumpcloud"];
      for (const most of [9, 33])
        for (const { client } of await employers(t, () => paged(t, most))) {
          if (!products.includes(client.product)) continue;
          const when = `where a page has ${most} users at most`;
          expectListed(t, client, await listed(t, client, when), { title: when, missing: 0 });
        }
    },
    mutants: {
      "takes a short page for the last one": sends({ method: "GET", path: /startIndex=(?!1&)/ }, nobodyElse),
      "skips as many as it asked for": sends(
        { method: "GET", path: /startIndex=(?!1&)/ },
        rewriteQuery((query) => query.set("startIndex", String(Number(query.get("startIndex")) + 3))),
      ),
    },
  }),

  rule({
    id: "clients/scim/names-in-standard-notation",
    title: "The attributes that a client asks for, or asks to be left out, are named in standard notation",
    covers: ["7644-3.4.2.5-04"],
    level: "MUST",
    judges: "client",
    async scene(t) {
      const { client } = prepared(t, { groups: true });
      await client.testConnection();
    },
    applies: ({ request }) => named(request.path).length > 0,
    inspect(exchange, expect) {
      const wrong = named(exchange.request.path).find((name) => !ATTRIBUTE.test(name));
      expect(exchange).that(wrong === undefined, {
        summary: `${exchange.request.method} names an attribute ${show(wrong)}`,
        seen: wrong,
        expected: "userName, name.familyName, urn:…:User:department",
        attribute: wrong,
      });
    },
    mutants: {
      "names members with brackets": sends(
        { path: /excludedAttributes=/ },
        rewriteQuery((query) => query.set("excludedAttributes", "members[]")),
      ),
      "names attributes in a list of JSON": sends(
        { path: /excludedAttributes=/ },
        rewriteQuery((query) => query.set("attributes", '["userName"]')),
      ),
    },
  }),
];

/** Names of attributes in the query of a request (RFC 7644 §3.9). */
function named(path: string): string[] {
  const query = new URLSearchParams(path.split("?", 2)[1]);
  return ["attributes", "excludedAttributes"].flatMap((name) => query.get(name)?.split(",") ?? []);
}

// The grammar of RFC 7644 §3.10, with the `$` of `$ref`.
const ATTRIBUTE = /^\s*(?:urn:[\w.:-]+:)?[A-Za-z][\w-]*(?:\.\$?[A-Za-z][\w-]*)?\s*$/;

function expectNoFailure(t: Trial, { product, events }: IdentityProvider, what: string): void {
  const failure = events.find(({ outcome }) => outcome === "failure");
  t.expect.that(failure === undefined, {
    summary: `${product} could not ${what}: ${failure?.reason}`,
    seen: failure?.reason,
    expected: "no failure",
  });
}

async function listed(t: Trial, client: IdentityProvider, when: string): Promise<ImportedUser[]> {
  return client.import().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    t.expect.that(false, {
      summary: `${when} ${client.product} breaks off: ${reason}`,
      seen: reason,
      expected: "a list",
    });
    return [];
  });
}

function expectListed(t: Trial, { product }: IdentityProvider, users: ImportedUser[], { title, missing }: Shift): void {
  const left = STAYING.filter((id) => !users.some(({ resource }) => resource === id));
  t.expect.that(left.length <= missing, {
    summary: `${title} ${product} misses ${left.length} of ${STAYING.length} users who were there all the time`,
    seen: left,
    expected: missing === 0 ? "nobody is missed" : `at most ${missing}`,
  });
}
