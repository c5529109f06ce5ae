import { type Exchange, isObject } from "../../../scim/index.ts";

/**
 * Who is who: rules speak of ids, a person of login IDs and of names of sites. Ids of users are learnt from the
 * exchanges of the run; whom SCIM has not shown gets an id that only the driver knows.
 */
export interface Names {
  /** How a person calls the user with an id. */
  user(id: string): string;
  /** The id of a user: the one that SCIM shows, or one of the driver's own. */
  userId(userName: string): string;
  /** Notes under which id SCIM shows a user. */
  learn(userName: string, id: string): void;
  /** Notes that a user was made in the console. */
  madeInConsole(userName: string): void;
  isMadeInConsole(userName: string): boolean;
  /** The name of the site with an id. */
  site(id: string): string;
  /** The id of a site by its name. */
  siteId(name: string): string;
  renameSite(id: string, name: string): void;
  /** To be called with every exchange. */
  seen(exchange: Exchange): void;
  /** A rule begins: doubts of the former one are over. */
  begins(): void;
  /** Why a path cannot be called: it holds an id of the driver's own. */
  unknown(path: string): string | undefined;
  /** Why a verdict cannot be relied on: SCIM showed a user for whom the rule has an id of the driver's own. */
  doubt(): string | undefined;
}

const OWN = "operator-user-";

/** Nobody is known yet. */
export function createNames(): Names {
  const ids = new Map<string, string>();
  const users = new Map<string, string>();
  const sites = new Map<string, string>();
  const consoleUsers = new Set<string>();
  let given = 0;
  let shown: string | undefined;
  const key = (userName: string): string => userName.toLowerCase();

  function learn(userName: string, id: string): void {
    if (ids.get(key(userName))?.startsWith(OWN)) shown = userName;
    else ids.set(key(userName), id);
    users.set(id, userName);
  }

  return {
    user: (id) => users.get(id) ?? `(the user whose SCIM id is ${id})`,
    userId(userName) {
      const known = ids.get(key(userName));
      if (known !== undefined) return known;
      const own = `${OWN}${++given}`;
      ids.set(key(userName), own);
      users.set(own, userName);
      return own;
    },
    learn,
    madeInConsole: (userName) => void consoleUsers.add(key(userName)),
    isMadeInConsole: (userName) => consoleUsers.has(key(userName)),
    site: (id) => sites.get(id) ?? id,
    siteId(name) {
      const known = [...sites].find(([, each]) => each === name)?.[0];
      if (known !== undefined) return known;
      const own = `operator-site-${++given}`;
      sites.set(own, name);
      return own;
    },
    renameSite: (id, name) => void sites.set(id, name),
    seen({ request, response }) {
      if (response.status > 299) return;
      for (const { id, userName } of resourcesIn(response.body))
        if (typeof id === "string" && typeof userName === "string") learn(userName, id);
      const put = request.method === "PUT" && isObject(request.body) ? request.body["userName"] : undefined;
      const id = /^\/Users\/([^/?]+)$/.exec(request.path)?.[1];
      // A PUT need not be answered with what it made of the user.
      if (typeof put === "string" && id !== undefined && response.body === undefined)
        learn(put, decodeURIComponent(id));
    },
    begins() {
      shown = undefined;
    },
    unknown: (path) =>
      path.includes(OWN)
        ? "the console does not show the SCIM id of a user who was made in it, and SCIM does not list the user"
        : undefined,
    doubt: () =>
      shown === undefined
        ? undefined
        : `the SCIM id of ${shown} was not known when the user was made in the console, so the rule may have missed the user`,
  };
}

function resourcesIn(body: unknown): Record<string, unknown>[] {
  if (!isObject(body)) return [];
  const listed = body["Resources"];
  return Array.isArray(listed) ? listed.filter(isObject) : [body];
}
