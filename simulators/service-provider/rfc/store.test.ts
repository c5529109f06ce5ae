import { describe, expect, it } from "vitest";
import { type JsonObject, parseFilter, type Resource, userType } from "../../../scim/index.ts";
import { createStore, type Store } from "./store.ts";

function user(id: string, attributes: JsonObject = {}): Resource {
  return { schemas: [userType.schema.id], id, userName: `user-${id}`, ...attributes, meta: { resourceType: "User" } };
}

function storeOf(...resources: Resource[]): Store {
  const store = createStore(userType, ["externalId"]);
  for (const resource of resources) store.put(resource);
  return store;
}

function idsOf(resources: Iterable<Resource>): string[] {
  return [...resources].map(({ id }) => id);
}

const candidates = (store: Store, filter: string): string[] => idsOf(store.candidates(parseFilter(filter)));

describe("a store", () => {
  it("keeps the order of creation, also of a resource that was replaced", () => {
    const store = storeOf(user("c"), user("a"), user("b"));
    store.put(user("a", { title: "new" }));
    expect(idsOf(store.all())).toEqual(["c", "a", "b"]);
    expect(store.get("a")?.["title"]).toBe("new");
  });

  it("lists what is there at the moment", () => {
    const store = storeOf(user("a"));
    const before = store.all();
    store.put(user("b"));
    store.remove("a");
    expect([idsOf(before), idsOf(store.all())]).toEqual([["a"], ["b"]]);
  });

  it.each([
    'userName eq "USER-7"',
    'username EQ "user-7" and active eq true',
    'active eq true and userName eq "user-7"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "user-7"',
    'externalId eq "ext-7"',
    'id eq "7"',
    'id eq "7" or id eq "7" and id eq "7"',
  ])("looks at one of many resources for %s", (filter) => {
    const store = storeOf(
      ...Array.from({ length: 100 }, (_, index) => user(`${index}`, { externalId: `ext-${index}` })),
    );
    const found = candidates(store, filter);
    expect(found).toContain("7");
    if (!filter.includes(" or ")) expect(found).toEqual(["7"]);
  });

  it.each(['userName eq "nobody"', 'externalId eq "EXT-1"', 'id eq "nobody"'])("looks at none for %s", (filter) => {
    expect(candidates(storeOf(user("1", { externalId: "ext-1" })), filter)).toEqual([]);
  });

  it.each([
    'title eq "x"',
    'userName ne "user-1"',
    'not (userName eq "user-1")',
    'userName eq "user-1" or title pr',
    "externalId eq null",
  ])("looks at every resource for %s", (filter) => {
    expect(candidates(storeOf(user("1"), user("2")), filter)).toEqual(["1", "2"]);
  });

  it("forgets the values of what was replaced or removed", () => {
    const store = storeOf(
      user("1", { externalId: "x" }),
      user("2", { externalId: "x" }),
      user("3", { externalId: "x" }),
    );
    store.put(user("2", { externalId: "y" }));
    store.remove("1");
    expect(candidates(store, 'externalId eq "x"')).toEqual(["3"]);
    expect(candidates(store, 'externalId eq "y"')).toEqual(["2"]);
    store.remove("3");
    expect(candidates(store, 'externalId eq "x"')).toEqual([]);
    store.remove("3");
    expect(idsOf(store.all())).toEqual(["2"]);
  });

  it("knows the resources that share a unique value", () => {
    const store = storeOf(user("1", { externalId: "same" }), user("2", { externalId: "same" }));
    expect(idsOf(store.rivals(user("9", { userName: "USER-2", externalId: "same" })))).toEqual(["2"]);
    expect(idsOf(store.rivals(user("9")))).toEqual([]);
  });
});
