import { isObject, type JsonObject, type Resource, ScimError } from "../../../scim/index.ts";
import type { Store } from "./store.ts";

/** Keeps the members of groups and the groups of users in agreement (RFC 7643 §4.1.2, §4.2). */
export interface Membership {
  /** The attributes of a group with what the service provider says of its members; refuses unknown ones. */
  complete(attributes: JsonObject): JsonObject;
  /** Told after a user or a group was stored; `before` is undefined for a new one. */
  stored(before: Resource | undefined, after: Resource): void;
  /** Told after a user or a group was removed. */
  removed(before: Resource): void;
}

/** Watches two stores. `touch` gives a resource a later `meta.lastModified`. */
export function createMembership(users: Store, groups: Store, touch: (resource: Resource) => Resource): Membership {
  /** By the id of a member: the ids of the groups that list it. */
  const parents = new Map<string, Set<string>>();

  function complete(attributes: JsonObject): JsonObject {
    const { members } = attributes;
    if (!Array.isArray(members)) return attributes;
    const completed = new Map<string, JsonObject>();
    for (const member of members) {
      const id = isObject(member) ? member["value"] : undefined;
      if (typeof id !== "string")
        throw new ScimError(400, "invalidValue", "a member needs a value: the id of a resource");
      const resource = users.get(id) ?? groups.get(id);
      if (resource === undefined) throw new ScimError(400, "invalidValue", `there is no resource ${id} to be a member`);
      completed.set(id, { ...(member as JsonObject), ...describe(resource) });
    }
    return { ...attributes, members: [...completed.values()] };
  }

  function describe(resource: Resource): JsonObject {
    const { location, resourceType } = resource.meta;
    return { value: resource.id, $ref: location!, display: labelOf(resource), type: resourceType! };
  }

  /** Brings `groups` of a user up to date, or of all users below a group. It is a view: `meta` stays. */
  function refresh(id: string, seen: Set<string>): void {
    if (seen.has(id)) return;
    seen.add(id);
    const user = users.get(id);
    if (user === undefined) {
      for (const member of idsOfMembers(groups.get(id))) refresh(member, seen);
      return;
    }
    const { groups: _outdated, meta, ...rest } = user;
    const listed = [...ancestors(id)].map(([group, type]) => {
      const { value, $ref, display } = describe(group) as { value: string; $ref: string; display: string };
      return { value, $ref, display, type };
    });
    users.put({ ...rest, ...(listed.length > 0 && { groups: listed }), meta });
  }

  /** The groups a member belongs to, the direct ones first. */
  function ancestors(id: string): Map<Resource, "direct" | "indirect"> {
    const found = new Map<Resource, "direct" | "indirect">();
    const next = [...(parents.get(id) ?? [])];
    const direct = next.length;
    for (let index = 0; index < next.length; index++) {
      const group = groups.get(next[index]!);
      if (group === undefined || found.has(group)) continue;
      found.set(group, index < direct ? "direct" : "indirect");
      next.push(...(parents.get(group.id) ?? []));
    }
    return found;
  }

  function link(before: Resource | undefined, after: Resource | undefined): Set<string> {
    const group = (after ?? before)!.id;
    const old = idsOfMembers(before);
    const now = idsOfMembers(after);
    for (const id of old.difference(now)) {
      const rest = parents.get(id);
      rest?.delete(group);
      if (rest?.size === 0) parents.delete(id);
    }
    for (const id of now.difference(old)) parents.set(id, (parents.get(id) ?? new Set()).add(group));
    return after === undefined || before === undefined || labelOf(before) !== labelOf(after)
      ? old.union(now)
      : old.symmetricDifference(now);
  }

  /** Rewrites one member of the groups that list it; undefined takes it out. */
  function rewrite(id: string, member: JsonObject | undefined): void {
    for (const key of [...(parents.get(id) ?? [])]) {
      const group = groups.get(key)!;
      const { members, meta, ...rest } = group as Resource & { members: JsonObject[] };
      const kept = members.flatMap((each) => (each["value"] !== id ? [each] : member === undefined ? [] : [member]));
      const after = { ...rest, ...(kept.length > 0 && { members: kept }), meta } as Resource;
      groups.put(member === undefined ? touch(after) : after);
    }
  }

  return {
    complete,
    stored(before, after) {
      if (before !== undefined && labelOf(before) !== labelOf(after)) rewrite(after.id, describe(after));
      if (after.meta["resourceType"] !== groups.type.name) return;
      const seen = new Set<string>();
      for (const id of link(before, after)) refresh(id, seen);
    },
    removed(before) {
      rewrite(before.id, undefined);
      parents.delete(before.id);
      const seen = new Set<string>();
      if (before.meta["resourceType"] === groups.type.name) for (const id of link(before, undefined)) refresh(id, seen);
    },
  };
}

function idsOfMembers(group: Resource | undefined): Set<string> {
  const members = group?.["members"];
  if (!Array.isArray(members)) return new Set();
  return new Set(members.map((member) => String((member as JsonObject)["value"])));
}

function labelOf(resource: Resource): string {
  return String(resource["displayName"] ?? resource["userName"] ?? resource.id);
}
