import { answer, behaves, type Fault, faulty, type Mutant, on, rewriteQuery } from "../../../engine/index.ts";
import type { Behaviour, Filter, Json, Resource } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const FILTERED = { method: "GET", path: /[?&]filter=/ };

/** A mutant that reads another filter than the one it was sent. */
export function readsFilterAs(change: (filter: string) => string): Mutant {
  return on(
    FILTERED,
    rewriteQuery((query) => query.set("filter", change(query.get("filter") ?? ""))),
  );
}

/** A mutant that lists everybody, whatever the filter. */
export const ignoresFilter: Mutant = on(FILTERED, everybody());

/** A mutant that answers an empty list to any filter. */
export const findsNobody: Mutant = on(FILTERED, emptyList());

/** A mutant that refuses filters of some kind. */
export function refusesFilter(kind: (filter: string) => boolean): Mutant {
  return whenFiltered(kind, refuse("invalidFilter"));
}

/** A mutant that answers filters of some kind in its own way. */
export function whenFiltered(kind: (filter: string) => boolean, fault: Fault): Mutant {
  return on(FILTERED, (request, next) =>
    kind(new URL(request.url).searchParams.get("filter") ?? "") ? fault(request, next) : next(request),
  );
}

/** A mutant that, where a filter is to be refused, answers otherwise. */
export function insteadOfRefusing(fault: Fault): Mutant {
  return faulty(() => async (request, next) => {
    const response = await next(request);
    return response.status === 400 && FILTERED.path.test(request.url) ? fault(request, next) : response;
  });
}

/** A fault that lists everybody. */
export function everybody(): Fault {
  return rewriteQuery((query) => query.delete("filter"));
}

/** A fault that answers an empty list. */
export function emptyList(): Fault {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
  return answer(200, { schemas, totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] });
}

/** A fault that refuses a filter, with this keyword. */
export function refuse(scimType: string): Fault {
  return answer(400, refusal(400, scimType));
}

/** A mutant that understands each part of a filter in its own way: `change` gives another part, or undefined to keep it. */
export function understands(change: (part: Filter) => Filter | undefined): Mutant {
  return behaves<Behaviour>(({ matches }) => ({
    matches: (filter, resource, type) => matches(changed(filter, change), resource, type),
  }));
}

/** A mutant that looks at the first item of a multi-valued attribute and at no other. */
export const seesFirstItemsOnly: Mutant = behaves<Behaviour>(({ matches }) => ({
  matches: (filter, resource, type) => {
    const first = ([name, value]: [string, Json]): [string, Json] => [
      name,
      Array.isArray(value) ? value.slice(0, 1) : value,
    ];
    return matches(filter, Object.fromEntries(Object.entries(resource).map(first)) as Resource, type);
  },
}));

function changed(filter: Filter, change: (part: Filter) => Filter | undefined): Filter {
  const other = change(filter);
  if (other !== undefined) return other;
  if (filter.type === "and" || filter.type === "or")
    return { ...filter, filters: filter.filters.map((part) => changed(part, change)) };
  if (filter.type === "not" || filter.type === "valuePath")
    return { ...filter, filter: changed(filter.filter, change) };
  return filter;
}
