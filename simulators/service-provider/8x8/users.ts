import type { User8x8, Users } from "../../../profiles/index.ts";

/** Users in memory, indexed by what is looked up; `loginKey` says what login IDs are compared by. */
export function createUsers(loginKey: (userName: string) => string): Users {
  const users = new Map<string, User8x8>();
  const byLoginId = createIndex((user) => loginKey(user.userName));
  const byExternalId = createIndex((user) => user.externalId);
  const byEmail = createIndex((user) => user.email?.toLowerCase());
  const indexes = [byLoginId, byExternalId, byEmail];
  const found = (ids: readonly string[]): User8x8[] => ids.map((id) => users.get(id)!);

  return {
    get size() {
      return users.size;
    },
    get: (id) => users.get(id),
    withLoginId: (userName) => found(byLoginId.ids(loginKey(userName))),
    withExternalId: (externalId) => found(byExternalId.ids(externalId)),
    withEmail: (email) => found(byEmail.ids(email.toLowerCase())),
    put(user) {
      users.set(user.id, user);
      for (const index of indexes) index.put(user);
    },
    remove(id) {
      users.delete(id);
      for (const index of indexes) index.remove(id);
    },
    all: () => users.values(),
  };
}

interface Index {
  ids(key: string): readonly string[];
  put(user: User8x8): void;
  remove(id: string): void;
}

/** Remembers the key of each user, so that one whose key changed in place is found under the new one only. */
function createIndex(keyOf: (user: User8x8) => string | undefined): Index {
  const idsOf = new Map<string, string[]>();
  const keys = new Map<string, string>();

  function remove(id: string): void {
    const key = keys.get(id);
    if (key === undefined) return;
    keys.delete(id);
    const rest = idsOf.get(key)!.filter((each) => each !== id);
    if (rest.length === 0) idsOf.delete(key);
    else idsOf.set(key, rest);
  }

  return {
    ids: (key) => idsOf.get(key) ?? [],
    put(user) {
      const key = keyOf(user);
      if (keys.get(user.id) === key) return;
      remove(user.id);
      if (key === undefined) return;
      keys.set(user.id, key);
      const ids = idsOf.get(key);
      if (ids === undefined) idsOf.set(key, [user.id]);
      else ids.push(user.id);
    },
    remove,
  };
}
