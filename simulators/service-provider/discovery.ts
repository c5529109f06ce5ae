import {
  type JsonObject,
  RESOURCE_TYPE,
  type ResourceType,
  resourceTypeSchema,
  SCHEMA,
  type SchemaDefinition,
  SERVICE_PROVIDER_CONFIG,
  schemaSchema,
  serviceProviderConfigSchema,
} from "../../scim/index.ts";
import type { Discovery } from "./provider.ts";

/** What a service provider says of itself. */
export interface Offer {
  /** Absolute, without a trailing slash. */
  baseUrl: string;
  types: ResourceType[];
  /** Capabilities as the ServiceProviderConfig names them, without `schemas` and `meta` (RFC 7643 §5). */
  config: JsonObject;
  /** Whether the ServiceProviderConfig can be read without authentication (RFC 7643 §5); true when left out. */
  open?: boolean;
}

/** Writes the discovery documents with their `meta` (RFC 7643 §5, §6, §7). */
export function discoveryOf({ baseUrl, types, config, open = true }: Offer): Discovery {
  const schemas = new Map<string, SchemaDefinition>();
  for (const { schema, schemaExtensions } of types) {
    for (const each of [schema, ...schemaExtensions.map((extension) => extension.schema)]) schemas.set(each.id, each);
  }
  for (const each of [serviceProviderConfigSchema, resourceTypeSchema, schemaSchema]) schemas.set(each.id, each);
  return {
    serviceProviderConfig: {
      schemas: [SERVICE_PROVIDER_CONFIG],
      ...config,
      meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
    },
    resourceTypes: types.map((type) => resourceTypeDocument(type, baseUrl)),
    schemas: [...schemas.values()].map((schema) => schemaDocument(schema, baseUrl)),
    open,
  };
}

function resourceTypeDocument(type: ResourceType, baseUrl: string): JsonObject {
  const { id, name, endpoint, description, schema, schemaExtensions } = type;
  return {
    schemas: [RESOURCE_TYPE],
    id,
    name,
    endpoint,
    description,
    schema: schema.id,
    ...(schemaExtensions.length > 0 && {
      schemaExtensions: schemaExtensions.map((extension) => ({
        schema: extension.schema.id,
        required: extension.required,
      })),
    }),
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${encodeURIComponent(id)}` },
  };
}

function schemaDocument({ id, name, description, attributes }: SchemaDefinition, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA],
    id,
    name,
    description,
    // A definition is JSON by its nature (it is read from a file), though an interface has no index signature.
    attributes: attributes as unknown as JsonObject[],
    meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${id}` },
  };
}
