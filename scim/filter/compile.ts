import { ScimError } from "../error.ts";
import { type AttributePath, printPath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import { attributeNamed } from "../schema/find.ts";
import { type AttributeDefinition, findAttribute, type ResourceType } from "../schema/index.ts";
import { isObject, memberOf } from "../value.ts";
import { compareTest } from "./compare.ts";
import type { CompareOperator, CompareValue, Filter } from "./filter.ts";

/** How a filter is understood. */
export interface FilterOptions {
  /**
   * An attribute that the resource type does not know has no value, as in a query over several types (RFC 7644 §3.4.2.1);
   * else the filter is refused.
   */
  unknownIsUnassigned?: boolean;
}

/**
 * A filter as a function that tells whether it selects a resource (RFC 7644 §3.4.2.2). Throws ScimError invalidFilter for
 * what the attributes do not allow. One matching item of a list is enough; `ne` is the opposite of `eq`, so that it
 * selects resources without the attribute and no list that holds the value; `eq null` is the opposite of `pr`; a complex
 * attribute stands for its `value`.
 */
export function compileFilter(
  filter: Filter,
  type: ResourceType,
  options: FilterOptions = {},
): (resource: JsonObject) => boolean {
  return compile(filter, resourceScope(type, options));
}

/** Whether a filter selects a resource, see `compileFilter` (RFC 7644 §3.4.2.2). */
export function matches(filter: Filter, resource: JsonObject, type: ResourceType, options?: FilterOptions): boolean {
  const compiled = options?.unknownIsUnassigned ? compiledForAllTypes : compiledForOneType;
  const ofType = compiled.get(type) ?? new WeakMap<Filter, (resource: JsonObject) => boolean>();
  compiled.set(type, ofType);
  const test = ofType.get(filter) ?? compileFilter(filter, type, options);
  ofType.set(filter, test);
  return test(resource);
}

/** The filter in the brackets of a value path as a function on one item of the attribute (RFC 7644 §3.4.2.2). */
export function compileValueFilter(filter: Filter, attribute: AttributeDefinition): (item: Json) => boolean {
  return compile(filter, itemScope(attribute));
}

type Test = (object: Json) => boolean;

// A list asks the same of each resource.
type Compiled = WeakMap<ResourceType, WeakMap<Filter, (resource: JsonObject) => boolean>>;
const compiledForOneType: Compiled = new WeakMap();
const compiledForAllTypes: Compiled = new WeakMap();

/** A path, resolved: what it names, and how its value is read from a resource or an item. */
interface Source {
  attribute: AttributeDefinition;
  subAttribute: AttributeDefinition | undefined;
  read(object: Json): Json | undefined;
}

/** Resolves the paths of a filter; undefined for a path that has no value by definition. */
type Scope = (path: AttributePath) => Source | undefined;

function compile(filter: Filter, scope: Scope): Test {
  switch (filter.type) {
    case "and": {
      const tests = filter.filters.map((part) => compile(part, scope));
      return (object) => tests.every((test) => test(object));
    }
    case "or": {
      const tests = filter.filters.map((part) => compile(part, scope));
      return (object) => tests.some((test) => test(object));
    }
    case "not": {
      const test = compile(filter.filter, scope);
      return (object) => !test(object);
    }
    case "present":
      return compilePresent(scope(filter.path));
    case "compare":
      return compileCompare(filter.path, filter.operator, filter.value, scope);
    case "valuePath":
      return compileValuePath(filter.path, filter.filter, scope);
  }
}

function compilePresent(source: Source | undefined): Test {
  if (!source) return () => false;
  const { read, subAttribute } = source;
  return (object) => someValue(read(object), subAttribute?.name, isPresent);
}

function compileCompare(path: AttributePath, operator: CompareOperator, value: CompareValue, scope: Scope): Test {
  const source = scope(path);
  if (value === null) {
    if (operator !== "eq" && operator !== "ne") {
      throw refused(`"${printPath(path)} ${operator} null" has no meaning, null can be compared by eq and ne`);
    }
    const present = compilePresent(source);
    return operator === "ne" ? present : (object) => !present(object);
  }
  if (operator === "ne") {
    const equal = compileCompare(path, "eq", value, scope);
    return (object) => !equal(object);
  }
  if (!source) return () => false;
  const { read, attribute, subAttribute } = source;
  const part = subAttribute ?? valuePart(attribute, path);
  const test = compareTest(part ?? attribute, printPath(path), operator, value);
  const partName = part?.name;
  return (object) => someValue(read(object), partName, test);
}

function compileValuePath(path: AttributePath, filter: Filter, scope: Scope): Test {
  const source = scope(path);
  if (!source) return () => false;
  if (source.subAttribute) throw refused(`${printPath(path)} is a sub-attribute and cannot be followed by brackets`);
  const test = compileValueFilter(filter, source.attribute);
  return (object) => someValue(source.read(object), undefined, test);
}

// RFC 7644 §3.4.2.2 wants a sub-attribute to be named, and shows a filter on `emails` without: its values are meant.
function valuePart(attribute: AttributeDefinition, path: AttributePath): AttributeDefinition | undefined {
  if (attribute.type !== "complex") return undefined;
  const part = attributeNamed(attribute.subAttributes ?? [], "value");
  if (!part)
    throw refused(`${printPath(path)} has parts, name one of them as in ${printPath(path)}.${example(attribute)}`);
  return part;
}

function example({ subAttributes }: AttributeDefinition): string {
  return subAttributes?.[0]?.name ?? "value";
}

function resourceScope(type: ResourceType, { unknownIsUnassigned = false }: FilterOptions): Scope {
  return (path) => {
    const found = findAttribute(type, path);
    if (!found) {
      if (unknownIsUnassigned) return undefined;
      throw refused(`A ${type.name} has no attribute ${printPath(path)}`);
    }
    const { schema, attribute, subAttribute } = found;
    guard(attribute, subAttribute, path);
    const { name } = attribute;
    const urn = schema === type.schema ? undefined : schema.id;
    return {
      attribute,
      subAttribute,
      read(resource) {
        const holder = urn === undefined ? resource : isObject(resource) ? memberOf(resource, urn) : undefined;
        return isObject(holder) ? memberOf(holder, name) : undefined;
      },
    };
  };
}

// Inside brackets a path names a sub-attribute; the items of a simple list go by the name `value` (erratum 7122).
function itemScope(attribute: AttributeDefinition): Scope {
  return (path) => {
    const plain = path.schema === undefined && path.subAttribute === undefined;
    if (plain && attribute.type !== "complex" && path.attribute.toLowerCase() === "value") {
      guard(attribute, undefined, path);
      return { attribute, subAttribute: undefined, read: (item) => item };
    }
    const part = plain ? attributeNamed(attribute.subAttributes ?? [], path.attribute) : undefined;
    if (!part) throw refused(`${attribute.name} has no sub-attribute ${printPath(path)}`);
    guard(attribute, part, path);
    const { name } = part;
    return {
      attribute: part,
      subAttribute: undefined,
      read: (item) => (isObject(item) ? memberOf(item, name) : undefined),
    };
  };
}

// A filter on what is never shown would let a client guess it character by character (RFC 7644 §7.5).
function guard(
  attribute: AttributeDefinition,
  subAttribute: AttributeDefinition | undefined,
  path: AttributePath,
): void {
  if (attribute.returned === "never" || subAttribute?.returned === "never") {
    throw refused(`${printPath(path)} is never returned and cannot be filtered by`);
  }
}

function refused(detail: string): ScimError {
  return new ScimError(400, "invalidFilter", detail);
}

function someValue(value: Json | undefined, part: string | undefined, test: Test): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (someValue(item, part, test)) return true;
    return false;
  }
  if (part === undefined) return test(value);
  if (!isObject(value)) return false;
  return someValue(memberOf(value, part), undefined, test);
}

// An empty string is no value, and a complex one is there with any of its parts (RFC 7644 §3.4.2.2 "pr").
function isPresent(value: Json): boolean {
  if (!isObject(value)) return value !== "";
  for (const name in value) if (someValue(value[name], undefined, isPresent)) return true;
  return false;
}
