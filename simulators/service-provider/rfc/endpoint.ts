import type { Ids } from "../../../engine/index.ts";
import {
  type Behaviour,
  compileFilter,
  type Filter,
  isObject,
  type JsonObject,
  type Resource,
  rfcBehaviour,
  ScimError,
} from "../../../scim/index.ts";
import type { Clock } from "../clock.ts";
import type { Endpoint } from "../provider.ts";
import { MAX_RESULTS } from "./config.ts";
import type { Membership } from "./membership.ts";
import { representations } from "./representations.ts";
import type { Store } from "./store.ts";

/** What the endpoint of a resource type works with. */
export interface EndpointSettings {
  store: Store;
  behaviour: Behaviour;
  membership: Membership;
  /** Absolute, without a trailing slash. */
  baseUrl: string;
  clock: Clock;
  ids: Ids;
}

/** The operations on one resource type: decided by `behaviour`, kept in the store (RFC 7644 §3.3 to §3.6). */
export function endpointOf({ store, behaviour, membership, baseUrl, clock, ids }: EndpointSettings): Endpoint {
  const { type } = store;
  const represent = representations(behaviour, type);
  const conforms = (decision: keyof Behaviour): boolean => behaviour[decision] === rfcBehaviour[decision];
  const [matchesConforms, pageConforms, conflictConforms] = [
    conforms("matches"),
    conforms("page"),
    conforms("conflict"),
  ];

  function find(id: string): Resource {
    const resource = store.get(id);
    if (resource === undefined) throw new ScimError(404, undefined, `there is no ${type.name} ${id}`);
    return resource;
  }

  // Indexes answer for the conforming decision only; another one has to see every resource.
  function select(filter: Filter): Resource[] {
    const selects = matchesConforms
      ? compileFilter(filter, type)
      : (resource: JsonObject) => behaviour.matches(filter, resource as Resource, type);
    const selected: Resource[] = [];
    for (const each of matchesConforms ? store.candidates(filter) : store.all()) if (selects(each)) selected.push(each);
    return selected;
  }

  function refuseConflict(candidate: Resource, stored: Resource | undefined): void {
    for (const other of conflictConforms ? store.rivals(candidate) : store.all()) {
      if (other === stored || !behaviour.conflict(candidate, other, type)) continue;
      throw new ScimError(409, "uniqueness", `another ${type.name} has a value that has to be unique: ${other.id}`);
    }
  }

  function update(stored: Resource, attributes: JsonObject): Resource {
    const { schemas, id, meta, ...rest } = membership.complete(attributes);
    const kept = isObject(meta) ? meta : stored.meta;
    const after = { schemas: schemas ?? stored.schemas, id: id ?? stored.id, ...rest, meta: kept } as Resource;
    refuseConflict(after, stored);
    const resource = behaviour.changed(stored, after) ? touched(after, clock) : after;
    if (resource.id !== stored.id) store.remove(stored.id);
    store.put(resource);
    membership.stored(stored, resource);
    return store.get(resource.id)!;
  }

  return {
    list({ filter, sortBy, descending, startIndex, count, projection }) {
      // The list of all resources is shared, so only the conforming decision, which leaves it alone, gets it itself.
      const shares = pageConforms && sortBy === undefined;
      const all = store.all() as Resource[];
      const matching = filter !== undefined ? select(filter) : shares ? all : [...all];
      const ordered = sortBy === undefined ? matching : behaviour.sort(matching, sortBy, descending, type);
      const page = behaviour.page(ordered, { startIndex, count, maxResults: MAX_RESULTS });
      return { ...page, resources: page.resources.map((resource) => represent(resource, projection)) };
    },
    create(body, { projection }) {
      const { schemas, id = ids(), meta, ...rest } = membership.complete(behaviour.prepareCreate(body, type));
      const location = `${baseUrl}${type.endpoint}/${encodeURIComponent(String(id))}`;
      const now = new Date(clock()).toISOString();
      const given = { resourceType: type.name, created: now, lastModified: now, location };
      const resource = { schemas, id, ...rest, meta: isObject(meta) ? { ...given, ...meta } : given } as Resource;
      refuseConflict(resource, undefined);
      store.put(resource);
      membership.stored(undefined, resource);
      return { location, resource: represent(resource, projection) };
    },
    read: (id, { projection }) => represent(find(id), projection),
    replace(id, body, { projection }) {
      const stored = find(id);
      return represent(update(stored, behaviour.prepareReplace(stored, body, type)), projection);
    },
    patch(id, operations, { projection }) {
      const stored = find(id);
      return represent(update(stored, behaviour.patch(stored, operations, type)), projection);
    },
    remove(id) {
      const stored = find(id);
      if (!behaviour.removes(stored)) return;
      store.remove(id);
      membership.removed(stored);
    },
  };
}

/** The resource with a later `meta.lastModified`, by a millisecond where the clock stood still (RFC 7643 §3.1). */
export function touched(resource: Resource, clock: Clock): Resource {
  const last = Date.parse(String(resource.meta["lastModified"]));
  const now = Math.max(clock(), Number.isNaN(last) ? 0 : last + 1);
  return { ...resource, meta: { ...resource.meta, lastModified: new Date(now).toISOString() } };
}
