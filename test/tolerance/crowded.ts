import { behaves, type Mutant, on, rewriteBody, type Target } from "../../engine/index.ts";
import type { Behaviour, JsonObject, Resource } from "../../scim/index.ts";

const MOST = 20;

const byId = (one: Resource, other: Resource): number => (one.id < other.id ? -1 : 1);

/** A service provider with small pages in no order that means anything. It is to be filled by `crowd`. */
export const crowded: Mutant[] = [
  behaves<Behaviour>(({ page }) => ({
    page: (matching, paging) => page(matching.toSorted(byId), { ...paging, maxResults: MOST }),
  })),
  on(
    { path: /\/ServiceProviderConfig/ },
    rewriteBody((config) => {
      const { pagination: _, ...rest } = config;
      return { ...rest, filter: { ...(config["filter"] as JsonObject), maxResults: MOST } };
    }),
  ),
];

/** Creates users and a Group that a run knows nothing of, and must leave alone. */
export async function crowd(target: Target, count: number): Promise<void> {
  const create = async (endpoint: string, body: object): Promise<string> =>
    ((await ask(target, "POST", endpoint, body)) as { id: string }).id;
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const members: object[] = [];
  for (let index = 0; index < count; index++) {
    const name = `${index}@corp.example`;
    const emails = index % 3 === 0 ? [] : [{ value: name, type: "work", primary: true }];
    members.push({ value: await create("/Users", { schemas, userName: name, active: index % 5 > 0, emails }) });
  }
  await create("/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Everybody",
    members,
  });
}

/** All users there are, page by page. */
export async function usersOf(target: Target): Promise<unknown[]> {
  const users: unknown[] = [];
  for (;;) {
    const { Resources } = (await ask(target, "GET", `/Users?startIndex=${users.length + 1}`)) as {
      Resources: unknown[];
    };
    if (Resources.length === 0) return users;
    users.push(...Resources);
  }
}

async function ask({ handler, baseUrl, token }: Target, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
  const text = body === undefined ? null : JSON.stringify(body);
  return (await handler!(new Request(baseUrl + path, { method, headers, body: text }))).json();
}
