import { type Fault, type Mutant, on, rewriteBody, type Trial } from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";

/** The documents of one configuration endpoint with the exchange that showed them. */
export interface Documents {
  exchange: Exchange;
  all: JsonObject[];
}

/** The ServiceProviderConfig; whether there is one is for `discovery/config-is-one-object` to judge. */
export async function configOf(t: Trial): Promise<{ exchange: Exchange; config: JsonObject }> {
  const exchange = await t.given.done(() => t.client.get("/ServiceProviderConfig"));
  const { body } = exchange.response;
  if (!isObject(body) || "Resources" in body) t.inconclusive("GET /ServiceProviderConfig answered no single object");
  return { exchange, config: body };
}

/** The documents below `/Schemas` or `/ResourceTypes`; the form of the list is judged by rules of its own. */
export async function documentsOf(t: Trial, path: "/Schemas" | "/ResourceTypes"): Promise<Documents> {
  const exchange = await t.given.done(() => t.client.get(path));
  const all = documentsIn(exchange);
  if (all === undefined) t.inconclusive(`GET ${path} answered no list`);
  return { exchange, all: all };
}

/** The documents that an answer lists, in a ListResponse or bare; undefined when there is no list. */
export function documentsIn({ response: { body } }: Exchange): JsonObject[] | undefined {
  const listed = isObject(body) ? body["Resources"] : body;
  return Array.isArray(listed) ? listed.filter(isObject) : undefined;
}

/** The name a document is read by: its id, or its name where it has none. */
export function keyOf(document: JsonObject): string {
  return String(document["id"] ?? document["name"]);
}

/** The members of an attribute that are objects; none when it is no list. */
export function itemsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value is a text with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A mutant with another ServiceProviderConfig. */
export function otherConfig(change: (config: JsonObject) => Json): Mutant {
  return on({ path: CONFIG }, rewriteSuccess(change));
}

/** A mutant that shows the documents of a list otherwise: each of them, or another choice of them. */
export function otherDocuments(path: RegExp, change: (documents: JsonObject[]) => JsonObject[]): Mutant {
  return on(
    { path },
    rewriteSuccess((body) => {
      const Resources = change(itemsOf(body["Resources"]));
      return { ...body, totalResults: Resources.length, itemsPerPage: Resources.length, Resources };
    }),
  );
}

/** A fault that rewrites what was answered with success. */
export function rewriteSuccess(change: (body: JsonObject) => Json): Fault {
  return rewriteBody((body, status) => (status < 300 ? change(body) : body));
}

/** Requests for the ServiceProviderConfig. */
export const CONFIG: RegExp = /\/ServiceProviderConfig(\?|$)/;
/** Requests for the list of schemas. */
export const SCHEMAS: RegExp = /\/Schemas(\?|$)/;
/** Requests for the list of resource types. */
export const RESOURCE_TYPES: RegExp = /\/ResourceTypes(\?|$)/;

/** The resource types, of which there is at least one. */
export async function typesOf(t: Trial): Promise<Documents> {
  const types = await documentsOf(t, "/ResourceTypes");
  if (types.all.length === 0) t.inconclusive("GET /ResourceTypes lists no resource type");
  return types;
}

/** A mutant that shows each resource type otherwise. */
export function otherTypes(change: (type: JsonObject) => JsonObject): Mutant {
  return otherDocuments(RESOURCE_TYPES, (types) => types.map(change));
}
