import { ScimError } from "../error.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isObject, memberOf } from "../value.ts";
import { enterpriseUserSchema, groupSchema, userSchema } from "./baseline.ts";
import type {
  AttributeDefinition,
  AttributeType,
  Mutability,
  ResourceType,
  Returned,
  SchemaDefinition,
  Uniqueness,
} from "./definition.ts";
import { shown } from "./format.ts";

const TYPES: AttributeType[] = [
  "string",
  "boolean",
  "decimal",
  "integer",
  "dateTime",
  "binary",
  "reference",
  "complex",
];
const MUTABILITIES: Mutability[] = ["readWrite", "readOnly", "immutable", "writeOnly"];
const RETURNED: Returned[] = ["default", "always", "never", "request"];
const UNIQUENESS: Uniqueness[] = ["none", "server", "global"];

/**
 * Reads an entry of `/Schemas` as far as it can be: a characteristic that is missing or unknown is the default of
 * RFC 7643 §2.2, an attribute without name is passed over. Throws ScimError when there is no `id`.
 */
export function readSchemaDefinition(json: unknown): SchemaDefinition {
  const id = isObject(json) ? textOf(json, "id") : undefined;
  if (!isObject(json) || id === undefined) {
    throw new ScimError(400, "invalidSyntax", `Expected a Schema with its URN as id, got ${shown(json)}`);
  }
  return {
    id,
    name: textOf(json, "name") ?? id,
    description: textOf(json, "description") ?? "",
    attributes: readDefinitions(memberOf(json, "attributes")),
  };
}

/**
 * Reads what `/ResourceTypes` answered, a ListResponse or a bare list, as far as it can be. A schema that is not among the
 * given ones is the RFC's, if it is one of those, else one without attributes.
 */
export function readResourceTypes(body: unknown, schemas: SchemaDefinition[]): ResourceType[] {
  const list = isObject(body) ? memberOf(body, "Resources") : body;
  if (!Array.isArray(list)) {
    throw new ScimError(400, "invalidSyntax", `Expected a ListResponse of resource types, got ${shown(body)}`);
  }
  return list.filter(isObject).flatMap((entry) => {
    const urn = textOf(entry, "schema");
    const endpoint = textOf(entry, "endpoint");
    const name = textOf(entry, "name") ?? textOf(entry, "id");
    if (urn === undefined || endpoint === undefined || name === undefined) return [];
    const extensions = memberOf(entry, "schemaExtensions");
    const type: ResourceType = {
      id: textOf(entry, "id") ?? name,
      name,
      endpoint: endpoint.startsWith("/") || endpoint.includes(":") ? endpoint : `/${endpoint}`,
      description: textOf(entry, "description") ?? "",
      schema: schemaNamed(urn, schemas),
      schemaExtensions: (Array.isArray(extensions) ? extensions.filter(isObject) : []).flatMap((extension) => {
        const extensionUrn = textOf(extension, "schema");
        if (extensionUrn === undefined) return [];
        return [{ schema: schemaNamed(extensionUrn, schemas), required: memberOf(extension, "required") === true }];
      }),
    };
    return [type];
  });
}

function schemaNamed(urn: string, schemas: SchemaDefinition[]): SchemaDefinition {
  const lower = urn.toLowerCase();
  const known = [...schemas, userSchema, groupSchema, enterpriseUserSchema].find(
    ({ id }) => id.toLowerCase() === lower,
  );
  return known ?? { id: urn, name: urn, description: "", attributes: [] };
}

function readDefinitions(list: Json | undefined): AttributeDefinition[] {
  return (Array.isArray(list) ? list.filter(isObject) : []).flatMap((json) => readDefinition(json) ?? []);
}

function readDefinition(json: JsonObject): AttributeDefinition | undefined {
  const name = textOf(json, "name");
  if (name === undefined) return undefined;
  const canonicalValues = textsOf(json, "canonicalValues");
  const referenceTypes = textsOf(json, "referenceTypes");
  const caseExact = memberOf(json, "caseExact");
  const subAttributes = memberOf(json, "subAttributes");
  // An attribute with parts is complex, whatever its type says or does not say.
  const hasParts = Array.isArray(subAttributes) && subAttributes.length > 0;
  return {
    name,
    type: hasParts ? "complex" : oneOf(TYPES, memberOf(json, "type")),
    multiValued: memberOf(json, "multiValued") === true,
    description: textOf(json, "description") ?? "",
    required: memberOf(json, "required") === true,
    ...(canonicalValues && { canonicalValues }),
    ...(typeof caseExact === "boolean" && { caseExact }),
    mutability: oneOf(MUTABILITIES, memberOf(json, "mutability")),
    returned: oneOf(RETURNED, memberOf(json, "returned")),
    uniqueness: oneOf(UNIQUENESS, memberOf(json, "uniqueness")),
    ...(referenceTypes && { referenceTypes }),
    ...(Array.isArray(subAttributes) && { subAttributes: readDefinitions(subAttributes) }),
  };
}

// The first of the choices is the default of RFC 7643 §2.2.
function oneOf<T extends string>(choices: T[], value: Json | undefined): T {
  const lower = typeof value === "string" ? value.toLowerCase() : undefined;
  return choices.find((choice) => choice.toLowerCase() === lower) ?? choices[0]!;
}

function textOf(json: JsonObject, name: string): string | undefined {
  const value = memberOf(json, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(json: JsonObject, name: string): string[] | undefined {
  const value = memberOf(json, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}
