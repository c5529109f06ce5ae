import {
  answer,
  answerInstead,
  behaves,
  faulty,
  type Mutant,
  on,
  rewriteRequest,
  type Where,
} from "../../engine/index.ts";
import type { Behaviour, Json, JsonObject, Resource } from "../../scim/index.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** Look-ups of users by a filter. */
export const LOOK_UP: Where = { method: "GET", path: /\/Users\?.*filter=/ };
/** Reading, changing or deleting one user. */
export const ONE_USER: RegExp = /\/Users\/[^/?]+$/;
/** Look-ups of groups by a filter. */
export const LOOK_UP_OF_GROUP: Where = { method: "GET", path: /\/Groups\?.*filter=/ };
/** Reading, changing or deleting one group. */
export const ONE_GROUP: RegExp = /\/Groups\/[^/?]+(?:\?.*)?$/;

/** An Error message (RFC 7644 §3.12). */
export function errorBody(status: number, detail = "not like this"): JsonObject {
  return { schemas: [ERROR], status: String(status), detail };
}

/** A service provider that refuses such requests. */
export function refuses(
  where: Where,
  status: number,
  such: (request: Request, body: JsonObject) => boolean = () => true,
): Mutant {
  return on(where, async (request, next) => {
    const text = await request.clone().text();
    return such(request, text === "" ? {} : JSON.parse(text))
      ? answer(status, errorBody(status))(request, next)
      : next(request);
  });
}

/** A service provider that does what such requests ask and answers otherwise. */
export function answersWith(where: Where, status: number, body?: Json | null): Mutant {
  return on(where, answerInstead(status, body));
}

/** A service provider that takes a body for another one. */
export function reads(where: Where, change: (body: JsonObject) => JsonObject): Mutant {
  return on(where, rewriteRequest(change));
}

/** A service provider that refuses a PATCH with such an operation. */
export function refusesOperation(such: (operation: JsonObject) => boolean, status = 400): Mutant {
  return refuses({ method: "PATCH" }, status, (_, body) => operationsOf(body).some(such));
}

/** A service provider that takes each operation of a PATCH for others; where none is left it answers 204. */
export function hears(change: (operation: JsonObject) => JsonObject[]): Mutant {
  return on("PATCH", async (request, next) => {
    const body = JSON.parse(await request.clone().text()) as JsonObject;
    const Operations = operationsOf(body).flatMap(change);
    return Operations.length === 0
      ? new Response(null, { status: 204 })
      : rewriteRequest(() => ({ ...body, Operations }))(request, next);
  });
}

/** A service provider that hides inactive users from look-ups. */
export const hidesInactive: Mutant = behaves<Behaviour>((conforming) => ({
  matches: (filter, resource, type, options) =>
    resource["active"] !== false && conforming.matches(filter, resource, type, options),
}));

/** A service provider that tells letter case apart in login names. */
export const tellsCaseApart: Mutant = behaves<Behaviour>((conforming) => ({
  matches: (filter, resource, type, options) =>
    conforming.matches(filter, resource, type, options) &&
    (!("value" in filter) || filter.value === resource["userName"]),
}));

function operationsOf(body: JsonObject): JsonObject[] {
  return (body["Operations"] ?? []) as JsonObject[];
}

/** A service provider that refuses a login name in use by another status than 409. */
export function conflictsAs(status: number): Mutant {
  return on({ method: "POST" }, async (request, next) => {
    const response = await next(request);
    return response.status === 409 ? answer(status, errorBody(status))(request, next) : response;
  });
}

/** A service provider whose look-ups know only the login name that a user had at first. */
export function findsByFirstName(): Mutant {
  const first = new Map<string, Json>();
  const note = ({ id, userName }: Resource): void => {
    if (!first.has(id)) first.set(id, userName ?? null);
  };
  return behaves<Behaviour>((conforming) => ({
    matches: (filter, resource, type, options) =>
      conforming.matches(
        filter,
        { ...resource, userName: first.get(resource.id) ?? resource["userName"] ?? null },
        type,
        options,
      ),
    patch(stored, operations, type) {
      note(stored);
      return conforming.patch(stored, operations, type);
    },
    prepareReplace(stored, body, type) {
      note(stored);
      return conforming.prepareReplace(stored, body, type);
    },
  }));
}

/** A service provider that removes who is switched off. */
export const removesInactive: Mutant = faulty(() => async (request, next) => {
  const response = await next(request);
  if (!["PATCH", "PUT"].includes(request.method) || !response.ok) return response;
  const text = await response.clone().text();
  if (/"active":false/.test(text)) await next(new Request(request.url, { method: "DELETE", headers: request.headers }));
  return response;
});
