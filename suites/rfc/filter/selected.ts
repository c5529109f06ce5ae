import { idsOf, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { isRefused } from "./refused.ts";

/** How a filter is asked for and what may excuse its refusal. */
export interface Asked {
  /**
   * The comparisons of the filter. A service provider may refuse a combination of attribute and operator with
   * invalidFilter (RFC 7644 §3.12): where it refuses one of these alone, the rule is skipped. The filter itself when
   * left out; none where the refusal is what the rule is about.
   */
  comparisons?: string[];
  /** Where to ask, if not at `/Users`. */
  endpoint?: string;
  /** The query string to send in place of the usual encoding. */
  query?: string;
}

/** A resource that was created to be found. */
interface Wanted {
  id: string;
}

/** Judges that a filter selects exactly these resources, following the pages, whatever else the target holds. */
export async function expectSelected(t: Trial, filter: string, wanted: Wanted[], asked: Asked = {}): Promise<void> {
  const { first, ids } = await selected(t, filter, new Set(wanted.map(({ id }) => id)), asked);
  const expected = wanted.map(({ id }) => id);
  const deviation = { seen: ids, expected, attribute: "id" };
  t.expect(first)
    .that(
      ids.every((id) => expected.includes(id)),
      { ...deviation, summary: `the filter ${filter} lists a resource that it does not match` },
    )
    .that(new Set(ids).size === ids.length, { ...deviation, summary: `the filter ${filter} lists a resource twice` })
    .that(ids.length === expected.length, {
      ...deviation,
      summary: `the filter ${filter} lists ${ids.length} of ${expected.length} matching resources`,
    });
}

/** What a filter selects: the first page, and the ids of all pages as long as they hold nothing but `wanted`. */
async function selected(
  t: Trial,
  filter: string,
  wanted: Set<string>,
  { comparisons = [filter], endpoint = "/Users", query }: Asked,
): Promise<{ first: Exchange; ids: string[] }> {
  const first = await t.client.get(endpoint, { query: query ?? { filter } });
  if (isRefused(first)) await skipUnsupported(t, endpoint, filter, comparisons);
  t.expect(first).status(200).includes();
  const ids = idsOf(first) ?? [];
  let page = ids;
  // An ignored filter on a tenant with thousands of users is seen on the first page: the others are not fetched.
  while (
    page.length > 0 &&
    ids.length < totalOf(first) &&
    ids.every((id) => wanted.has(id)) &&
    ids.length < wanted.size
  ) {
    const next = await t.client.list(endpoint, { filter, startIndex: ids.length + 1 });
    t.expect(next).status(200).includes();
    page = (idsOf(next) ?? []).filter((id) => !ids.includes(id));
    ids.push(...page);
  }
  return { first, ids };
}

/** The ids among these users that a filter selects; undefined when the filter is refused as not supported. */
export async function selectedAmong(t: Trial, filter: string, users: Wanted[]): Promise<string[] | undefined> {
  const first = await t.client.list("/Users", { filter });
  if (isRefused(first)) return undefined;
  t.expect(first).status(200).includes();
  return users.map(({ id }) => id).filter((id) => idsOf(first)?.includes(id));
}

async function skipUnsupported(t: Trial, endpoint: string, filter: string, comparisons: string[]): Promise<void> {
  for (const comparison of comparisons)
    if (comparison === filter || isRefused(await t.client.list(endpoint, { filter: comparison })))
      t.skip(`the service provider does not support ${comparison}: it refuses that filter with 400`);
}

function totalOf({ response }: Exchange): number {
  const total = (response.body as { totalResults?: unknown } | undefined)?.totalResults;
  return typeof total === "number" ? total : 0;
}
