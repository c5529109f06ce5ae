import type { ScimError } from "./error.ts";
import type { Filter, FilterOptions } from "./filter/index.ts";
import type { Operation } from "./patch/index.ts";
import type { JsonObject, Resource } from "./resource.ts";
import type { Projection, ResourceType } from "./schema/index.ts";

/** What a client asked of a list: the part of the query that picks, orders and cuts (RFC 7644 §3.4.2). */
export interface Paging {
  /** As sent; undefined when absent. */
  startIndex: number | undefined;
  /** As sent; undefined when absent. */
  count: number | undefined;
  /** `filter.maxResults` of the ServiceProviderConfig. */
  maxResults: number;
}

/** One page of a list, ready for a ListResponse. */
export interface Page {
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  resources: Resource[];
}

/**
 * The decisions of a SCIM service provider, one function each. The simulator calls them and nothing else to decide;
 * a mutant replaces one of them.
 */
export interface Behaviour {
  /** Undefined when the request may proceed, else the refusal (RFC 7644 §2). */
  authenticate(request: Request, token: string): ScimError | undefined;
  /** Whether a filter selects a resource (RFC 7644 §3.4.2.2). */
  matches(filter: Filter, resource: Resource, type: ResourceType, options?: FilterOptions): boolean;
  /** The resources in the order asked for (RFC 7644 §3.4.2.3). */
  sort(resources: Resource[], sortBy: string, descending: boolean, type: ResourceType): Resource[];
  /** The part of the matches that one response carries (RFC 7644 §3.4.2.4). */
  page(matching: Resource[], paging: Paging): Page;
  /** What a response shows of a resource (RFC 7643 §7 "returned", RFC 7644 §3.9). */
  project(resource: Resource, type: ResourceType, projection: Projection): JsonObject;
  /** The attributes to store for a create: checked, without what a client may not set. Throws ScimError. */
  prepareCreate(body: JsonObject, type: ResourceType): JsonObject;
  /** The attributes to store for a PUT over what is stored. Throws ScimError. */
  prepareReplace(stored: Resource, body: JsonObject, type: ResourceType): JsonObject;
  /** The resource after a PATCH; the stored one is left alone. Throws ScimError. */
  patch(stored: Resource, operations: Operation[], type: ResourceType): JsonObject;
  /** Whether two resources may not exist side by side (RFC 7643 §7 "uniqueness"). */
  conflict(candidate: JsonObject, other: Resource, type: ResourceType): boolean;
  /** Whether a write changed anything, so that `meta.lastModified` and `meta.version` move. */
  changed(before: Resource, after: JsonObject): boolean;
  /** What DELETE does with the stored resource: true removes it (RFC 7644 §3.6). */
  removes(stored: Resource): boolean;
  /** The body of an error response (RFC 7644 §3.12). */
  errorBody(error: ScimError): JsonObject;
}
