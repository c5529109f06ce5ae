import { ScimError } from "../../scim/index.ts";
import type { Endpoint, Provider } from "./provider.ts";

/** What a path below the base URL names (RFC 7644 §3.2). */
export type Route =
  | { kind: "collection"; endpoint: Endpoint }
  | { kind: "resource"; endpoint: Endpoint; id: string }
  | { kind: "discovery"; document: DiscoveryDocument; id: string | undefined }
  /** An endpoint of the protocol that this service provider does not have. */
  | { kind: "unsupported"; what: string }
  | { kind: "unknown" };

/** The configuration endpoints (RFC 7644 §4). */
export type DiscoveryDocument = "ServiceProviderConfig" | "ResourceTypes" | "Schemas";

const UNKNOWN: Route = { kind: "unknown" };
const UNSUPPORTED = new Map([
  ["", "A query at the root of the service provider"],
  ["/.search", "A query by POST"],
  ["/Bulk", "Bulk"],
  ["/Me", "The alias /Me"],
]);

/** Finds what the rest of a path after the base URL names; `/Users/` is `/Users`. */
export function routeOf(rest: string, endpoints: ReadonlyMap<string, Endpoint>): Route {
  const slash = rest.indexOf("/", 1);
  const first = slash < 0 ? rest : rest.slice(0, slash);
  const second = slash < 0 ? "" : rest.slice(slash + 1);
  if (second.includes("/")) return first === "/Me" ? unsupported(first) : UNKNOWN;
  const endpoint = endpoints.get(first);
  if (endpoint !== undefined) {
    if (second === "") return { kind: "collection", endpoint };
    if (second === ".search") return unsupported("/.search");
    return { kind: "resource", endpoint, id: decode(second) };
  }
  const document = first.slice(1);
  if (document === "ResourceTypes" || document === "Schemas") {
    return { kind: "discovery", document, id: second === "" ? undefined : decode(second) };
  }
  if (document === "ServiceProviderConfig" && second === "") return { kind: "discovery", document, id: undefined };
  return second === "" || first === "/Me" ? unsupported(first === "/" ? "" : first) : UNKNOWN;
}

function unsupported(path: string): Route {
  const what = UNSUPPORTED.get(path);
  return what === undefined ? UNKNOWN : { kind: "unsupported", what };
}

// An id without an escape, as ours are, decodes to itself.
function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ScimError(400, undefined, "the path has a broken percent-encoding");
  }
}

/** The methods that a path answers to, for 405 with Allow (RFC 7644 §3.2, RFC 9110 §15.5.6). */
export function methodsOf(route: Route): readonly string[] {
  if (route.kind === "collection") return ["GET", "HEAD", "POST"];
  if (route.kind === "resource") return ["GET", "HEAD", "PUT", "PATCH", "DELETE"];
  return ["GET", "HEAD"];
}

/** The path and the query of an absolute URL, as they were sent. */
export function splitUrl(url: string): { path: string; search: string } {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const hash = url.indexOf("#");
  const end = hash < 0 ? url.length : hash;
  if (start < 0) return { path: "/", search: "" };
  const question = url.indexOf("?", start);
  if (question < 0 || question > end) return { path: url.slice(start, end), search: "" };
  return { path: url.slice(start, question), search: url.slice(question + 1, end) };
}

/** The path of a provider's base URL. */
export function basePathOf({ baseUrl }: Pick<Provider, "baseUrl">): string {
  return new URL(baseUrl).pathname.replace(/\/$/, "");
}
