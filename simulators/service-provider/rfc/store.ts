import { equalityOf, type Filter, type Resource, type ResourceType, uniqueAttributes } from "../../../scim/index.ts";
import { type AttributeIndex, attributeIndex, nameOf } from "./attribute-index.ts";

/** The resources of one type, in the order of their creation. */
export interface Store {
  readonly type: ResourceType;
  get(id: string): Resource | undefined;
  /** All resources, as a list that must not be changed. */
  all(): readonly Resource[];
  /** Adds a resource, or puts it in the place of the one with its id. */
  put(resource: Resource): void;
  remove(id: string): void;
  /** Resources among which are all that a filter selects: few where it asks for a value of an indexed attribute. */
  candidates(filter: Filter): Iterable<Resource>;
  /** The resources that share the value of a unique attribute with the one given; itself may be among them. */
  rivals(resource: Resource): Iterable<Resource>;
}

/** An empty store. The unique attributes of the type are indexed, and those named. */
export function createStore(type: ResourceType, indexed: string[]): Store {
  const resources = new Map<string, Resource>();
  const unique = uniqueAttributes(type).filter(({ attribute }) => attribute !== "id");
  const indexes = new Map<string, AttributeIndex>();
  for (const path of [...unique, ...indexed.map((attribute) => ({ attribute }))]) {
    const index = attributeIndex(type, path);
    indexes.set(index.name, index);
  }
  const uniqueIndexes = unique.map((path) => indexes.get(nameOf(type, path)!)!);
  const id = nameOf(type, { attribute: "id" });
  let snapshot: readonly Resource[] | undefined;

  function* resolve(ids: Iterable<string>): Iterable<Resource> {
    for (const each of ids) yield resources.get(each)!;
  }

  return {
    type,
    get: (key) => resources.get(key),
    all: () => (snapshot ??= [...resources.values()]),
    put(resource) {
      const previous = resources.get(resource.id);
      for (const index of indexes.values()) index.move(previous, resource);
      resources.set(resource.id, resource);
      snapshot = undefined;
    },
    remove(key) {
      const previous = resources.get(key);
      if (previous === undefined) return;
      for (const index of indexes.values()) index.move(previous, undefined);
      resources.delete(key);
      snapshot = undefined;
    },
    candidates(filter) {
      for (const part of filter.type === "and" ? filter.filters : [filter]) {
        const equality = equalityOf(part);
        if (equality === undefined) continue;
        const name = nameOf(type, equality.path);
        if (name === undefined) continue;
        if (name === id) {
          const found = resources.get(String(equality.value));
          return found === undefined ? [] : [found];
        }
        const index = indexes.get(name);
        if (index !== undefined) return resolve(index.find(equality.value));
      }
      return resources.values();
    },
    *rivals(resource) {
      for (const index of uniqueIndexes) yield* resolve(index.sharing(resource));
    },
  };
}
