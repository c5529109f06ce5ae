import type { NewPerson, Person, PersonAttributes } from "./person.ts";

/** A group of people; assigning it to the application assigns its members. */
export interface Group {
  readonly id: string;
  name: string;
  members: Set<string>;
  assigned: boolean;
}

/** The people and groups of an organisation, and who of them is assigned to the application. */
export interface Directory {
  /** `id` is for people that are known from elsewhere; left out, the product gives one. */
  add(person: NewPerson, id?: string): Person;
  /** Changes attributes; undefined takes a value away. */
  change(id: string, attributes: { [Name in keyof PersonAttributes]?: PersonAttributes[Name] | undefined }): void;
  block(id: string): void;
  unblock(id: string): void;
  /** Moves a person to the deleted ones. */
  softDelete(id: string): void;
  restore(id: string): void;
  /** Removes a person for good. */
  purge(id: string): void;
  assign(id: string): void;
  unassign(id: string): void;
  addGroup(name: string, members?: string[]): Group;
  /** Deletes a group; its members stay. */
  removeGroup(id: string): void;
  join(group: string, person: string): void;
  leave(group: string, person: string): void;
  assignGroup(id: string): void;
  unassignGroup(id: string): void;
  /** A person who is not purged. Throws RangeError when there is none. */
  person(id: string): Person;
  find(id: string): Person | undefined;
  people(): Iterable<Person>;
  groups(): Iterable<Group>;
  /** Whether a person is assigned, directly or through a group. */
  isAssigned(id: string): boolean;
  /** Calls back with the person after each change that concerns one. */
  onChange(listener: (id: string) => void): void;
}

/** A directory without people. `newId` gives ids in the form of the product. */
export function createDirectory(newId: (kind: "person" | "group") => string): Directory {
  const people = new Map<string, Person>();
  const groups = new Map<string, Group>();
  const listeners: ((id: string) => void)[] = [];

  const changed = (...ids: Iterable<string>[]): void => {
    for (const id of ids.flatMap((each) => [...each])) for (const listener of listeners) listener(id);
  };
  const person = (id: string): Person => found(people, id, "person");
  const group = (id: string): Group => found(groups, id, "group");
  const set = (id: string, change: Partial<Pick<Person, "blocked" | "deleted" | "assigned">>): void => {
    Object.assign(person(id), change);
    changed([id]);
  };

  return {
    add(attributes, id = newId("person")) {
      const added: Person = {
        id,
        attributes: withoutAbsent(attributes),
        blocked: false,
        deleted: false,
        assigned: false,
      };
      people.set(added.id, added);
      changed([added.id]);
      return added;
    },
    change(id, attributes) {
      const each = person(id);
      each.attributes = withoutAbsent({ ...each.attributes, ...attributes });
      changed([id]);
    },
    block: (id) => set(id, { blocked: true }),
    unblock: (id) => set(id, { blocked: false }),
    softDelete: (id) => set(id, { deleted: true }),
    restore: (id) => set(id, { deleted: false }),
    purge(id) {
      person(id);
      people.delete(id);
      for (const { members } of groups.values()) members.delete(id);
      changed([id]);
    },
    assign: (id) => set(id, { assigned: true }),
    unassign: (id) => set(id, { assigned: false }),
    addGroup(name, members = []) {
      for (const id of members) person(id);
      const added: Group = { id: newId("group"), name, members: new Set(members), assigned: false };
      groups.set(added.id, added);
      return added;
    },
    removeGroup(id) {
      const { members } = group(id);
      groups.delete(id);
      changed(members);
    },
    join(id, member) {
      group(id).members.add(person(member).id);
      changed([member]);
    },
    leave(id, member) {
      group(id).members.delete(member);
      changed([member]);
    },
    assignGroup(id) {
      group(id).assigned = true;
      changed(group(id).members);
    },
    unassignGroup(id) {
      group(id).assigned = false;
      changed(group(id).members);
    },
    person,
    find: (id) => people.get(id),
    people: () => people.values(),
    groups: () => groups.values(),
    isAssigned: (id) =>
      people.get(id)?.assigned === true || groups.values().some(({ assigned, members }) => assigned && members.has(id)),
    onChange: (listener) => void listeners.push(listener),
  };
}

function found<Item>(items: Map<string, Item>, id: string, kind: string): Item {
  const item = items.get(id);
  if (item === undefined) throw new RangeError(`there is no ${kind} ${id} in the directory`);
  return item;
}

function withoutAbsent(attributes: Partial<Record<string, string | undefined>>): Partial<PersonAttributes> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ""));
}
