import type { JsonObject, ResourceType } from "../../scim/index.ts";
import type { Discovery } from "./provider.ts";

/** What a service provider says of itself, beside its resource types. */
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
export function discoveryOf(_offer: Offer): Discovery {
  throw new Error("not yet");
}
