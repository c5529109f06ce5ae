import { behaves, faulty, idsOf, type Mutant, on, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";

/** A service provider that hides a deleted resource from reads, but not from all else. */
const hidesFromReads: Mutant = {
  ...behaves<Behaviour>({ removes: () => false }),
  ...on({ method: "GET", path: /\/Users\/[^/?]+$/ }, () => new Response(null, { status: 404 })),
};

/** A service provider that counts in a list what is no longer shown there. */
const countsDeleted: Mutant = faulty(() => {
  let deleted = 0;
  return async (request, next) => {
    const response = await next(request);
    if (request.method === "DELETE" && response.ok) deleted++;
    if (request.method !== "GET" || deleted === 0) return response;
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    const body = (await response.json()) as JsonObject;
    const counted = "totalResults" in body ? { ...body, totalResults: Number(body["totalResults"]) + deleted } : body;
    return new Response(JSON.stringify(counted), { status: response.status, headers });
  };
});

/** What a deleted resource leaves behind: nothing (RFC 7644 §3.6). */
export const released: Rule[] = [
  rule({
    id: "delete/gone-from-lists",
    title: "A deleted resource is found by no query",
    covers: ["7644-3.6-03"],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      const user = await t.given.user();
      const query = { filter: `userName eq "${user.userName}"` };
      const found = await t.given.done(() => t.client.list("/Users", query));
      if (!idsOf(found)?.includes(user.id)) t.inconclusive("a filter on userName does not find a user that is there");
      await t.given.done(() => t.client.delete(user.path));
      t.expect(await t.client.list("/Users", query))
        .status(200)
        .resources([])
        .attribute("totalResults", 0);
    },
    mutants: { "lists what is deleted": hidesFromReads, "counts what is deleted": countsDeleted },
  }),
  rule({
    id: "delete/name-is-free-again",
    title: "The userName of a deleted user can be given to a new one",
    covers: ["7644-3.6-04"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.deletedUser();
      t.expect(await t.client.post("/Users", user.sent)).status(201);
    },
    mutants: { "keeps the userName taken": hidesFromReads },
  }),
];
