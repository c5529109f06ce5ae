import { idsOf, type Trial, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { admin, granted } from "../admin.ts";
import type { Place } from "../place.ts";
import { createdUser } from "../user.ts";

/** Lists that are longer are not read to their end. */
const MOST_LISTED = 1000;

/** The ids of everybody whom the list shows, page by page; undefined where it is too long to be read to its end. */
export async function listed(t: Trial, { send }: Place): Promise<Set<string> | undefined> {
  const ids = new Set<string>();
  let startIndex = 1;
  for (;;) {
    const list = await send("GET", `/Users?startIndex=${startIndex}&count=100`);
    t.expect(list).status(200).includes();
    const total = Number(valueAt(list.response.body, "totalResults") ?? 0);
    if (total > MOST_LISTED) return undefined;
    const shown = idsOf(list)!;
    for (const id of shown) ids.add(id);
    startIndex += shown.length;
    if (shown.length === 0 || startIndex > total) return ids;
  }
}

/** Judges who is in the list, as far as it can be read, and who is not. */
export async function expectListed(t: Trial, place: Place, inside: string[], outside: string[] = []): Promise<void> {
  const ids = await listed(t, place);
  if (ids === undefined) return;
  const missing = inside.filter((id) => !ids.has(id));
  const strange = outside.filter((id) => ids.has(id));
  t.expect.that(missing.length === 0 && strange.length === 0, {
    summary:
      missing.length > 0
        ? `the list of users leaves out ${missing.join(", ")}`
        : `the list of users shows ${strange.join(", ")}, whom it hides`,
    seen: [...ids],
    expected: { with: inside, without: outside },
  });
}

/** Creates a user over SCIM as part of the scene. */
export async function provisioned(t: Trial, { send }: Place, body: JsonObject): Promise<{ id: string; path: string }> {
  return createdUser(t, await t.given.done(() => send("POST", "/Users", body)));
}

/** The page of a user in the place, as part of the scene. */
export async function pageIn(t: Trial, { within }: Place, id: string): Promise<ConsoleUser> {
  const page = await granted(admin(t).user.get({ ...within, id }));
  return page ?? t.inconclusive(`could not set the scene in the console: it has no user ${id}`);
}

/** Changes the retrieval option and saves it, as part of the scene. */
export async function retrieve(t: Trial, { within }: Place, retrieval: "all" | "idp-only"): Promise<void> {
  await granted(admin(t).scim.setRetrieval({ ...within, retrieval }));
  await granted(admin(t).scim.save(within));
}

/** Judges that an identity provider which assigns a user was told that the login ID is in use. */
export function expectConflict(t: Trial, created: Exchange): void {
  t.expect(created).status(409, 400);
}
