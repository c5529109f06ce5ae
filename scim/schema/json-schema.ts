import type { JsonObject } from "../resource.ts";
import type { AttributeDefinition, AttributeType, ResourceType } from "./definition.ts";
import { attributesOf } from "./find.ts";
import { BASE64, URI_REFERENCE } from "./format.ts";

const DATE_TIME = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`;

const TYPES: Record<Exclude<AttributeType, "complex">, JsonObject> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  integer: { type: "integer" },
  decimal: { type: "number" },
  dateTime: { type: "string", pattern: DATE_TIME },
  binary: { type: "string", pattern: BASE64 },
  reference: { type: "string", pattern: URI_REFERENCE },
};

/**
 * The JSON Schema (draft 2020-12) of the resources of a type as responses show them, out of its SCIM schemas (RFC 7643 §7).
 * It knows the names in the schemas' letter case only, and lets other members pass.
 */
export function resourceJsonSchema(type: ResourceType): JsonObject {
  const base = objectSchema(attributesOf(type.schema));
  const containers = type.schemaExtensions.map(({ schema }): [string, JsonObject] => [
    schema.id,
    objectSchema(schema.attributes),
  ]);
  const requiredContainers = type.schemaExtensions.filter(({ required }) => required).map(({ schema }) => schema.id);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: type.name,
    type: "object",
    properties: {
      ...(base["properties"] as JsonObject),
      ...Object.fromEntries(containers),
      schemas: {
        type: "array",
        items: { type: "string" },
        minItems: 1,
        uniqueItems: true,
        contains: { const: type.schema.id },
      },
      id: { type: "string", minLength: 1 },
    },
    required: [...(base["required"] as string[]), ...requiredContainers],
  };
}

function objectSchema(definitions: AttributeDefinition[]): JsonObject {
  const shown = definitions.filter(({ returned, mutability }) => returned !== "never" && mutability !== "writeOnly");
  const hidden = definitions.filter((definition) => !shown.includes(definition));
  return {
    type: "object",
    properties: Object.fromEntries([
      ...shown.map((definition) => [definition.name, attributeSchema(definition)]),
      ...hidden.map(({ name }) => [name, false]),
    ]),
    required: shown.filter(({ required, returned }) => required && returned !== "request").map(({ name }) => name),
  };
}

function attributeSchema(definition: AttributeDefinition): JsonObject {
  const single = definition.type === "complex" ? complexSchema(definition) : TYPES[definition.type];
  return definition.multiValued ? { type: "array", items: single } : single;
}

// A complex attribute may leave its parts undeclared (RFC 7643 §7).
function complexSchema({ subAttributes }: AttributeDefinition): JsonObject {
  return subAttributes ? objectSchema(subAttributes) : { type: "object" };
}
