import { type Mutant, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { documentsOf, isText, itemsOf, keyOf, otherDocuments, otherTypes, typesOf } from "./documents.ts";

/** The schemas that resource types name (RFC 7643 §6). */
export const resourceTypeSchemas: Rule[] = [
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
      "leaves the schema out": otherTypes(({ schema: _left, ...rest }) => rest),
      "names a schema without its version": otherTypes((type) => ({
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
      "shows one extension without a list": otherTypes((type) => ({
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
];

/** The ids under which schemas are published, in lower case: URNs are compared without regard to it. */
async function publishedIds(t: Trial): Promise<string[]> {
  return (await documentsOf(t, "/Schemas")).all.map((schema) => String(schema["id"]).toLowerCase());
}

async function extensionsOf(t: Trial): Promise<{ exchange: Exchange; extensions: JsonObject[] }> {
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
  return otherTypes((type) => ({
    ...type,
    ...(Array.isArray(type["schemaExtensions"]) && { schemaExtensions: itemsOf(type["schemaExtensions"]).map(change) }),
  }));
}
