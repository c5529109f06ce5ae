import type { JsonObject } from "../../scim/index.ts";

/** Where the value of a target attribute comes from. */
export type Source =
  /** An attribute of the directory, by the product's own name for it. */
  | { attribute: string }
  /** The opposite of a boolean one. */
  | { not: string }
  /** The same for everybody. */
  | { constant: string };

/** One row of a product's mapping table. */
export interface MappingRow {
  /** The SCIM attribute, as the product writes it: `emails[type eq "work"].value`, `urn:…:User:department`. */
  target: string;
  source: Source;
  /** Only sent when the user is created. */
  createOnly?: boolean;
  /** The title, section or table of the guide that has the row. */
  from: string;
}

/** Values by target attribute, in the order of the table. What has no value is absent. */
export type Mapped = Map<string, string | boolean>;

/** Reads the sources of a person through a mapping table. */
export function mapped(table: readonly MappingRow[], sources: Record<string, string | boolean | undefined>): Mapped {
  const values: Mapped = new Map();
  for (const { target, source } of table) {
    const value = valueFrom(source, sources);
    if (value !== undefined && value !== "") values.set(target, value);
  }
  return values;
}

function valueFrom(
  source: Source,
  sources: Record<string, string | boolean | undefined>,
): string | boolean | undefined {
  if ("constant" in source) return source.constant;
  if ("attribute" in source) return sources[source.attribute];
  const value = sources[source.not];
  return value === undefined ? undefined : !value;
}

const TARGET =
  /^(?:(?<urn>urn:.+):)?(?<attribute>[A-Za-z$][\w$-]*)(?:\[type eq "(?<type>[^"]*)"\])?(?:\.(?<sub>[\w$-]+))?$/;

/** A target attribute in parts: schema URN, attribute, `type` of a value path, sub-attribute. Throws RangeError. */
export function partsOf(target: string): { urn?: string; attribute: string; type?: string; sub?: string } {
  const parts = TARGET.exec(target)?.groups;
  if (parts === undefined) throw new RangeError(`"${target}" is no target of a mapping`);
  const { urn, attribute, type, sub } = parts;
  return {
    attribute: attribute!,
    ...(urn === undefined ? {} : { urn }),
    ...(type === undefined ? {} : { type }),
    ...(sub === undefined ? {} : { sub }),
  };
}

/** The attributes of a resource that hold these values; items of multi-valued attributes carry their type. */
export function attributesOf(values: Mapped): JsonObject {
  const resource: JsonObject = {};
  for (const [target, value] of values) assign(resource, target, value);
  return resource;
}

/** Sets a target attribute in a resource; an item of that type is made where there is none. */
export function assign(resource: JsonObject, target: string, value: string | boolean): void {
  const { urn, attribute, type, sub } = partsOf(target);
  const holder = urn === undefined ? resource : objectIn(resource, urn);
  if (type !== undefined) {
    const items = (Array.isArray(holder[attribute]) ? holder[attribute] : []) as JsonObject[];
    holder[attribute] = items;
    let item = items.find((each) => isRecord(each) && each["type"] === type);
    if (item === undefined) items.push((item = { type }));
    item[sub ?? "value"] = value;
  } else if (sub !== undefined) objectIn(holder, attribute)[sub] = value;
  else holder[attribute] = value;
}

/** Takes a target attribute out of a resource, with the item or object that is empty without it. */
export function unassign(resource: JsonObject, target: string): void {
  const { urn, attribute, type, sub } = partsOf(target);
  const holder = urn === undefined ? resource : resource[urn];
  if (!isRecord(holder)) return;
  const held = holder[attribute];
  if (type !== undefined) {
    if (!Array.isArray(held)) return;
    const rest = held.filter((item) => !(isRecord(item) && item["type"] === type));
    if (rest.length > 0) holder[attribute] = rest;
    else delete holder[attribute];
  } else if (sub !== undefined && isRecord(held)) {
    delete held[sub];
    if (Object.keys(held).length === 0) delete holder[attribute];
  } else delete holder[attribute];
  if (urn !== undefined && Object.keys(holder).length === 0) delete resource[urn];
}

/** The value of a target attribute in a resource; undefined where it has none. Names match without regard to case. */
export function valueIn(resource: JsonObject, target: string): unknown {
  const { urn, attribute, type, sub } = partsOf(target);
  const holder = urn === undefined ? resource : named(resource, urn);
  if (!isRecord(holder)) return undefined;
  const held = named(holder, attribute);
  if (type !== undefined) {
    const items = Array.isArray(held) ? held.filter(isRecord) : [];
    const item = items.find((each) => String(named(each, "type")).toLowerCase() === type.toLowerCase());
    return item === undefined ? undefined : named(item, sub ?? "value");
  }
  if (sub === undefined) return held;
  return isRecord(held) ? named(held, sub) : undefined;
}

function named(object: JsonObject, name: string): unknown {
  const wanted = name.toLowerCase();
  const key = Object.hasOwn(object, name) ? name : Object.keys(object).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const held = object[name];
  if (isRecord(held)) return held;
  const made: JsonObject = {};
  object[name] = made;
  return made;
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
