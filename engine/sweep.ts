import type { JsonObject } from "../scim/index.ts";
import type { Connection } from "./connection.ts";
import type { Leftover } from "./result.ts";

/**
 * Looks once more for users in the namespace of the run and removes them: a create may have been refused and done all
 * the same. Needs a target that filters by prefix; elsewhere it does nothing. `known` are leftovers already told of.
 */
export async function sweep(connection: Connection, known: Leftover[]): Promise<Leftover[]> {
  // A run that never wrote has nothing to look for.
  if (!connection.exchanges.some(({ request }) => request.method === "POST")) return [];
  const client = connection.client({ step: () => "cleanup", uninterrupted: true });
  const leftovers: Leftover[] = [];
  try {
    const filter = `userName sw "${connection.namespace}-"`;
    const { response } = await client.list("/Users", { filter, count: 200 });
    const listed = (response.body as { Resources?: unknown } | undefined)?.Resources;
    if (response.status !== 200 || !Array.isArray(listed)) return [];
    for (const user of listed as (JsonObject | null)[]) {
      // The filter may have been ignored: only what carries the namespace was made by this run.
      const name = String(user?.["userName"] ?? "");
      const path = `/Users/${encodeURIComponent(String(user?.["id"]))}`;
      if (!name.startsWith(`${connection.namespace}-`) || known.some((each) => each.path === path)) continue;
      await client.delete(path);
      const { response: after } = await client.get(path);
      if (after.status === 404 || after.status === 410) connection.journal({ event: "removed", path });
      else
        leftovers.push({
          path,
          name,
          because: `found at the end of the run, and still there after DELETE (GET answers ${after.status})`,
        });
    }
  } catch {
    // The run has its verdicts; a target that stops answering now cannot be tidied further, and the journal knows.
  }
  return leftovers;
}
