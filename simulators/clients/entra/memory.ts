import { isObject, type JsonObject } from "../../../scim/index.ts";
import type { GroupLink, Link } from "./link.ts";

/** What a job knows from its earlier cycles. */
export interface Remembered {
  links: Map<string, Link>;
  /** By name, for the directory gives a group another id each time. */
  groups: Map<string, GroupLink>;
  /** Whether an initial cycle has come to its end. */
  begun: boolean;
}

/** Writes down what is known of users and groups, as JSON without secrets. */
export function written(links: ReadonlyMap<string, Link>, groups: Iterable<GroupLink>, begun: boolean): JsonObject {
  const users = [...links].map(([person, { sent, ...link }]) => [person, { ...link, sent: Object.fromEntries(sent) }]);
  const known = [...groups].map(({ name, resource, members }) => [
    name,
    { resource, members: Object.fromEntries(members) },
  ]);
  return { begun, users: Object.fromEntries(users), groups: Object.fromEntries(known) };
}

/** Reads it back. What is damaged is left out: then the user is looked up anew. */
export function remembered(memory: JsonObject = {}): Remembered {
  const links = new Map<string, Link>();
  for (const [person, { resource, sent, active, released }] of entries(memory["users"])) {
    if (typeof resource !== "string" || !isObject(sent)) continue;
    const values = new Map(Object.entries(sent).filter(isValue));
    links.set(person, { resource, sent: values, active: active !== false, released: released === true });
  }
  const groups = new Map<string, GroupLink>();
  for (const [name, { resource, members }] of entries(memory["groups"])) {
    if (typeof resource !== "string" || !isObject(members)) continue;
    groups.set(name, { resource, name, members: new Map(Object.entries(members).map(([id, of]) => [id, String(of)])) });
  }
  return { links, groups, begun: memory["begun"] === true };
}

function entries(value: unknown): [string, JsonObject][] {
  return isObject(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

function isValue(entry: [string, unknown]): entry is [string, string | boolean] {
  return typeof entry[1] === "string" || typeof entry[1] === "boolean";
}
