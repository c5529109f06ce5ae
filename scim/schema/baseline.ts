import enterpriseUser from "../../schemas/scim/enterprise-user.json" with { type: "json" };
import group from "../../schemas/scim/group.json" with { type: "json" };
import resourceType from "../../schemas/scim/resource-type.json" with { type: "json" };
import schema from "../../schemas/scim/schema.json" with { type: "json" };
import serviceProviderConfig from "../../schemas/scim/service-provider-config.json" with { type: "json" };
import user from "../../schemas/scim/user.json" with { type: "json" };
import type { ResourceType, SchemaDefinition } from "./definition.ts";

// The definitions follow RFC 7643 §8.7 with its verified errata (5368, 5606, 5607, 6004, 7522, 8471, 8472, 8475), and
// where the text of the RFC and its printed schemas differ, the text: addresses.primary (6005), members.display (6011),
// the type of an authentication scheme (8011), etag (9018), references and binary values are case exact (6000, 6001).

/** The schema of a User (RFC 7643 §4.1 and §8.7.1). */
export const userSchema: SchemaDefinition = user as SchemaDefinition;

/** The schema of a Group (RFC 7643 §4.2 and §8.7.1). */
export const groupSchema: SchemaDefinition = group as SchemaDefinition;

/** The enterprise User schema extension (RFC 7643 §4.3 and §8.7.1). */
export const enterpriseUserSchema: SchemaDefinition = enterpriseUser as SchemaDefinition;

/** The schema of the service provider's configuration (RFC 7643 §5 and §8.7.2), with `pagination` (RFC 9865 §4). */
export const serviceProviderConfigSchema: SchemaDefinition = serviceProviderConfig as SchemaDefinition;

/** The schema of a resource type (RFC 7643 §6 and §8.7.2). */
export const resourceTypeSchema: SchemaDefinition = resourceType as SchemaDefinition;

/** The schema of a schema (RFC 7643 §7 and §8.7.2). */
export const schemaSchema: SchemaDefinition = schema as SchemaDefinition;

/** The User with the enterprise extension as an option (RFC 7643 §8.6). */
export const userType: ResourceType = {
  id: "User",
  name: "User",
  endpoint: "/Users",
  description: "User Account",
  schema: userSchema,
  schemaExtensions: [{ schema: enterpriseUserSchema, required: false }],
};

/** The Group (RFC 7643 §8.6). */
export const groupType: ResourceType = {
  id: "Group",
  name: "Group",
  endpoint: "/Groups",
  description: "Group",
  schema: groupSchema,
  schemaExtensions: [],
};
