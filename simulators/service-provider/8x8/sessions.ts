import type { Session, Sessions } from "../../../profiles/index.ts";

/** The sessions of a customer in memory, found by id and by user. */
export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const byUser = new Map<string, Set<string>>();

  return {
    get: (id) => sessions.get(id),
    ofUser: (userId) => [...(byUser.get(userId) ?? [])].map((id) => sessions.get(id)!),
    put(session) {
      sessions.set(session.id, session);
      const ids = byUser.get(session.userId) ?? new Set();
      byUser.set(session.userId, ids.add(session.id));
    },
    all: () => sessions.values(),
  };
}
