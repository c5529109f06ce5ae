import { answer, on, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import { refusal } from "../refusal.ts";
import {
  type Documents,
  documentsOf,
  isText,
  keyOf,
  otherDocuments,
  otherTypes,
  RESOURCE_TYPES,
  typesOf,
} from "./documents.ts";

/** Judges that every type has a text there, and that no two have the same. */
function expectUniqueText(t: Trial, { exchange, all }: Documents, name: string): void {
  const seen = all.map((type) => type[name]);
  for (const [index, value] of seen.entries()) {
    t.expect(exchange)
      .that(isText(value), {
        summary: `the resource type ${keyOf(all[index]!)} shows ${name} as ${show(value)}`,
        seen: value,
        expected: "a text",
        attribute: name,
      })
      .that(seen.indexOf(value) === index, {
        summary: `two resource types have the ${name} ${show(value)}`,
        seen,
        expected: "all different",
        attribute: name,
      });
  }
}

/** What a resource type says of itself (RFC 7643 §6). */
export const resourceTypes: Rule[] = [
  rule({
    id: "discovery/resource-types-hold-the-user",
    title: "The resource types list the type that is served at /Users",
    covers: ["7644-4-05"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, all } = await documentsOf(t, "/ResourceTypes");
      const seen = all.map((type) => type["endpoint"]);
      t.expect(exchange).that(
        seen.some((endpoint) => /(^|\/)Users$/.test(String(endpoint))),
        {
          summary: `the resource types have the endpoints ${show(seen)}`,
          seen,
          expected: "/Users among them",
        },
      );
    },
    mutants: {
      "lists no resource type": otherDocuments(RESOURCE_TYPES, () => []),
      "lists groups only": otherDocuments(RESOURCE_TYPES, (types) => types.filter(({ name }) => name !== "User")),
    },
  }),

  rule({
    id: "discovery/resource-types-have-a-name",
    title: "Each resource type has a name, which no other one has",
    covers: ["7643-6-02"],
    level: "MUST",
    reads: true,
    async probe(t) {
      expectUniqueText(t, await typesOf(t), "name");
    },
    mutants: {
      "leaves the name to the id": otherTypes(({ name: _left, ...rest }) => rest),
      "lists a type twice": otherDocuments(RESOURCE_TYPES, (types) => [...types, ...types]),
    },
  }),

  rule({
    id: "discovery/resource-types-have-an-endpoint",
    title: "Each resource type has an endpoint, which no other one has",
    covers: ["7643-6-03"],
    level: "MUST",
    reads: true,
    async probe(t) {
      expectUniqueText(t, await typesOf(t), "endpoint");
    },
    mutants: {
      "leaves the endpoint out": otherTypes(({ endpoint: _left, ...rest }) => rest),
      "serves all types at one endpoint": otherTypes((type) => ({ ...type, endpoint: "/Users" })),
    },
  }),

  rule({
    id: "discovery/resource-types-are-described",
    title: "Each resource type has a description",
    covers: ["7643-6-09"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      for (const type of all)
        t.expect(exchange).that(isText(type["description"]), {
          summary: `the resource type ${keyOf(type)} shows description as ${show(type["description"])}`,
          seen: type["description"],
          expected: "a text",
          attribute: "description",
        });
    },
    mutants: { "leaves descriptions empty": otherTypes((type) => ({ ...type, description: "" })) },
  }),

  rule({
    id: "discovery/one-resource-type-is-read",
    title: "One resource type is read as a single object by its id or its name",
    covers: ["7644-4-06", "7643-6-10"],
    level: "MUST",
    reads: true,
    answers: ["resourceTypeLookup"],
    async probe(t) {
      const type = (await typesOf(t)).all[0]!;
      const found: string[] = [];
      const keys = Object.entries({ id: type["id"], name: type["name"] }).filter(([, value]) => isText(value));
      for (const [by, value] of keys) {
        const read = await t.client.get(`/ResourceTypes/${encodeURIComponent(String(value))}`);
        const last = found.length === 0 && by === keys.at(-1)![0];
        if (read.response.status === 404 && !last) continue;
        t.expect(read)
          .status(200)
          .attribute("endpoint", type["endpoint"])
          .attribute("schema", type["schema"])
          .lacksAttribute("Resources");
        found.push(by);
        if (type["id"] === type["name"]) break;
      }
      t.observe("resourceTypeLookup", type["id"] === type["name"] ? "id, which is the name" : found.join(" and "));
    },
    mutants: {
      "has the list only": on({ path: /\/ResourceTypes\/[^/]+$/ }, answer(404, refusal(404))),
      "answers with the list": on({ path: /\/ResourceTypes\/[^/]+$/ }, (request, next) =>
        next(new Request(request.url.replace(/\/[^/]+$/, ""), request)),
      ),
    },
  }),

  rule({
    id: "discovery/unknown-resource-type-is-not-found",
    title: "A resource type that does not exist is answered 404",
    covers: ["7644-4-06"],
    level: "MUST",
    reads: true,
    async probe(t) {
      t.expect(await t.client.get(`/ResourceTypes/${t.given.name()}`)).status(404);
    },
    mutants: {
      "answers with an empty list": on(
        { path: /\/ResourceTypes\/scimproof/ },
        answer(200, { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0 }),
      ),
    },
  }),
];
