import {
  answer,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rule,
  show,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { documentsOf, isText, itemsOf, keyOf, otherDocuments, RESOURCE_TYPES } from "./documents.ts";

type Types = Awaited<ReturnType<typeof documentsOf>>;

/** The resource types, of which there is at least one. */
async function typesOf(t: Trial): Promise<Types> {
  const types = await documentsOf(t, "/ResourceTypes");
  if (types.all.length === 0) t.inconclusive("GET /ResourceTypes lists no resource type");
  return types;
}

/** Judges that every type has a text there, and that no two have the same. */
function expectUniqueText(t: Trial, { exchange, all }: Types, name: string): void {
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

const pathOf = (endpoint: string): string => (/^(https?:\/\/|\/)/i.test(endpoint) ? endpoint : `/${endpoint}`);
const other = (change: (type: JsonObject) => JsonObject) =>
  otherDocuments(RESOURCE_TYPES, (types) => types.map(change));

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
      "leaves the name to the id": other(({ name: _left, ...rest }) => rest),
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
      "leaves the endpoint out": other(({ endpoint: _left, ...rest }) => rest),
      "serves all types at one endpoint": other((type) => ({ ...type, endpoint: "/Users" })),
    },
  }),

  rule({
    id: "discovery/resource-type-endpoints-answer",
    title: "The endpoint of each resource type answers as a collection",
    covers: ["7643-6-03"],
    level: "MUST",
    reads: true,
    async probe(t) {
      for (const type of (await typesOf(t)).all) {
        if (!isText(type["endpoint"])) continue;
        const list = await t.client.list(pathOf(type["endpoint"]), { count: 1 });
        const { status, body } = list.response;
        const refused = status >= 400 && status < 500 && status !== 404;
        // A service provider may refuse this client, or a list without a filter; it cannot know nothing of the endpoint.
        t.expect(list).that(
          refused || status === 501 || (status === 200 && valueAt(body, "totalResults") !== undefined),
          {
            summary: `the endpoint ${type["endpoint"]} of the resource type ${keyOf(type)} answered ${status} without a list`,
            seen: status,
            expected: "200 with a ListResponse",
          },
        );
      }
    },
    mutants: {
      "names an endpoint that is not there": other((type) => ({ ...type, endpoint: `/v1${type["endpoint"]}` })),
      "answers a list with a bare array": on(
        { method: "GET", path: /\/Users\?/ },
        rewriteBody((body) => body["Resources"] ?? []),
      ),
    },
  }),

  rule({
    id: "discovery/resource-type-endpoints-are-relative",
    title: "The endpoint of a resource type is relative to the base URL",
    covers: ["7643-6-03"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      for (const { endpoint } of all)
        t.expect(exchange).that(!/^[a-z]+:\/\//i.test(String(endpoint)), {
          summary: `a resource type shows the absolute endpoint ${show(endpoint)}`,
          seen: endpoint,
          expected: "a path below the base URL",
          attribute: "endpoint",
        });
    },
    mutants: {
      "names endpoints by their whole URL": other((type) => ({
        ...type,
        endpoint: `https://scim.example.com${type["endpoint"]}`,
      })),
    },
  }),

  rule({
    id: "discovery/resource-type-endpoints-are-plural",
    title: "The endpoint of a resource type is not the singular of its name",
    covers: ["7644-3.2-02"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      for (const { name, endpoint } of all) {
        const singular = `/${String(name).toLowerCase()}`;
        t.expect(exchange).that(singular.endsWith("s") || pathOf(String(endpoint)).toLowerCase() !== singular, {
          summary: `the resource type ${name} has the endpoint ${show(endpoint)}`,
          seen: endpoint,
          expected: `the plural of ${name}`,
          attribute: "endpoint",
        });
      }
    },
    mutants: {
      "has a further type at a singular endpoint": otherDocuments(RESOURCE_TYPES, (types) => [
        ...types,
        { ...types[0], id: "Device", name: "Device", endpoint: "/Device" },
      ]),
    },
  }),

  rule({
    id: "discovery/resource-types-name-a-published-schema",
    title: "Each resource type names its schema, and that schema is published",
    covers: ["7643-6-04"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      const published = await publishedIds(t);
      for (const type of all)
        t.expect(exchange).that(isText(type["schema"]) && published.includes(type["schema"].toLowerCase()), {
          summary: `the resource type ${keyOf(type)} shows schema as ${show(type["schema"])}, which /Schemas does not list`,
          seen: type["schema"],
          expected: published,
          attribute: "schema",
        });
    },
    mutants: {
      "leaves the schema out": other(({ schema: _left, ...rest }) => rest),
      "names a schema without its version": other((type) => ({
        ...type,
        schema: String(type["schema"]).replace(":2.0", ""),
      })),
      "does not publish the schema of users": otherDocuments(/\/Schemas(\?|$)/, (schemas) =>
        schemas.filter(({ id }) => id !== "urn:ietf:params:scim:schemas:core:2.0:User"),
      ),
    },
  }),

  rule({
    id: "discovery/schema-extensions-are-published",
    title: "Each schema extension of a resource type is published as a schema",
    covers: ["7643-6-05"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, extensions } = await extensionsOf(t);
      const published = await publishedIds(t);
      for (const { schema } of extensions)
        t.expect(exchange).that(isText(schema) && published.includes(schema.toLowerCase()), {
          summary: `a resource type shows the schema extension ${show(schema)}, which /Schemas does not list`,
          seen: schema,
          expected: published,
          attribute: "schemaExtensions.schema",
        });
    },
    mutants: {
      "names an extension that it does not publish": otherDocuments(/\/Schemas(\?|$)/, (schemas) =>
        schemas.filter(({ id }) => !String(id).includes(":extension:")),
      ),
      "shows one extension without a list": other((type) => ({
        ...type,
        ...(itemsOf(type["schemaExtensions"])[0] && { schemaExtensions: itemsOf(type["schemaExtensions"])[0]! }),
      })),
    },
  }),

  rule({
    id: "discovery/schema-extensions-say-whether-required",
    title: "Each schema extension of a resource type says with a boolean whether it is required",
    covers: ["7643-6-06"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, extensions } = await extensionsOf(t);
      for (const { schema, required } of extensions)
        t.expect(exchange).that(typeof required === "boolean", {
          summary: `the schema extension ${schema} shows required as ${show(required)}`,
          seen: required,
          expected: "true or false",
          attribute: "schemaExtensions.required",
        });
    },
    mutants: {
      "leaves required out": otherExtensions(({ required: _left, ...rest }) => rest),
      "writes required as a text": otherExtensions((extension) => ({ ...extension, required: "false" })),
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
    mutants: { "leaves descriptions empty": other((type) => ({ ...type, description: "" })) },
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

/** The ids under which schemas are published, in lower case: URNs are compared without regard to it. */
async function publishedIds(t: Trial): Promise<string[]> {
  return (await documentsOf(t, "/Schemas")).all.map((schema) => String(schema["id"]).toLowerCase());
}

async function extensionsOf(t: Trial): Promise<{ exchange: Types["exchange"]; extensions: JsonObject[] }> {
  const { exchange, all } = await typesOf(t);
  for (const type of all)
    t.expect(exchange).that(Array.isArray(type["schemaExtensions"] ?? []), {
      summary: `the resource type ${keyOf(type)} shows schemaExtensions as ${show(type["schemaExtensions"])}`,
      seen: type["schemaExtensions"],
      expected: "a list",
      attribute: "schemaExtensions",
    });
  const extensions = all.flatMap((type) => itemsOf(type["schemaExtensions"]));
  if (extensions.length === 0) t.skip("no resource type has a schema extension");
  return { exchange, extensions };
}

function otherExtensions(change: (extension: JsonObject) => JsonObject): Mutant {
  return other((type) => ({
    ...type,
    ...(Array.isArray(type["schemaExtensions"]) && { schemaExtensions: itemsOf(type["schemaExtensions"]).map(change) }),
  }));
}
