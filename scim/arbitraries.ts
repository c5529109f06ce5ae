import fc from "fast-check";
import type { CompareOperator, CompareValue, Filter } from "./filter/index.ts";
import type { PatchPath } from "./patch/index.ts";
import type { AttributePath } from "./path.ts";
import type { Json, JsonObject } from "./resource.ts";
import { type AttributeDefinition, ENTERPRISE_USER, type ResourceType, USER } from "./schema/index.ts";

const OPERATORS: CompareOperator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

/** Names as RFC 7643 §2.1 allows them, `$ref` included. */
export function attributeNames(): fc.Arbitrary<string> {
  return fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_$-]{0,12}$/), fc.constant("$ref"));
}

/** Attribute paths of any shape (RFC 7644 §3.10). */
export function attributePaths(): fc.Arbitrary<AttributePath> {
  return fc.record({
    schema: fc.option(
      fc.oneof(fc.constantFrom(USER, ENTERPRISE_USER), fc.stringMatching(/^urn:[a-z0-9]{1,8}:[a-z0-9.:-]{1,20}$/)),
      {
        nil: undefined,
      },
    ),
    attribute: attributeNames(),
    subAttribute: fc.option(attributeNames(), { nil: undefined }),
  });
}

/** Filters of any shape over any attributes (RFC 7644 §3.4.2.2). */
export function filters(): fc.Arbitrary<Filter> {
  const values: fc.Arbitrary<CompareValue> = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
  );
  return filtersOver(
    fc.record({
      type: fc.constant("compare" as const),
      path: attributePaths(),
      operator: fc.constantFrom(...OPERATORS),
      value: values,
    }),
    attributePaths(),
  );
}

/** Paths of a PATCH operation of any shape (RFC 7644 §3.5.2). */
export function patchPaths(): fc.Arbitrary<PatchPath> {
  const plain = attributePaths().map((path): PatchPath => ({ path, filter: undefined, subAttribute: undefined }));
  const valuePaths = fc.record({
    path: attributePaths().map((path) => ({ ...path, subAttribute: undefined })),
    filter: filters().filter((filter) => !holdsValuePath(filter)),
    subAttribute: fc.option(attributeNames(), { nil: undefined }),
  });
  return fc.oneof(plain, valuePaths);
}

/** Filters that fit a User, on a few attributes of each type. */
export function userFilters(): fc.Arbitrary<Filter> {
  const text = fc.constantFrom("a", "A", "b", "work", "");
  const compare = fc.oneof(
    fc.record({
      type: fc.constant("compare" as const),
      path: fc.constantFrom<AttributePath>(
        { attribute: "userName" },
        { attribute: "externalId" },
        { attribute: "name", subAttribute: "familyName" },
        { attribute: "emails", subAttribute: "value" },
        { schema: ENTERPRISE_USER, attribute: "department" },
      ),
      operator: fc.constantFrom(...OPERATORS),
      value: text,
    }),
    fc.record({
      type: fc.constant("compare" as const),
      path: fc.constantFrom<AttributePath>({ attribute: "active" }, { attribute: "emails", subAttribute: "primary" }),
      operator: fc.constantFrom<CompareOperator>("eq", "ne"),
      value: fc.boolean(),
    }),
  );
  return filtersOver(
    compare,
    fc.constantFrom({ attribute: "userName" }, { attribute: "emails" }, { attribute: "name" }),
    false,
  );
}

/** Resources as a client sends them: values that fit the definitions, readOnly ones left out. */
export function bodies(type: ResourceType): fc.Arbitrary<JsonObject> {
  const containers = type.schemaExtensions.map(({ schema }) => [schema.id, objects(schema.attributes)] as const);
  return fc
    .tuple(
      objects(type.schema.attributes),
      fc.record(Object.fromEntries(containers), { requiredKeys: [] }),
      fc.option(fc.string(), { nil: undefined }),
    )
    .map(([attributes, extensions, externalId]) => ({
      schemas: [type.schema.id, ...Object.keys(extensions)],
      ...(externalId !== undefined && { externalId }),
      ...attributes,
      ...(extensions as JsonObject),
    }));
}

function objects(definitions: AttributeDefinition[]): fc.Arbitrary<JsonObject> {
  const writable = definitions.filter(({ mutability }) => mutability !== "readOnly");
  const members = writable.map((definition) => [definition.name, values(definition)] as const);
  const requiredKeys = writable.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(Object.fromEntries(members), { requiredKeys });
}

function values(definition: AttributeDefinition): fc.Arbitrary<Json> {
  const single = singleValues(definition);
  if (!definition.multiValued) return single;
  // At most one item is primary (RFC 7643 §2.4).
  return fc
    .array(single, { maxLength: 3 })
    .map((items) =>
      items.map((item, index) =>
        index > 0 && typeof item === "object" ? { ...(item as JsonObject), primary: false } : item,
      ),
    );
}

function singleValues({ type, subAttributes, required }: AttributeDefinition): fc.Arbitrary<Json> {
  switch (type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer();
    case "decimal":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "dateTime":
      return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
    case "binary":
      return fc.base64String();
    case "reference":
      return fc.webUrl();
    case "complex":
      return objects(subAttributes ?? []);
    case "string":
      return required
        ? fc.stringMatching(/^[a-zA-Z0-9@.]{1,8}$/)
        : fc.oneof(fc.string(), fc.constantFrom("a", "A", "b", "work"));
  }
}

function filtersOver(
  compare: fc.Arbitrary<Filter>,
  paths: fc.Arbitrary<AttributePath>,
  valuePaths = true,
): fc.Arbitrary<Filter> {
  const present = paths.map((path): Filter => ({ type: "present", path }));
  const combined = (leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
    fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        leaf,
        fc.record({
          type: fc.constantFrom("and" as const, "or" as const),
          filters: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
        }),
        fc.record({ type: fc.constant("not" as const), filter: tie("filter") }),
      ),
    })).filter;
  const leaf: fc.Arbitrary<Filter> = fc.oneof(compare, present);
  if (!valuePaths) return combined(leaf);
  const valuePath = fc.record({
    type: fc.constant("valuePath" as const),
    path: paths.map((path) => ({ ...path, subAttribute: undefined })),
    filter: combined(leaf),
  });
  return combined(fc.oneof(leaf, valuePath));
}

function holdsValuePath(filter: Filter): boolean {
  switch (filter.type) {
    case "valuePath":
      return true;
    case "and":
    case "or":
      return filter.filters.some(holdsValuePath);
    case "not":
      return holdsValuePath(filter.filter);
    case "compare":
    case "present":
      return false;
  }
}
