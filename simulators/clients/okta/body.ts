import type { JsonObject } from "../../../scim/index.ts";
import { assign, attributesOf, type Mapped, partsOf, unassign } from "../mapping.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What a create says beside the mapped values. */
export interface CreateContext {
  /** The Okta id of the person. */
  externalId: string;
  /** A placeholder, which is sent although no password is synchronised. */
  password: string;
}

/** The body of a POST: `groups` and `password` are always there, what Okta has no value for never is. */
export function createBody(values: Mapped, { externalId, password }: CreateContext): JsonObject {
  return {
    schemas: schemasOf(values),
    ...withPrimary(attributesOf(values)),
    externalId,
    groups: [],
    password,
    active: true,
  };
}

/** The resource that a GET showed, whole, with the mapped values in place of its own: the body of a PUT. */
export function mergedBody(
  current: JsonObject,
  values: Mapped,
  { cleared, how, password }: { cleared: readonly string[]; how: "omit" | "empty"; password?: string | undefined },
): JsonObject {
  const body = structuredClone(current);
  for (const [target, value] of values) assign(body, target, value);
  for (const target of cleared)
    if (how === "omit") unassign(body, target);
    else assign(body, target, "");
  const schemas = Array.isArray(body["schemas"]) ? body["schemas"] : [];
  body["schemas"] = [...new Set([...schemas, ...schemasOf(values)])];
  return password === undefined ? body : { ...body, password };
}

/** A PATCH that replaces some mapped values, without a path. */
export function profilePatch(values: Mapped, changed: readonly string[], how: "omit" | "empty"): JsonObject {
  // Without a path a list is replaced whole, so what did not change of it goes along.
  const lists = new Set(changed.flatMap((target) => listOf(target) ?? []));
  const sent: Mapped = new Map();
  for (const [target, value] of values)
    if (changed.includes(target) || lists.has(listOf(target) ?? "")) sent.set(target, value);
  if (how === "empty") for (const target of changed) if (!values.has(target)) sent.set(target, "");
  return patch(withPrimary(attributesOf(sent)));
}

/** The multi-valued attribute that a target is an item of; undefined where it is of none. */
function listOf(target: string): string | undefined {
  const { urn = "", attribute, type } = partsOf(target);
  return type === undefined ? undefined : `${urn}:${attribute}`;
}

/** A PATCH that switches a user on or off, without a path. */
export function activationPatch(active: boolean): JsonObject {
  return patch({ active });
}

function patch(value: JsonObject): JsonObject {
  return { schemas: [PATCH_OP], Operations: [{ op: "replace", value }] };
}

function schemasOf(values: Mapped): string[] {
  const urns = [...values.keys()].flatMap((target) => partsOf(target).urn ?? []);
  return [USER, ...new Set(urns)];
}

// The one address that Okta has is marked as the primary one.
function withPrimary(attributes: JsonObject): JsonObject {
  const { emails } = attributes;
  if (!Array.isArray(emails)) return attributes;
  return { ...attributes, emails: emails.map((email) => ({ primary: true, ...(email as JsonObject) })) };
}
