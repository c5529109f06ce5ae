import type { AttributePath } from "../path.ts";
import { commonAttributes } from "./common-attributes.ts";
import type { AttributeDefinition, ResourceType, SchemaDefinition, SchemaExtension } from "./definition.ts";

/** An attribute path, resolved. */
export interface FoundAttribute {
  /** The schema that holds it; the base schema for a common attribute. */
  schema: SchemaDefinition;
  attribute: AttributeDefinition;
  subAttribute?: AttributeDefinition | undefined;
}

/**
 * Finds the attribute that a path names, in any letter case (RFC 7644 §3.10). Without a URN the common attributes and
 * the base schema come first, then the extensions.
 */
export function findAttribute(type: ResourceType, path: AttributePath): FoundAttribute | undefined {
  const schemas = path.schema === undefined ? schemasOf(type) : [schemaNamed(type, path.schema)];
  for (const schema of schemas) {
    if (schema === undefined) continue;
    const attributes = schema === type.schema ? attributesOf(schema) : schema.attributes;
    const attribute = attributeNamed(attributes, path.attribute);
    if (attribute === undefined) continue;
    if (path.subAttribute === undefined) return { schema, attribute };
    const subAttribute = attributeNamed(attribute.subAttributes ?? [], path.subAttribute);
    return subAttribute && { schema, attribute, subAttribute };
  }
  return undefined;
}

/**
 * The common attributes and those of a base schema. A copy of a common attribute in a published schema is left out, as the
 * characteristics of RFC 7643 §3.1 win over it.
 */
export function attributesOf(schema: SchemaDefinition): AttributeDefinition[] {
  let attributes = bySchema.get(schema);
  if (attributes === undefined) {
    const own = schema.attributes.filter(({ name }) => !attributeNamed(commonAttributes, name));
    attributes = [...commonAttributes, ...own];
    bySchema.set(schema, attributes);
  }
  return attributes;
}

const bySchema = new WeakMap<SchemaDefinition, AttributeDefinition[]>();

/** The extension of a resource type with this URN, in any letter case. */
export function extensionNamed(type: ResourceType, urn: string): SchemaExtension | undefined {
  if (type.schemaExtensions.length === 0 || !urn.includes(":")) return undefined;
  const lower = urn.toLowerCase();
  return type.schemaExtensions.find(({ schema }) => schema.id === urn || schema.id.toLowerCase() === lower);
}

/** The attribute of a list of definitions with this name, in any letter case (RFC 7643 §2.1). */
export function attributeNamed(definitions: AttributeDefinition[], name: string): AttributeDefinition | undefined {
  let names = byName.get(definitions);
  if (names === undefined) {
    names = new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
    for (const definition of definitions) names.set(definition.name, definition);
    byName.set(definitions, names);
  }
  return names.get(name) ?? names.get(name.toLowerCase());
}

const byName = new WeakMap<AttributeDefinition[], Map<string, AttributeDefinition>>();

function schemasOf({ schema, schemaExtensions }: ResourceType): SchemaDefinition[] {
  return [schema, ...schemaExtensions.map((extension) => extension.schema)];
}

function schemaNamed(type: ResourceType, urn: string): SchemaDefinition | undefined {
  const isBase = type.schema.id.toLowerCase() === urn.toLowerCase();
  return isBase ? type.schema : extensionNamed(type, urn)?.schema;
}
