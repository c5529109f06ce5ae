import { type Trial, valueAt } from "../../../engine/index.ts";
import { type Exchange, isObject, type JsonObject } from "../../../scim/index.ts";
import { GROUP, USER } from "../urns.ts";

/** Every attribute and sub-attribute of a schema as it is mapped to, in small letters: `name.givenname`. */
export function flattened(schema: JsonObject): string[] {
  const prefix = schema["id"] === USER || schema["id"] === GROUP ? "" : `${schema["id"]}:`;
  return attributesOf(schema["attributes"]).flatMap((attribute) => {
    const name = `${prefix}${attribute["name"]}`;
    return [name, ...attributesOf(attribute["subAttributes"]).map((sub) => `${name}.${sub["name"]}`)].map((each) =>
      each.toLowerCase(),
    );
  });
}

/** The objects of a list: attributes of a schema, schemas of /Schemas. */
export function attributesOf(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** What /Schemas says of groups: every attribute of their schema; undefined where there is none. */
export async function groupSchema(t: Trial): Promise<{ found: Exchange; declared: string[] | undefined }> {
  const found = await t.client.get("/Schemas");
  const schema = attributesOf(valueAt(found.response.body, "Resources")).find(({ id }) => id === GROUP);
  return { found, declared: schema === undefined ? undefined : flattened(schema) };
}

/** Fails a rule of groups where their schema is not published: Microsoft's tests fail there, and are not skipped. */
export async function expectGroups(t: Trial): Promise<void> {
  const { found, declared } = await groupSchema(t);
  t.expect(found).that(declared !== undefined, {
    summary: "/Schemas holds no schema of groups, without which every mandatory test of groups fails",
    seen: found.response.status,
    expected: GROUP,
  });
}

/** Skips an optional rule of groups where their schema is not published. */
export async function needsGroups(t: Trial): Promise<void> {
  const { declared } = await groupSchema(t);
  if (declared === undefined) t.skip("/Schemas holds no schema of groups");
}
