import { behaves, faulty, type Mutant, on } from "../../../engine/index.ts";
import type { Behaviour, Json, JsonObject, Resource } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

function hasOperations(body: JsonObject): body is { Operations: JsonObject[] } {
  return Array.isArray(body["Operations"]);
}

async function readBody(request: Request): Promise<JsonObject> {
  const body: unknown = JSON.parse(await request.clone().text());
  return typeof body === "object" && body !== null ? (body as JsonObject) : {};
}

function resend(request: Request, body: Json): Request {
  return new Request(request.url, { method: request.method, headers: request.headers, body: JSON.stringify(body) });
}

/** A service provider that takes an operation for others; for none, it answers success and does nothing. */
export function hears(change: (operation: JsonObject) => JsonObject[]): Mutant {
  return hearsAll((operations) => operations.flatMap(change));
}

/** A service provider that takes the operations of a request for others; for none, it answers success and does nothing. */
export function hearsAll(change: (operations: JsonObject[]) => JsonObject[]): Mutant {
  return on("PATCH", async (request, next) => {
    const body = await readBody(request);
    if (!hasOperations(body)) return next(request);
    const Operations = change(body.Operations);
    return Operations.length === 0
      ? new Response(null, { status: 204 })
      : next(resend(request, { ...body, Operations }));
  });
}

/** A service provider that takes a PATCH message for another one. */
export function hearsMessage(change: (body: JsonObject) => JsonObject): Mutant {
  return on("PATCH", async (request, next) => next(resend(request, change(await readBody(request)))));
}

/** A service provider that answers a request with such an operation by this status and does nothing. */
export function answersTo(such: (operation: JsonObject) => boolean, status: number, scimType?: string): Mutant {
  return on("PATCH", async (request, next) => {
    const body = await readBody(request);
    if (!hasOperations(body) || !body.Operations.some(such)) return next(request);
    return status === 204 ? new Response(null, { status }) : errorResponse(status, scimType);
  });
}

/** A service provider that answers such a message by this status and does nothing. */
export function answersMessage(such: (body: JsonObject) => boolean, status: number): Mutant {
  return on("PATCH", async (request, next) => {
    if (!such(await readBody(request))) return next(request);
    return status === 204 ? new Response(null, { status }) : errorResponse(status, undefined);
  });
}

/** A service provider that answers success where it refuses, and does nothing. */
export const forgives: Mutant = on("PATCH", async (request, next) => {
  const response = await next(request);
  return response.status >= 400 ? new Response(null, { status: 204 }) : response;
});

/** A service provider that gives another reason where it refuses. */
export function refusesWith(status: number, scimType?: string): Mutant {
  return on("PATCH", async (request, next) => {
    const response = await next(request);
    return response.status >= 400 ? errorResponse(status, scimType) : response;
  });
}

/** A service provider that stores something else than a PATCH says. */
export function stores(change: (after: JsonObject, before: Resource) => JsonObject): Mutant {
  return behaves<Behaviour>((conforming) => ({
    patch: (stored, operations, type) => change(structuredClone(conforming.patch(stored, operations, type)), stored),
  }));
}

/**
 * A service provider that takes such an operation over as it is: it answers success, and whoever reads the resource
 * sees what the change makes of it.
 */
export function adopts(
  such: (operation: JsonObject) => boolean,
  change: (resource: JsonObject, operation: JsonObject) => JsonObject,
): Mutant {
  return faulty(() => {
    const taken = new Map<string, JsonObject[]>();
    return async (request, next) => {
      const { pathname } = new URL(request.url);
      const operations = request.method === "PATCH" ? (await readBody(request))["Operations"] : undefined;
      const found = Array.isArray(operations) ? (operations as JsonObject[]).filter(such) : [];
      if (found.length > 0) {
        taken.set(pathname, [...(taken.get(pathname) ?? []), ...found]);
        return new Response(null, { status: 204 });
      }
      const response = await next(request);
      if (request.method !== "GET" || !response.ok || !taken.has(pathname)) return response;
      const resource = taken.get(pathname)!.reduce(change, (await response.json()) as JsonObject);
      return new Response(JSON.stringify(resource), {
        status: response.status,
        headers: withoutLength(response.headers),
      });
    };
  });
}

function withoutLength(from: Headers): Headers {
  const headers = new Headers(from);
  headers.delete("content-length");
  return headers;
}

function errorResponse(status: number, scimType: string | undefined): Response {
  return new Response(JSON.stringify(refusal(status, scimType)), {
    status,
    headers: { "content-type": "application/scim+json" },
  });
}
