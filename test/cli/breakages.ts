import type { Handler, Json, JsonObject } from "../../scim/index.ts";

/** Spoils one answer; `text` is its body. */
export type Breakage = (response: Response, text: string) => Response;

const SCIM = { "content-type": "application/scim+json" };
const NO_BODY = [204, 205, 304];

type Body = string | Buffer<ArrayBuffer>;

function answer(status: number, body: Body | null, headers: Record<string, string> = SCIM): Response {
  return new Response(NO_BODY.includes(status) || body === "" ? null : body, { status, headers });
}

/** The same answer with another body. */
function body(make: (text: string) => Body | null): Breakage {
  return (response, text) => answer(response.status, make(text));
}

function json(change: (body: JsonObject) => Json): Breakage {
  return body((text) => {
    const value = text === "" ? undefined : (JSON.parse(text) as Json);
    return isObject(value) ? JSON.stringify(change(value)) : text;
  });
}

/** Every resource of an answer, alone or in a list. */
function resources(change: (resource: JsonObject) => JsonObject): Breakage {
  return json((value) =>
    Array.isArray(value["Resources"])
      ? { ...value, Resources: value["Resources"].map((each) => change(each as JsonObject)) }
      : "meta" in value
        ? change(value)
        : value,
  );
}

/** Every value at every depth, the innermost first. */
function everywhere(change: (value: Json, name: string) => Json): Breakage {
  const walk = (value: Json, name: string): Json => {
    if (Array.isArray(value))
      return change(
        value.map((item) => walk(item, name)),
        name,
      );
    if (!isObject(value)) return change(value, name);
    const members = Object.entries(value).map(([key, member]) => [key, walk(member, key)]);
    return change(Object.fromEntries(members) as JsonObject, name);
  };
  return json((value) => {
    const members = Object.entries(value).map(([key, member]) => [key, walk(member, key)]);
    return Object.fromEntries(members) as JsonObject;
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const without = (name: string, { [name]: _, ...rest }: JsonObject): JsonObject => rest;
const listing = (Resources: Json) => json((value) => ("Resources" in value ? { ...value, Resources } : value));
const deep = "[".repeat(10_000) + "]".repeat(10_000);
const meta = { resourceType: 1, created: "yesterday", lastModified: null, location: "http://[", version: {} };

/** Answers of a service provider that was never tried out, by what is wrong with them. */
export const breakages: Record<string, Breakage> = {
  "JSON that breaks off": body((text) => text.slice(0, text.length / 2)),
  "empty bodies": body(() => ""),
  "null for a body": body(() => "null"),
  "a number for a body": body(() => "42"),
  "an empty object for a body": body(() => "{}"),
  "arrays in the place of objects": json((value) => [value]),
  "arrays of nothing": body(() => "[null]"),
  "lists without Resources": json((value) => without("Resources", value)),
  "Resources: null": listing(null),
  "Resources: a number": listing(7),
  "Resources: a text": listing("none"),
  "Resources: all sorts of things": listing([null, 1, "x", [], {}, true]),
  "totals that are none": json((value) => ("totalResults" in value ? { ...value, totalResults: 1e300 } : value)),
  "no id": resources((user) => without("id", user)),
  "ids that are numbers": resources((user) => ({ ...user, id: 4711 })),
  "ids that are no part of a path": resources((user) => ({ ...user, id: "a/../b?c=1#é\u0000" })),
  "meta as a text": resources((user) => ({ ...user, meta: "User" })),
  "no meta": resources((user) => without("meta", user)),
  "nonsense in meta": resources((user) => ({ ...user, meta })),
  "schemas as a text": json((value) => ({ ...value, schemas: "urn:x" })),
  "no schemas": json((value) => without("schemas", value)),
  "null for every value": everywhere((value) => (typeof value === "object" ? value : null)),
  "every value in a list": everywhere((value) => [value]),
  "numbers in the place of texts": everywhere((value, name) =>
    typeof value === "string" && name !== "id" ? 1 : value,
  ),
  "texts in the place of numbers": everywhere((value) => (typeof value === "object" ? value : String(value))),
  "a null in every list": everywhere((value) => (Array.isArray(value) ? [null, ...value] : value)),
  "objects in the place of lists": everywhere((value) =>
    Array.isArray(value) ? Object.fromEntries(value.entries()) : value,
  ),
  "texts in the place of objects": everywhere((value) => (isObject(value) ? "an object" : value)),
  "another content type": (response, text) => answer(response.status, text, { "content-type": "text/plain" }),
  "no headers": (response, text) => answer(response.status, text === "" ? null : Buffer.from(text), {}),
  "nonsense in headers": (response, text) =>
    answer(response.status, text, { "content-type": ";,=", location: "::", etag: '"', "www-authenticate": ",,=" }),
  "200 for everything": (response, text) => answer(200, text, Object.fromEntries(response.headers)),
  "204 for everything": () => answer(204, null),
  "500 for everything": () => answer(500, "Internal Server Error", { "content-type": "text/plain" }),
  "400 with null for everything": () => answer(400, "null"),
  "errors that are no errors": (response, text) =>
    response.status < 400
      ? answer(response.status, text)
      : answer(response.status, '{"schemas":{},"detail":[],"status":{}}'),
  "10,000 levels of JSON": body(() => deep),
  "10,000 levels in a member": body((text) => text.replace("{", `{"deep":${deep},`)),
  "bytes that are no UTF-8": body((text) => (text === "" ? null : Buffer.concat([Buffer.from(text), Buffer.of(0xff)]))),
  "members of Object.prototype": body((text) =>
    text.replace("{", '{"__proto__":{"id":"x"},"constructor":1,"toString":2,'),
  ),
};

/** A service provider whose answers are spoiled, those to the requests that `spoils` picks. */
export function broken({
  handler,
  spoils,
}: {
  handler: Handler;
  spoils: (request: Request, number: number) => Breakage | undefined;
}): Handler {
  let number = 0;
  return async (request) => {
    const breakage = new URL(request.url).pathname.includes("/scim/v2") ? spoils(request, ++number) : undefined;
    const response = await handler(request);
    return breakage === undefined ? response : breakage(response, await response.text());
  };
}
