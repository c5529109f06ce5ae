import { isObject, type JsonObject } from "../../../scim/index.ts";
import type { SentGroup } from "./groups.ts";
import type { Link } from "./users.ts";

/** What was known of users and groups when a client was asked for its memory. */
export interface Remembered {
  links: Map<string, Link>;
  /** By name, for groups are known by it. */
  groups: Map<string, SentGroup>;
}

/** Writes down what is known of users and groups, as JSON. */
export function written(links: ReadonlyMap<string, Link>, groups: ReadonlyMap<string, SentGroup>): JsonObject {
  const users = [...links].map(([person, { resource, userName, sent }]) => [
    person,
    { resource, userName, ...(sent === undefined ? {} : { sent: Object.fromEntries(sent) }) },
  ]);
  const known = [...groups.values()].map(({ resource, name, members }) => [name, { resource, members: [...members] }]);
  return { users: Object.fromEntries(users), groups: Object.fromEntries(known) };
}

/** Reads it back. What is damaged is left out: then a user is looked up anew. */
export function remembered(memory: JsonObject = {}): Remembered {
  const links = new Map<string, Link>();
  for (const [person, { resource, userName, sent }] of entries(memory["users"])) {
    if (typeof resource !== "string") continue;
    const values = isObject(sent) ? new Map(Object.entries(sent).filter(isValue)) : undefined;
    links.set(person, { resource, userName: String(userName ?? ""), sent: values });
  }
  const groups = new Map<string, SentGroup>();
  for (const [name, { resource, members }] of entries(memory["groups"])) {
    if (typeof resource !== "string" || !Array.isArray(members)) continue;
    groups.set(name, { resource, name, members: new Set(members.map(String)) });
  }
  return { links, groups };
}

function entries(value: unknown): [string, JsonObject][] {
  return isObject(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

function isValue(entry: [string, unknown]): entry is [string, string | boolean] {
  return typeof entry[1] === "string" || typeof entry[1] === "boolean";
}
