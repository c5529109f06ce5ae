/** A value of JSON (RFC 8259). */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A JSON object: a resource's attributes, or the parts of a complex one. */
export type JsonObject = { [name: string]: Json };

/** The common attribute `meta` (RFC 7643 §3.1). */
export interface Meta {
  resourceType: string;
  created: string;
  lastModified: string;
  location: string;
  version?: string;
}

/** A stored resource: the common attributes beside those of its schemas (RFC 7643 §3). */
export type Resource = JsonObject & { schemas: string[]; id: string; meta: JsonObject };
