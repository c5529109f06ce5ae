import { describe, expect, it } from "vitest";
import { createDirectory, type Directory } from "./directory.ts";

/** A directory with ids that count, and everybody who was said to have changed. */
function counted(): { directory: Directory; changed: string[] } {
  let made = 0;
  const directory = createDirectory((kind) => `${kind}-${++made}`);
  const changed: string[] = [];
  directory.onChange((id) => void changed.push(id));
  return { directory, changed };
}

describe("a directory", () => {
  it("gives ids by kind, or takes the one that is known", () => {
    const { directory } = counted();
    expect(directory.add({ userName: "a" }).id).toBe("person-1");
    expect(directory.addGroup("G").id).toBe("group-2");
    expect(directory.add({ userName: "b" }, "known").id).toBe("known");
  });

  it("holds no attribute without a value", () => {
    const { directory } = counted();
    const { id, attributes } = directory.add({ userName: "a", title: "" });
    expect(attributes).toEqual({ userName: "a" });
    directory.change(id, { title: "Buyer", city: "Porto" });
    directory.change(id, { title: undefined });
    expect(directory.person(id).attributes).toEqual({ userName: "a", city: "Porto" });
  });

  it("assigns a person directly or through any assigned group", () => {
    const { directory } = counted();
    const { id } = directory.add({ userName: "a" });
    const [one, other] = [directory.addGroup("One", [id]), directory.addGroup("Other", [id])];
    expect(directory.isAssigned(id)).toBe(false);
    directory.assignGroup(one.id);
    directory.assignGroup(other.id);
    directory.unassignGroup(one.id);
    expect(directory.isAssigned(id)).toBe(true);
    directory.leave(other.id, id);
    expect(directory.isAssigned(id)).toBe(false);
    directory.assign(id);
    expect(directory.isAssigned(id)).toBe(true);
  });

  it("tells of everybody whom a change concerns", () => {
    const { directory, changed } = counted();
    const [a, b] = [directory.add({ userName: "a" }).id, directory.add({ userName: "b" }).id];
    const group = directory.addGroup("G", [a]).id;
    changed.splice(0);
    directory.join(group, b);
    directory.assignGroup(group);
    directory.block(a);
    directory.leave(group, a);
    directory.unassignGroup(group);
    expect(changed).toEqual([b, a, b, a, a, b]);
  });

  it("keeps a deleted person until it is purged, and then nowhere", () => {
    const { directory, changed } = counted();
    const { id } = directory.add({ userName: "a" });
    const group = directory.addGroup("G", [id]);
    directory.softDelete(id);
    expect(directory.person(id).deleted).toBe(true);
    directory.restore(id);
    expect(directory.person(id).deleted).toBe(false);
    directory.purge(id);
    expect(changed.at(-1)).toBe(id);
    expect([directory.find(id), [...directory.people()], group.members.size]).toEqual([undefined, [], 0]);
  });

  it("says whom or what it does not have", () => {
    const { directory } = counted();
    expect(() => directory.block("nobody")).toThrow("there is no person nobody in the directory");
    expect(() => directory.purge("nobody")).toThrow(RangeError);
    expect(() => directory.assignGroup("none")).toThrow("there is no group none in the directory");
    expect(() => directory.addGroup("G", ["nobody"])).toThrow(RangeError);
    const group = directory.addGroup("G").id;
    expect(() => directory.join(group, "nobody")).toThrow(RangeError);
  });
});
