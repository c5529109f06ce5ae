import { type Exchange, isObject, type JsonObject } from "../scim/index.ts";
import type { Client } from "./client/index.ts";
import { parse } from "./client/parse.ts";
import type { Connection } from "./connection.ts";
import { within } from "./connection.ts";
import { operate } from "./driver.ts";
import { Inconclusive } from "./failure.ts";
import type { Leftover } from "./result.ts";

interface Made {
  path: string;
  id: string;
  name: string;
  /** DELETE was answered with success, by the rule itself or by the clean-up. */
  deleted: boolean;
}

/** What one rule made at the target, kept so that it can be removed. */
export interface Footprint {
  /**
   * To be called before a request leaves: writes the journal line of a create. Throws Inconclusive for a change to what
   * somebody else made, which a look-up has turned up: a simulated product would take it over.
   */
  leaving(method: string, path: string, body: unknown): void;
  /** To be called with every exchange: notes what came into being and what went. */
  seen(exchange: Exchange): void;
  /** Notes a user of an earlier rule that this one works with. */
  taken(path: string, name: string): void;
  /** Removes it all, in reverse order; gives what could not be removed. Never throws for what the target does. */
  remove(client: Client): Promise<Leftover[]>;
}

const CHANGES = ["DELETE", "PUT", "PATCH"];

// Relative paths only: an absolute URL is the base URL of somebody else, such as a customer that a rule made for itself.
const COLLECTION = /^(\/(?:Users|Groups))\/?(?:\?.*)?$/;
const MEMBER = /^(\/(?:Users|Groups)\/[^/?]+)(?:\?.*)?$/;

/** An empty footprint. */
export function createFootprint(connection: Connection): Footprint {
  const { journal, target, roster } = connection;
  const made = new Map<string, Made>();
  /** Names by path of what the target showed and somebody else made. */
  const foreign = new Map<string, string>();

  function shown(endpoint: string, resource: unknown): void {
    const { id, userName, displayName } = isObject(resource) ? resource : {};
    const name = userName ?? displayName;
    if (typeof id !== "string" || typeof name !== "string") return;
    const path = `${endpoint}/${encodeURIComponent(id)}`;
    if (made.has(path) || name.toLowerCase().startsWith(connection.namespace)) foreign.delete(path);
    else foreign.set(path, name);
  }

  return {
    leaving(method, path, body) {
      const stranger = CHANGES.includes(method) ? foreign.get(MEMBER.exec(path)?.[1] ?? "") : undefined;
      if (stranger !== undefined && !connection.disposable)
        throw new Inconclusive(
          `${method} ${path} would change "${stranger}", which is not of this run, though the target named it in an answer: nothing was sent`,
        );
      const endpoint = method === "POST" ? COLLECTION.exec(path)?.[1] : undefined;
      if (endpoint === "/Users") roster?.making();
      if (endpoint !== undefined) journal({ event: "creating", endpoint, name: nameOf(body) });
    },
    seen({ request, response }) {
      if (response.status < 200 || response.status > 299) return;
      if (request.method === "GET") {
        const collection = COLLECTION.exec(request.path)?.[1];
        const listed = (response.body as { Resources?: unknown } | undefined | null)?.Resources;
        if (collection === undefined)
          shown(MEMBER.exec(request.path)?.[1]?.replace(/\/[^/]*$/, "") ?? "", response.body);
        else if (Array.isArray(listed)) for (const resource of listed) shown(collection, resource);
        return;
      }
      const endpoint = request.method === "POST" ? COLLECTION.exec(request.path)?.[1] : undefined;
      const id = (response.body as { id?: unknown } | undefined)?.id;
      if (endpoint !== undefined && typeof id === "string" && id !== "") {
        const path = `${endpoint}/${encodeURIComponent(id)}`;
        const name = nameOf(request.body ?? response.body);
        made.set(path, { path, id, name, deleted: false });
        foreign.delete(path);
        journal({ event: "created", path, name });
        if (endpoint === "/Users") roster?.made({ path, name });
      }
      if (!CHANGES.includes(request.method)) return;
      const member = made.get(MEMBER.exec(request.path)?.[1] ?? "");
      // A write after DELETE may bring back what a service provider only deactivated (8x8).
      if (member !== undefined) member.deleted = request.method === "DELETE";
    },
    taken: (path, name) => {
      foreign.delete(path);
      made.set(path, { path, id: decodeURIComponent(path.split("/").at(-1)!), name, deleted: false });
    },
    remove: (client) =>
      within("cleanup", async () => {
        const leftovers: Leftover[] = [];
        for (const each of [...made.values()].reverse()) {
          if (roster?.isKept() && each.path.startsWith("/Users/")) {
            roster.giveBack([{ path: each.path, name: each.name }]);
            continue;
          }
          const because = await removeOne(each);
          if (because === undefined) {
            roster?.gone(each.path);
            journal({ event: "removed", path: each.path });
          } else if (roster?.isKept() && each.path.startsWith("/Users/")) {
            // Found out just now: it serves the rules to come, and is told of at the end of the run.
            roster.giveBack([{ path: each.path, name: each.name }]);
          } else {
            leftovers.push({ path: each.path, name: each.name, because });
            journal({ event: "left", path: each.path, because });
          }
        }
        made.clear();
        return leftovers;

        async function removeOne(each: Made): Promise<string | undefined> {
          try {
            if (!each.deleted) {
              const { response } = await client.delete(each.path);
              if (response.status === 404 || response.status === 410) return undefined;
              if (response.status > 299) return `DELETE answered ${response.status}`;
            }
            // A service provider may answer DELETE with success and keep the resource (8x8 deactivates).
            const { response } = await client.get(each.path);
            if (response.status === 404 || response.status === 410) return undefined;
            const deletes = target.driver?.["user"]?.["delete"] !== undefined && target.operator === undefined;
            if (deletes && each.path.startsWith("/Users/")) {
              await operate({ target, waitMs: connection.driverWaitMs }, "user", "delete", { id: each.id });
              return undefined;
            }
            roster?.keeps();
            return `DELETE was answered with success, and the resource is still there (GET answers ${response.status})`;
          } catch (cause) {
            return cause instanceof Error ? cause.message : String(cause);
          }
        }
      }),
  };
}

function nameOf(body: unknown): string {
  const named = (typeof body === "string" ? parse(body) : body) as JsonObject | undefined | null;
  return String(named?.["userName"] ?? named?.["displayName"] ?? "");
}
