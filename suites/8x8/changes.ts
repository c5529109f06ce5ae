import { type Trial, valueAt } from "../../engine/index.ts";
import { type Exchange, isObject, type Json, type JsonObject } from "../../scim/index.ts";

/** Which attributes of a resource differ between two reads; the order of values and `meta` tell nothing. */
export function changes(before: JsonObject, after: JsonObject): string[] {
  const [old, now] = [attributesOf(before), attributesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
}

/** Judges that a read, or the one user a list shows, is as an earlier read, except for the attributes named. */
export function expectUnchanged(
  t: Trial,
  read: Exchange,
  before: JsonObject,
  what: string,
  except: string[] = [],
): void {
  const after = shownBy(read);
  t.expect(read)
    .status(200)
    .that(after["id"] !== undefined, {
      summary: `after ${what} a read shows no user`,
      seen: read.response.text,
      expected: "a user",
    });
  const [attribute, ...more] = changes(before, after).filter((path) => !except.includes(path));
  if (attribute === undefined) return;
  t.expect(read).that(false, {
    summary: `${what} changed ${[attribute, ...more].join(", ")}`,
    seen: valueAtPath(after, attribute),
    expected: valueAtPath(before, attribute),
    attribute,
  });
}

/** The user that a read shows, or a list of one. */
export function shownBy({ response }: Exchange): JsonObject {
  const shown = valueAt(response.body, "Resources[0]") ?? response.body;
  return isObject(shown) ? shown : {};
}

function valueAtPath(resource: JsonObject, attribute: string): unknown {
  return JSON.parse(attributesOf(resource).get(attribute) ?? '"unassigned"');
}

/** Every assigned attribute as JSON, by its path; a multi-valued one is a single entry with its values in order. */
function attributesOf(resource: JsonObject): Map<string, string> {
  const found = new Map<string, string>();
  const collect = (object: JsonObject, prefix: string): void => {
    for (const [name, value] of Object.entries(object)) {
      if (prefix === "" && (name === "meta" || name === "schemas")) continue;
      if (value === null || (Array.isArray(value) && value.length === 0)) continue;
      if (typeof value === "object" && !Array.isArray(value))
        collect(value, `${prefix}${name}${name.startsWith("urn:") ? ":" : "."}`);
      else found.set(prefix + name, JSON.stringify(ordered(value)));
    }
  };
  collect(resource, "");
  return found;
}

function ordered(value: Json): Json {
  if (Array.isArray(value))
    return value.map(ordered).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, ordered(member)]),
  );
}
