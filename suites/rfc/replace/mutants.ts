import { behaves, type Mutant, on } from "../../../engine/index.ts";
import type { Behaviour, JsonObject, Resource } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

/** A service provider that stores something else than a PUT says. */
export function stores(change: (after: JsonObject, before: Resource, sent: JsonObject) => JsonObject): Mutant {
  return behaves<Behaviour>((conforming) => ({
    prepareReplace: (stored, body, type) =>
      change(structuredClone(conforming.prepareReplace(stored, body, type)), stored, body),
  }));
}

/** A service provider that takes the representation of a PUT for another one. */
export function hears(change: (sent: JsonObject, stored: Resource) => JsonObject): Mutant {
  return behaves<Behaviour>((conforming) => ({
    prepareReplace: (stored, body, type) => conforming.prepareReplace(stored, change(body, stored), type),
  }));
}

/** A service provider that refuses to replace by such a representation. */
export function refuses(such: (body: JsonObject) => boolean, status: number, scimType?: string): Mutant {
  return on("PUT", async (request, next) => {
    const body = JSON.parse(await request.clone().text()) as JsonObject;
    if (!such(body)) return next(request);
    return new Response(JSON.stringify(refusal(status, scimType)), {
      status,
      headers: { "content-type": "application/scim+json" },
    });
  });
}
