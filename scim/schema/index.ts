export {
  enterpriseUserSchema,
  groupSchema,
  groupType,
  resourceTypeSchema,
  schemaSchema,
  serviceProviderConfigSchema,
  userSchema,
  userType,
} from "./baseline.ts";
export { commonAttributes } from "./common-attributes.ts";
export { comparableValue } from "./comparable.ts";
export type {
  AttributeDefinition,
  AttributeType,
  Mutability,
  ResourceType,
  Returned,
  SchemaDefinition,
  SchemaExtension,
  Uniqueness,
} from "./definition.ts";
export { type FoundAttribute, findAttribute } from "./find.ts";
export { resourceJsonSchema } from "./json-schema.ts";
export { prepareCreate, prepareReplace } from "./prepare.ts";
export { project } from "./project.ts";
export { type Projection, parseProjection } from "./projection.ts";
export { readResourceTypes, readSchemaDefinition } from "./read.ts";
export { sortResources } from "./sort.ts";
export { conflicts, uniqueAttributes } from "./uniqueness.ts";
export {
  BULK_REQUEST,
  BULK_RESPONSE,
  ENTERPRISE_USER,
  ERROR,
  GROUP,
  LIST_RESPONSE,
  PATCH_OP,
  RESOURCE_TYPE,
  SCHEMA,
  SEARCH_REQUEST,
  SERVICE_PROVIDER_CONFIG,
  USER,
} from "./urns.ts";
export { type ValidateOptions, validateResource } from "./validate.ts";
