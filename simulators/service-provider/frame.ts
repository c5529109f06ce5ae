import { errorMessage, type JsonObject, LIST_RESPONSE, readPatchOp, ScimError } from "../../scim/index.ts";
import { readBody } from "./body.ts";
import { mediaTypeFor, SCIM_JSON } from "./media-type.ts";
import type { Call, Endpoint, ListAnswer, Provider, Representation } from "./provider.ts";
import { listOf, parametersOf, projectionOf } from "./query.ts";
import { basePathOf, type DiscoveryDocument, methodsOf, type Route, routeOf, splitUrl } from "./route.ts";

/** An answer before it is written as a Response. */
interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Representation;
}

// Every name in `attributes` is looked up for every resource, so what one request may ask for has to be bounded.
const LONGEST_URL = 32_768;

/**
 * The HTTP side of a service provider: turns its operations into answers to requests (RFC 7644 §3). What needs no body
 * is answered at once. Never rejects: an operation that fails is answered 500.
 */
export function frame(provider: Provider): (request: Request) => Response | Promise<Response> {
  const basePath = basePathOf(provider);
  const endpoints = new Map(Object.entries(provider.endpoints));

  function answer(request: Request): Answer | Promise<Answer> {
    if (request.url.length > LONGEST_URL) {
      throw new ScimError(414, undefined, `a URL has at most ${LONGEST_URL} characters`);
    }
    const { path, search } = splitUrl(request.url);
    const rest = path.slice(basePath.length);
    if (!path.startsWith(basePath) || (rest !== "" && rest[0] !== "/")) {
      throw new ScimError(404, undefined, `there is nothing at ${path}, the base URL is ${provider.baseUrl}`);
    }
    const open = provider.discovery.open && rest === "/ServiceProviderConfig";
    const refusal = open ? undefined : provider.authenticate(request);
    if (refusal !== undefined) throw refusal;
    const route = routeOf(rest, endpoints);
    const method = request.method === "HEAD" ? "GET" : request.method;
    check(route, method, path);
    if (mediaTypeFor(request.headers.get("accept")) === undefined) {
      throw new ScimError(406, undefined, `answers are of type ${SCIM_JSON}`);
    }
    const parameters = parametersOf(search);
    if (route.kind === "discovery") return { status: 200, body: discover(provider, route, parameters) };
    const call = { request, projection: projectionOf(parameters) };
    if (route.kind === "collection") {
      const { endpoint } = route;
      if (method !== "GET") return create(endpoint, call);
      if (endpoint.list === undefined) throw unsupported("Listing resources");
      return { status: 200, body: listText(endpoint.list({ ...call, ...listOf(parameters), parameters })) };
    }
    return operate(route as Extract<Route, { kind: "resource" }>, method, call);
  }

  function refuse(request: Request, cause: unknown): Response {
    const error = cause instanceof ScimError ? cause : ownFault(cause);
    provider.refused?.(request, error);
    const type = mediaTypeFor(request.headers.get("accept")) ?? SCIM_JSON;
    return write(request, type, { status: error.status, headers: error.headers, body: provider.errorBody(error) });
  }

  // The refusal is a decision of the provider too, and may fail as well.
  function refuseSafely(request: Request, cause: unknown): Response {
    try {
      return refuse(request, cause);
    } catch (failure) {
      return write(request, SCIM_JSON, { status: 500, body: errorMessage(ownFault(failure)) });
    }
  }

  return (request) => {
    try {
      const given = answer(request);
      const type = mediaTypeFor(request.headers.get("accept")) ?? SCIM_JSON;
      if (!(given instanceof Promise)) return write(request, type, given);
      return given.then((later) => write(request, type, later)).catch((cause: unknown) => refuseSafely(request, cause));
    } catch (cause) {
      return refuseSafely(request, cause);
    }
  };
}

/** Refuses what a path does not name or does not answer to (RFC 7644 §3.12). */
function check(route: Route, method: string, path: string): void {
  if (route.kind === "unknown") throw new ScimError(404, undefined, `there is no endpoint ${path}`);
  if (route.kind === "unsupported") throw unsupported(route.what);
  const methods = methodsOf(route);
  if (methods.includes(method)) return;
  throw new ScimError(405, undefined, `${path} does not answer to ${method}`, { allow: methods.join(", ") });
}

async function create(endpoint: Endpoint, call: Call): Promise<Answer> {
  if (endpoint.create === undefined) throw unsupported("Creating resources");
  const body = await readBody(call.request);
  const { location, resource } = endpoint.create(body, call);
  return { status: 201, headers: { location }, body: resource };
}

function operate(
  { endpoint, id }: Extract<Route, { kind: "resource" }>,
  method: string,
  call: Call,
): Answer | Promise<Answer> {
  switch (method) {
    case "GET":
      if (endpoint.read === undefined) throw unsupported("Reading a resource");
      return { status: 200, body: endpoint.read(id, call) };
    case "DELETE":
      if (endpoint.remove === undefined) throw unsupported("Deleting a resource");
      endpoint.remove(id, call);
      return { status: 204 };
    case "PUT": {
      const replace = endpoint.replace?.bind(endpoint);
      if (replace === undefined) throw unsupported("Replacing a resource");
      return readBody(call.request).then((body) => ({ status: 200, body: replace(id, body, call) }));
    }
    default: {
      const patch = endpoint.patch?.bind(endpoint);
      if (patch === undefined) throw unsupported("PATCH");
      return readBody(call.request).then((body) => ({ status: 200, body: patch(id, readPatchOp(body), call) }));
    }
  }
}

/** Sorting and paging are ignored on the configuration endpoints, a filter is not (RFC 7644 §4). */
function discover(
  { discovery }: Provider,
  { document, id }: Extract<Route, { kind: "discovery" }>,
  parameters: ReadonlyMap<string, string>,
): JsonObject | string {
  if (parameters.has("filter")) throw new ScimError(403, undefined, `/${document} cannot be filtered`);
  if (document === "ServiceProviderConfig") return discovery.serviceProviderConfig;
  const documents = document === "Schemas" ? discovery.schemas : discovery.resourceTypes;
  if (id === undefined) {
    const { length } = documents;
    return listText({ totalResults: length, startIndex: 1, itemsPerPage: length, resources: documents });
  }
  const found = documents.find((each) => isNamed(each, document, id));
  if (found === undefined) throw new ScimError(404, undefined, `there is nothing at /${document}/${id}`);
  return found;
}

// A URN has no letter case (RFC 8141); the name of a resource type has, and stands for its id (RFC 7643 §6).
function isNamed(document: JsonObject, kind: DiscoveryDocument, name: string): boolean {
  if (kind === "Schemas") return String(document["id"]).toLowerCase() === name.toLowerCase();
  return document["id"] === name || document["name"] === name;
}

// Written by hand, so that resources whose text is kept ready need not be written again.
function listText({ totalResults, startIndex, itemsPerPage, resources }: ListAnswer): string {
  const head = JSON.stringify({ schemas: [LIST_RESPONSE], totalResults, startIndex, itemsPerPage });
  return `${head.slice(0, -1)},"Resources":[${resources.map(textOf).join(",")}]}`;
}

function textOf(representation: Representation): string {
  return typeof representation === "string" ? representation : JSON.stringify(representation);
}

function write(request: Request, type: string, { status, headers, body }: Answer): Response {
  if (body === undefined) return new Response(null, headers === undefined ? { status } : { status, headers });
  const text = textOf(body);
  if (request.method !== "HEAD") return new Response(text, { status, headers: { ...headers, "content-type": type } });
  const length = String(Buffer.byteLength(text));
  return new Response(null, { status, headers: { ...headers, "content-type": type, "content-length": length } });
}

function unsupported(what: string): ScimError {
  return new ScimError(501, undefined, `${what} is not supported`);
}

// RFC 7644 §3.12 wants a 500 to say what could be done about it.
function ownFault(cause: unknown): ScimError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ScimError(
    500,
    undefined,
    `The service provider failed: ${reason}. Report it with the request that led to it`,
  );
}
