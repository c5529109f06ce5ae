import { type GivenUser, idsOf, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/** How a filter is asked for and what may excuse its refusal. */
export interface Asked {
  /**
   * The comparisons of the filter. A service provider may refuse a combination of attribute and operator with
   * invalidFilter (RFC 7644 §3.12): where it refuses one of these alone, the rule is skipped. The filter itself when
   * left out; none where the refusal is what the rule is about.
   */
  comparisons?: string[];
  /** The query string to send in place of the usual encoding. */
  query?: string;
}

/** Judges that a filter selects exactly these users, following the pages, whatever else the target holds. */
export async function expectSelected(t: Trial, filter: string, wanted: GivenUser[], asked: Asked = {}): Promise<void> {
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
      summary: `the filter ${filter} lists ${ids.length} of the ${expected.length} users it matches`,
    });
}

/** What a filter selects: the first page, and the ids of all pages as long as they hold nothing but `wanted`. */
async function selected(
  t: Trial,
  filter: string,
  wanted: Set<string>,
  { comparisons = [filter], query }: Asked,
): Promise<{ first: Exchange; ids: string[] }> {
  const first = await t.client.get("/Users", { query: query ?? { filter } });
  if (isUnsupported(first)) await skipUnsupported(t, filter, comparisons);
  t.expect(first).status(200).includes();
  const ids = idsOf(first) ?? [];
  let page = ids;
  // An ignored filter on a tenant with thousands of users is seen on the first page: the others are not fetched.
  while (page.length > 0 && ids.length < totalOf(first) && ids.every((id) => wanted.has(id)) && ids.length < wanted.size) {
    const next = await t.client.list("/Users", { filter, startIndex: ids.length + 1 });
    t.expect(next).status(200).includes();
    page = (idsOf(next) ?? []).filter((id) => !ids.includes(id));
    ids.push(...page);
  }
  return { first, ids };
}

/** The ids among these users that a filter selects; undefined when the filter is refused as not supported. */
export async function selectedAmong(t: Trial, filter: string, users: GivenUser[]): Promise<string[] | undefined> {
  const first = await t.client.list("/Users", { filter });
  if (isUnsupported(first)) return undefined;
  t.expect(first).status(200).includes();
  return users.map(({ id }) => id).filter((id) => idsOf(first)?.includes(id));
}

/** Whether a filter was refused with 400 and invalidFilter (RFC 7644 §3.12). */
export function isUnsupported({ response }: Exchange): boolean {
  return response.status === 400 && (response.body as { scimType?: unknown } | undefined)?.scimType === "invalidFilter";
}

async function skipUnsupported(t: Trial, filter: string, comparisons: string[]): Promise<void> {
  for (const comparison of comparisons)
    if (comparison === filter || isUnsupported(await t.client.list("/Users", { filter: comparison })))
      t.skip(`the service provider does not support ${comparison}: it answers 400 invalidFilter`);
}

function totalOf({ response }: Exchange): number {
  const total = (response.body as { totalResults?: unknown } | undefined)?.totalResults;
  return typeof total === "number" ? total : 0;
}
