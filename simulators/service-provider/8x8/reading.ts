import type { Options8x8, User8x8 } from "../../../profiles/index.ts";
import { ENTERPRISE_USER, isObject, type Json, type JsonObject, memberOf, ScimError } from "../../../scim/index.ts";
import { urnsRead } from "./schema.ts";
import { memberOfExtension } from "./values.ts";
import type { World } from "./world.ts";

/** The fields that a body writes, but for the login ID and the site. */
type Written = Partial<User8x8>;

/**
 * Reads the attributes of a body. Optional ones that it leaves out are cleared or kept; names, e-mail and activation
 * are kept in any case (8X8-SCIM-15).
 */
export function readAttributes(
  world: World,
  body: JsonObject,
  before: User8x8,
  absent: Options8x8["putAbsent"],
): Written {
  const { decide, options } = world;
  const name = objectAt(body, "name");
  const optional = (value: string | undefined, kept: string | undefined): string | undefined =>
    value ?? (absent === "keep" ? kept : undefined);
  const locale = textAt(world, body, "locale");
  const timezone = textAt(world, body, "timezone");
  const active = memberOf(body, "active");
  const written: Written = {
    externalId: optional(textAt(world, body, "externalId"), before.externalId),
    givenName: textAt(world, name, "givenName") ?? before.givenName,
    familyName: textAt(world, name, "familyName") ?? before.familyName,
    email: workEmailOf(world, body) ?? before.email,
    title: optional(textAt(world, body, "title"), before.title),
    department: optional(departmentOf(world, body), before.department),
    locale: optional(locale === undefined ? undefined : decide.readLocale(locale), before.locale),
    timezone: optional(timezone === undefined ? undefined : decide.readTimezone(timezone), before.timezone),
    mobile: optional(typed(world, body, "phoneNumbers", "mobile"), before.mobile),
    workPhone: optional(workPhoneOf(world, body), before.workPhone),
    active: active === undefined || active === null ? before.active : decide.readActive(active),
  };
  // Telephony is configured in the console: a write may set the extension where the option lets it, but not clear it.
  if (options.extensionAttr === "writable") written.extension = extensionOf(world, body) ?? before.extension;
  return written;
}

/** A text member; an absent, null or empty one is undefined. */
export function textAt({ decide }: World, object: JsonObject, name: string): string | undefined {
  const value = memberOf(object, name);
  if (value === undefined || value === null) return undefined;
  const text = decide.readText(name, value);
  return text === "" ? undefined : text;
}

/** The work e-mail; one address without a type counts as it, as Okta's table names none (C-41). */
export function workEmailOf(world: World, body: JsonObject): string | undefined {
  const work = typed(world, body, "emails", "work");
  if (work !== undefined) return work;
  const items = itemsOf(body, "emails");
  const [only] = items;
  return items.length === 1 && memberOf(only!, "type") === undefined ? textAt(world, only!, "value") : undefined;
}

function workPhoneOf(world: World, body: JsonObject): string | undefined {
  const { workPhone } = world.options;
  const number = typed(world, body, "phoneNumbers", "work");
  if (number !== undefined && workPhone === "rejected")
    throw new ScimError(400, "invalidValue", "the phone number of type work cannot be set over SCIM");
  return workPhone === "ignored" ? undefined : number;
}

function departmentOf(world: World, body: JsonObject): string | undefined {
  const core = world.options.coreDepartment === "accepted" ? textAt(world, body, "department") : undefined;
  return textAt(world, objectAt(body, ENTERPRISE_USER), "department") ?? core;
}

function extensionOf(world: World, body: JsonObject): string | undefined {
  for (const urn of urnsRead(world.options)) {
    const extension = memberOfExtension(body, urn, "extension");
    if (extension !== undefined) return world.decide.readText("extension", extension) || undefined;
  }
  return undefined;
}

function typed(world: World, body: JsonObject, attribute: string, type: string): string | undefined {
  const item = itemsOf(body, attribute).find((each) => String(memberOf(each, "type")).toLowerCase() === type);
  return item === undefined ? undefined : textAt(world, item, "value");
}

function itemsOf(body: JsonObject, attribute: string): JsonObject[] {
  const value: Json = memberOf(body, attribute) ?? [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new ScimError(400, "invalidValue", `${attribute} is a list of objects with value and type`);
}

function objectAt(body: JsonObject, attribute: string): JsonObject {
  const value = memberOf(body, attribute) ?? {};
  if (isObject(value)) return value;
  throw new ScimError(400, "invalidValue", `${attribute} is an object`);
}
