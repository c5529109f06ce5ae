import type { Application } from "./application.ts";
import { reconcile } from "./reconcile.ts";

/** What falls due, and when. */
export interface Queue {
  add(person: string): void;
  clear(): void;
  /** Does everything that is due now. */
  settle(): Promise<void>;
  /** Moves the clock, and does what falls due on the way. */
  advance(milliseconds: number): Promise<void>;
}

/** Something else that happens at certain times, such as an import. */
export interface Timed {
  /** When it happens next; infinity where it never does. */
  due(): number;
  act(): Promise<void>;
}

/** The tasks of an application in the order in which they came up; those that pause come back at their time. */
export function createQueue(app: Application, timed: Timed[], running: () => boolean): Queue {
  const people = new Set<string>();

  async function settle(): Promise<void> {
    for (;;) {
      const [id] = people;
      if (id === undefined || !running()) return;
      people.delete(id);
      await reconcile(app, id);
    }
  }

  function next(): number {
    let earliest = Math.min(...timed.map(({ due }) => due()));
    for (const { pausedUntil } of app.users.values()) earliest = Math.min(earliest, pausedUntil ?? earliest);
    return earliest;
  }

  async function fallDue(now: number): Promise<void> {
    for (const user of app.users.values()) {
      if (user.pausedUntil === undefined || user.pausedUntil > now) continue;
      user.pausedUntil = undefined;
      people.add(user.person);
    }
    await settle();
    for (const { due, act } of timed) if (due() <= now) await act();
  }

  return {
    add: (person) => void people.add(person),
    clear: () => people.clear(),
    settle,
    async advance(milliseconds) {
      const end = app.clock.now() + milliseconds;
      await settle();
      for (let due = next(); running() && due <= end; due = next()) {
        app.clock.moveTo(due);
        await fallDue(app.clock.now());
      }
      app.clock.moveTo(end);
    },
  };
}
