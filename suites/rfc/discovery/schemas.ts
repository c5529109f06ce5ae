import { isDeepStrictEqual } from "node:util";
import { answer, bodyOf, on, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { documentsOf, itemsOf, otherDocuments, rewriteSuccess, SCHEMAS } from "./documents.ts";

const MESSAGE = "urn:ietf:params:scim:api:";
const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** Of a long list of schemas only the first are read one by one. */
const MOST_READ = 8;
const ONE_SCHEMA = /\/Schemas\/[^/?]+$/;

/** The names of attributes with their sub-attributes, in a fixed order. */
function outline(attributes: Json | undefined): string[] {
  return itemsOf(attributes)
    .map((each) => `${each["name"]}(${outline(each["subAttributes"])})`.toLowerCase())
    .sort();
}

function expectSameSchema(t: Trial, read: Exchange, listed: JsonObject): void {
  const seen = outline(bodyOf(read)["attributes"]);
  const expected = outline(listed["attributes"]);
  t.expect(read).that(isDeepStrictEqual(seen, expected), {
    summary: `the schema ${listed["id"]} has other attributes alone than in the list of schemas`,
    seen,
    expected,
    attribute: "attributes",
  });
}

/** The schemas a service provider publishes (RFC 7644 §4). */
export const schemas: Rule[] = [
  rule({
    id: "discovery/one-schema-is-read",
    title: "One schema is read by its URN, and is the one the list holds",
    covers: ["7644-4-04"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { all } = await documentsOf(t, "/Schemas");
      if (all.length === 0) t.inconclusive("GET /Schemas lists no schema");
      for (const schema of all.slice(0, MOST_READ)) {
        const read = await t.client.get(`/Schemas/${schema["id"]}`);
        t.expect(read).status(200).attribute("id", schema["id"]).lacksAttribute("Resources");
        expectSameSchema(t, read, schema);
      }
    },
    mutants: {
      "has the list only": on({ path: ONE_SCHEMA }, answer(404, refusal(404))),
      "answers with the list": on({ path: ONE_SCHEMA }, (request, next) =>
        next(new Request(request.url.replace(/\/[^/]+$/, ""), request)),
      ),
      "leaves attributes out of the single schema": on(
        { path: ONE_SCHEMA },
        rewriteSuccess((schema) => ({ ...schema, attributes: itemsOf(schema["attributes"]).slice(1) })),
      ),
    },
  }),

  rule({
    id: "discovery/unknown-schema-is-not-found",
    title: "A schema that is not published is answered 404",
    covers: ["7644-4-04"],
    level: "MUST",
    reads: true,
    async probe(t) {
      t.expect(await t.client.get(`/Schemas/urn:scimproof:${t.given.name()}`)).status(404);
    },
    mutants: {
      "answers with an empty object": on({ path: /\/Schemas\/urn:scimproof:/ }, answer(200, {})),
      "breaks on a URN it does not know": on({ path: /\/Schemas\/urn:scimproof:/ }, answer(500, refusal(500))),
    },
  }),

  rule({
    id: "discovery/messages-are-no-schemas",
    title: "The URNs of messages are not among the schemas",
    covers: ["7644-3.1-02"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, all } = await documentsOf(t, "/Schemas");
      const message = all.map(({ id }) => String(id)).find((id) => id.toLowerCase().startsWith(MESSAGE));
      t.expect(exchange).that(message === undefined, {
        summary: `/Schemas lists the message ${show(message)}`,
        seen: message,
        expected: "schemas of resources only",
        attribute: "id",
      });
      t.expect(await t.client.get(`/Schemas/${LIST_RESPONSE}`)).status(404);
    },
    mutants: {
      "publishes the PatchOp as a schema": otherDocuments(SCHEMAS, (all) => [
        ...all,
        { ...all[0], id: "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
      ]),
      "reads the ListResponse as a schema": on(
        { path: /\/Schemas\/.*ListResponse/ },
        answer(200, { id: LIST_RESPONSE }),
      ),
    },
  }),

  rule({
    id: "discovery/schemas-explain-a-user",
    title: "Every schema that a user shows can be looked up",
    covers: ["7644-3.1-05"],
    level: "MAY",
    async probe(t) {
      const user = await t.given.user();
      const shown = await t.given.read(user.path);
      const { exchange, all } = await documentsOf(t, "/Schemas");
      const published = all.map(({ id }) => String(id).toLowerCase());
      for (const urn of Array.isArray(shown["schemas"]) ? shown["schemas"] : [])
        t.expect(exchange).that(published.includes(String(urn).toLowerCase()), {
          summary: `a user shows the schema ${show(urn)}, which /Schemas does not list`,
          seen: published,
          expected: urn,
        });
    },
    mutants: {
      "publishes the schemas of groups only": otherDocuments(SCHEMAS, (all) =>
        all.filter(({ name }) => name !== "User"),
      ),
    },
  }),
];
