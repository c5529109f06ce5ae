import { isObject, type Json, type JsonObject } from "../scim/index.ts";
import type { Client } from "./client/index.ts";
import { NotApplicable } from "./failure.ts";
import type { Leftover } from "./result.ts";

/** A user that the run has made, and that the target keeps. */
export interface Kept {
  path: string;
  name: string;
}

/**
 * The users of a run against a target that removes nobody: at most so many are made, and those that no rule works with
 * any more are given to the next one.
 */
export interface Roster {
  /** Whether the target is known to keep users. */
  isKept(): boolean;
  /** Notes that the target keeps users that it was told to delete. */
  keeps(): void;
  /** To be called before a user is made. Throws NotApplicable when there are as many as may be. */
  making(): void;
  /** Notes a user that was made. */
  made(user: Kept): void;
  /** Notes that a user was removed after all. */
  gone(path: string): void;
  /** Gives users back that a rule is done with. */
  giveBack(users: Kept[]): void;
  /** A user in the state of this representation, made of one that is free; undefined where a fresh one is needed. */
  reuse(client: Client, sent: JsonObject): Promise<{ path: string; resource: JsonObject } | undefined>;
  /** Deactivates everybody, and tells who is left. */
  dismiss(client: Client): Promise<Leftover[]>;
}

/** Each try costs two requests. */
const MOST_TRIES = 4;

/** A roster of at most `most` users; `kept` when it is known beforehand that the target removes nobody. */
export function createRoster(most: number, kept: boolean): Roster {
  const all = new Map<string, Kept>();
  const free: Kept[] = [];
  let known = kept;

  return {
    isKept: () => known,
    keeps() {
      known = true;
    },
    making() {
      if (known && all.size >= most)
        throw new NotApplicable(
          `needs a fresh user, and the run has made ${most} that the target keeps (--max-users ${most})`,
        );
    },
    made: (user) => void all.set(user.path, user),
    gone: (path) => void all.delete(path),
    giveBack: (users) => void free.push(...users),
    async reuse(client, sent) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const candidate = free.shift();
        if (candidate === undefined) return undefined;
        const { response } = await client.put(candidate.path, sent);
        const read = response.status < 300 ? (await client.get(candidate.path)).response : undefined;
        if (read?.status === 200 && isObject(read.body) && isLike(read.body, sent)) {
          candidate.name = String(sent["userName"]);
          return { path: candidate.path, resource: read.body };
        }
        // It cannot become what is wanted, such as one who has a site; it may do for another rule, and the login ID
        // has to be free for whoever is made instead.
        if (read !== undefined) await client.put(candidate.path, { ...sent, userName: candidate.name });
        free.push(candidate);
      }
      return undefined;
    },
    async dismiss(client) {
      const leftovers: Leftover[] = [];
      for (const { path, name } of all.values()) {
        try {
          await client.delete(path);
          const { response } = await client.get(path);
          const gone = response.status === 404 || response.status === 410;
          if (gone && !kept) continue;
          leftovers.push({
            path,
            name,
            because: gone
              ? "deleted over SCIM, which this service provider answers by keeping the user out of sight"
              : `deactivated: the target keeps users that SCIM deletes (GET answers ${response.status})`,
          });
        } catch (cause) {
          leftovers.push({ path, name, because: cause instanceof Error ? cause.message : String(cause) });
        }
      }
      all.clear();
      free.length = 0;
      return leftovers;
    },
  };
}

/** What a service provider adds by itself. */
const OWN = ["id", "meta", "schemas", "groups"];

/** Whether a resource shows what was sent, and nothing that an earlier life has left in it. */
function isLike(resource: JsonObject, sent: JsonObject): boolean {
  const wanted = named(sent);
  const shows = named(resource);
  for (const [name, value] of shows) {
    if (OWN.includes(name) || isEmpty(value)) continue;
    const other = wanted.get(name);
    if (isObject(value) ? !isObject(other) || !isLike(value, other) : isEmpty(other)) return false;
  }
  return ["username", "active", "externalid"].every(
    (name) => !wanted.has(name) || String(shows.get(name)).toLowerCase() === String(wanted.get(name)).toLowerCase(),
  );
}

function named(object: JsonObject): Map<string, Json> {
  return new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
}

function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.values(value).every(isEmpty))
  );
}
