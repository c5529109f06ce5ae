import type { Filter, JsonObject, Operation, Projection, ScimError } from "../../scim/index.ts";

/** A resource as a response carries it: its attributes, or their JSON text where that is kept ready. */
export type Representation = JsonObject | string;

/** What every operation on a resource type is told beside its own arguments. */
export interface Call {
  /** The request as it came, for its headers. The frame has read its body already. */
  request: Request;
  /** The attributes the client wants to see (RFC 7644 §3.9). */
  projection: Projection;
}

/** What a client asks of a list (RFC 7644 §3.4.2). */
export interface ListQuery extends Call {
  filter: Filter | undefined;
  sortBy: string | undefined;
  descending: boolean;
  /** As sent; undefined when absent. */
  startIndex: number | undefined;
  /** As sent; undefined when absent. */
  count: number | undefined;
  /** All query parameters, decoded, for what a profile reads besides. */
  parameters: ReadonlyMap<string, string>;
}

/** One page of a list, as a ListResponse carries it (RFC 7644 §3.4.2). */
export interface ListAnswer {
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  resources: Representation[];
}

/** A new resource and its absolute URI, which the Location header names (RFC 7644 §3.3). */
export interface Created {
  location: string;
  resource: Representation;
}

/**
 * The operations at the endpoint of one resource type. They answer at once, so that no request sees another one half
 * done, and throw ScimError to refuse. One that is left out is answered 501 (RFC 7644 §3.12).
 */
export interface Endpoint {
  list?(query: ListQuery): ListAnswer;
  create?(body: JsonObject, call: Call): Created;
  read?(id: string, call: Call): Representation;
  replace?(id: string, body: JsonObject, call: Call): Representation;
  patch?(id: string, operations: Operation[], call: Call): Representation;
  remove?(id: string, call: Call): void;
}

/** The configuration a service provider publishes (RFC 7644 §4). `discoveryOf` writes it from resource types. */
export interface Discovery {
  serviceProviderConfig: JsonObject;
  resourceTypes: JsonObject[];
  schemas: JsonObject[];
  /** Whether the ServiceProviderConfig can be read without authentication (RFC 7643 §5). */
  open: boolean;
}

/** A SCIM service provider without its HTTP side, which `frame` adds. */
export interface Provider {
  /** Absolute, without a trailing slash. Requests outside it are answered 404. */
  baseUrl: string;
  /** Undefined when the request may proceed, else the refusal (RFC 7644 §2). */
  authenticate(request: Request): ScimError | undefined;
  /** By the path below the base URL: `/Users`. Others are answered 404. */
  endpoints: Record<string, Endpoint>;
  discovery: Discovery;
  /** The body of an error response (RFC 7644 §3.12). */
  errorBody(error: ScimError): JsonObject;
  /** Told of every request that was refused, for a log. */
  refused?(request: Request, error: ScimError): void;
}
