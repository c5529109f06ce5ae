/** The schema of a User (RFC 7643 §4.1). */
export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
/** The schema of a Group (RFC 7643 §4.2). */
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
/** The enterprise User schema extension (RFC 7643 §4.3). */
export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** The schema of the service provider's configuration (RFC 7643 §5). */
export const SERVICE_PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
/** The schema of a resource type (RFC 7643 §6). */
export const RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
/** The schema of a schema (RFC 7643 §7). */
export const SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";
/** The message that answers a query (RFC 7644 §3.4.2). */
export const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** The message of a query by POST (RFC 7644 §3.4.3). */
export const SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/** The message of a PATCH (RFC 7644 §3.5.2). */
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/** The message that carries many requests (RFC 7644 §3.7). */
export const BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/** The message that answers many requests (RFC 7644 §3.7). */
export const BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
/** The message of an error (RFC 7644 §3.12). */
export const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
