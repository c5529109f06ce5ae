/** The data types of RFC 7643 §2.3. */
export type AttributeType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "binary"
  | "reference"
  | "complex";

/** Who may change an attribute (RFC 7643 §7). */
export type Mutability = "readOnly" | "readWrite" | "immutable" | "writeOnly";

/** When a response shows an attribute (RFC 7643 §7). */
export type Returned = "always" | "never" | "default" | "request";

/** How far a value is unique (RFC 7643 §7). */
export type Uniqueness = "none" | "server" | "global";

/** An attribute with its characteristics (RFC 7643 §7). */
export interface AttributeDefinition {
  name: string;
  type: AttributeType;
  multiValued: boolean;
  description: string;
  required: boolean;
  canonicalValues?: string[];
  /** Left out where the type has no letter case. */
  caseExact?: boolean;
  mutability: Mutability;
  returned: Returned;
  /** Left out where the type has no uniqueness. */
  uniqueness?: Uniqueness;
  referenceTypes?: string[];
  subAttributes?: AttributeDefinition[];
}

/** A schema: a URN and the attributes under it (RFC 7643 §7). A definition is not changed once it is in use. */
export interface SchemaDefinition {
  id: string;
  name: string;
  description: string;
  attributes: AttributeDefinition[];
}

/** A schema extension as a resource type lists it (RFC 7643 §6). */
export interface SchemaExtension {
  schema: SchemaDefinition;
  required: boolean;
}

/** A kind of resource with its endpoint and schemas (RFC 7643 §6). A resource type is not changed once it is in use. */
export interface ResourceType {
  id: string;
  name: string;
  /** Relative to the base URL: `/Users`. */
  endpoint: string;
  description: string;
  schema: SchemaDefinition;
  schemaExtensions: SchemaExtension[];
}
