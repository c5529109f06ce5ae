import { type AttributePath, parsePath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject } from "../value.ts";
import type { AttributeDefinition, ResourceType } from "./definition.ts";
import { attributesOf, extensionNamed, findAttribute } from "./find.ts";
import type { Projection } from "./projection.ts";

/**
 * What a response shows of a resource (RFC 7643 §7 "returned", RFC 7644 §3.9). `attributes` picks beside the minimum set;
 * `excludedAttributes` takes away from what is then shown. Names that the resource type does not know are ignored, the
 * URN of a schema stands for all its attributes, and what no schema declares is never shown.
 */
export function project(resource: JsonObject, type: ResourceType, projection: Projection): JsonObject {
  return show(resource, viewOf(type, projection));
}

/** What is shown of an object: its members under their name in the schema's letter case and in lower case. */
type View = Map<string, Part>;

interface Part {
  name: string;
  /** Undefined when the value is shown as it is. */
  inside: View | undefined;
}

function show(object: JsonObject, view: View): JsonObject {
  const result: JsonObject = {};
  for (const key in object) {
    const part = view.get(key) ?? view.get(key.toLowerCase());
    const value = object[key];
    if (part === undefined || !isAssigned(value)) continue;
    const shown = part.inside === undefined ? value : showInside(value, part.inside);
    if (shown !== undefined) result[part.name] = shown;
  }
  return result;
}

function showInside(value: Json, view: View): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => showInside(item, view)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return value;
  const shown = show(value, view);
  return Object.keys(shown).length === 0 ? undefined : shown;
}

const NOTHING_ASKED: Projection = {};
const views = new WeakMap<ResourceType, WeakMap<Projection, View>>();

// All resources of a list share one view.
function viewOf(type: ResourceType, projection: Projection): View {
  const key = projection.attributes || projection.excludedAttributes ? projection : NOTHING_ASKED;
  const ofType = views.get(type) ?? new WeakMap<Projection, View>();
  views.set(type, ofType);
  const view = ofType.get(key) ?? makeView(type, key);
  ofType.set(key, view);
  return view;
}

/** Attributes that a client named, as a whole or some of their parts. */
interface Named {
  whole: Set<AttributeDefinition>;
  parts: Map<AttributeDefinition, Set<AttributeDefinition>>;
}

function makeView(type: ResourceType, { attributes, excludedAttributes }: Projection): View {
  const asked = attributes && named(type, attributes);
  const excluded = named(type, excludedAttributes ?? []);
  const view = viewOfAttributes(attributesOf(type.schema), asked, excluded);
  for (const { schema } of type.schemaExtensions) {
    const inside = viewOfAttributes(schema.attributes, asked, excluded);
    if (inside.size > 0) put(view, { name: schema.id, inside });
  }
  return view;
}

function viewOfAttributes(definitions: AttributeDefinition[], asked: Named | undefined, excluded: Named): View {
  const view: View = new Map();
  for (const definition of definitions) {
    const part = partOf(definition, asked, excluded);
    if (part) put(view, part);
  }
  return view;
}

function put(view: View, part: Part): void {
  view.set(part.name.toLowerCase(), part);
  view.set(part.name, part);
}

function partOf(definition: AttributeDefinition, asked: Named | undefined, excluded: Named): Part | undefined {
  const { name, returned, subAttributes = [] } = definition;
  if (isHidden(definition)) return undefined;
  const always = returned === "always";
  if (excluded.whole.has(definition) && !always) return undefined;
  const askedParts = asked?.parts.get(definition);
  const whole = always || (asked ? asked.whole.has(definition) : returned === "default");
  if (!whole && askedParts === undefined) return undefined;
  const excludedParts = excluded.parts.get(definition);
  const shown = subAttributes.filter((part) => {
    if (isHidden(part)) return false;
    if (part.returned === "always") return true;
    if (excludedParts?.has(part)) return false;
    return askedParts?.has(part) || (whole && part.returned === "default");
  });
  if (shown.length === subAttributes.length) return { name, inside: undefined };
  const inside: View = new Map();
  for (const part of shown) put(inside, { name: part.name, inside: undefined });
  return { name, inside };
}

function isHidden({ returned, mutability }: AttributeDefinition): boolean {
  return returned === "never" || mutability === "writeOnly";
}

function named(type: ResourceType, names: string[]): Named {
  const whole = new Set<AttributeDefinition>();
  const parts: Named["parts"] = new Map();
  for (const name of names) {
    const schema =
      name.toLowerCase() === type.schema.id.toLowerCase() ? type.schema : extensionNamed(type, name)?.schema;
    if (schema) for (const attribute of schema.attributes) whole.add(attribute);
    const path = pathOf(name);
    const found = path && findAttribute(type, path);
    if (!found) continue;
    if (found.subAttribute === undefined) whole.add(found.attribute);
    else parts.set(found.attribute, (parts.get(found.attribute) ?? new Set()).add(found.subAttribute));
  }
  return { whole, parts };
}

// A name outside the grammar names no attribute, so it is ignored like an unknown one.
function pathOf(name: string): AttributePath | undefined {
  try {
    return parsePath(name);
  } catch {
    return undefined;
  }
}
