import type { Fault, Trial } from "../../../engine/index.ts";
import type { Handler } from "../../../scim/index.ts";

/** What becomes of a list between two requests. */
export interface Shift {
  title: string;
  /** Users who come in front of the others, and behind them, before each further page; users who go likewise. */
  first?: number;
  last?: number;
  gone?: number;
  /** How many of those who stay no client can see, whatever it does: where one goes, another takes the place. */
  missing: number;
}

/** The ids of users who are in the list from the beginning to the end. */
export const STAYING: readonly string[] = Array.from({ length: 220 }, (_, index) => `staying-${index + 1}`);
/** So often a list changes. */
const TIMES = 4;

/** What may happen while a list is read. */
export const CHANGES: readonly Shift[] = [
  { title: "while users come in front of the others", first: 1, missing: 0 },
  { title: "while users come behind the others", last: 1, missing: 0 },
  { title: "while users go who were listed before", gone: 1, missing: TIMES },
];

/** The target, where it lists users of whom nobody has to be made, so many on a page at most; a list may change meanwhile. */
export function paged(t: Trial, most: number, { first = 0, last = 0, gone = 0 }: Partial<Shift> = {}): Handler {
  const leaving = Array.from({ length: TIMES }, (_, index) => `leaving-${index + 1}`);
  let ids = [...(gone > 0 ? leaving : []), ...STAYING];
  // More is asked for by nobody who comes to an end.
  const enough = ids.length / most + 20;
  let read = 0;
  let changes = 0;
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method !== "GET" || !pathname.endsWith("/Users") || searchParams.has("filter"))
      return t.provider(request);
    const startIndex = Number(searchParams.get("startIndex") ?? 1);
    if (startIndex > 1 && changes < TIMES) {
      changes++;
      const newcomers = (count: number, where: string): string[] =>
        Array.from({ length: count }, () => `${where}-${changes}`);
      ids = [...newcomers(first, "first"), ...ids.slice(gone), ...newcomers(last, "last")];
    }
    if (++read > enough) throw new Error(`the list was asked for ${read} times`);
    const page = ids.slice(startIndex - 1, startIndex - 1 + Math.min(most, Number(searchParams.get("count") ?? most)));
    return Response.json({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: ids.length,
      startIndex,
      itemsPerPage: page.length,
      Resources: page.map((id) => ({
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        id,
        userName: `${id}@crowd.example.com`,
        active: true,
      })),
    });
  };
}

/** A fault: there is nobody behind the first page. */
export const nobodyElse: Fault = () =>
  Response.json({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: 1,
    startIndex: 2,
    itemsPerPage: 0,
    Resources: [],
  });
