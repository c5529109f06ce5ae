import {
  type AttributePath,
  comparableValue,
  findAttribute,
  isObject,
  type Json,
  type Resource,
  type ResourceType,
} from "../../../scim/index.ts";

/** Finds resources by the value of one attribute, at a cost that does not grow with their number. */
export interface AttributeIndex {
  /** What `nameOf` gives for every path that means this attribute. */
  name: string;
  /** Takes note that a resource came, went, or was put in the place of another one. */
  move(before: Resource | undefined, after: Resource | undefined): void;
  /** The ids of the resources that have the value, in the form in which it compares. */
  find(value: Json): Iterable<string>;
  /** The ids of the resources that share their value with this one. */
  sharing(resource: Resource): Iterable<string>;
}

/** A value in the form in which it compares. */
type Key = string | number | boolean;

/** The one spelling of an attribute of a type, whatever way it is named; undefined where the type does not have it. */
export function nameOf(type: ResourceType, path: AttributePath): string | undefined {
  const found = findAttribute(type, path);
  if (found === undefined) return undefined;
  const { schema, attribute, subAttribute } = found;
  return `${schema.id}:${attribute.name}${subAttribute === undefined ? "" : `.${subAttribute.name}`}`;
}

/** An index over a simple attribute of a type. */
export function attributeIndex(type: ResourceType, path: AttributePath): AttributeIndex {
  const found = findAttribute(type, path);
  if (found === undefined || found.subAttribute !== undefined || found.attribute.multiValued) {
    throw new Error(`${path.attribute} of ${type.name} cannot be indexed`);
  }
  const { schema, attribute } = found;
  // Nearly always one id has a value; a set for each of a million values would cost more than all else.
  const ids = new Map<Key, string | Set<string>>();

  function keyOf(resource: Resource): Key | undefined {
    const container = schema.id === type.schema.id ? resource : resource[schema.id];
    const value = isObject(container) ? container[attribute.name] : undefined;
    return value === undefined || value === null ? undefined : comparableValue(value, attribute);
  }
  function idsOf(key: Key | undefined): Iterable<string> {
    const held = key === undefined ? undefined : ids.get(key);
    if (held === undefined) return [];
    return typeof held === "string" ? [held] : held;
  }

  function link(key: Key, id: string): void {
    const held = ids.get(key);
    if (held === undefined) ids.set(key, id);
    else if (typeof held !== "string") held.add(id);
    else if (held !== id) ids.set(key, new Set([held, id]));
  }

  function unlink(key: Key, id: string): void {
    const held = ids.get(key);
    if (held === id) ids.delete(key);
    else if (held instanceof Set && held.delete(id) && held.size === 0) ids.delete(key);
  }

  return {
    name: nameOf(type, path)!,
    move(before, after) {
      const from = before === undefined ? undefined : keyOf(before);
      const to = after === undefined ? undefined : keyOf(after);
      // A Map keeps what was deleted in its chains for a while, so a key that stays must not go and come again.
      if (from === to && before?.id === after?.id) return;
      if (from !== undefined) unlink(from, before!.id);
      if (to !== undefined) link(to, after!.id);
    },
    find: (value) => idsOf(value === null ? undefined : comparableValue(value, attribute)),
    sharing: (resource) => idsOf(keyOf(resource)),
  };
}
