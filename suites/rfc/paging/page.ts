import {
  answer,
  behaves,
  idsOf,
  type Mutant,
  on,
  rewriteBody,
  show,
  type Trial,
  valueAt,
  type Where,
} from "../../../engine/index.ts";
import type { Behaviour, Exchange, Page, Paging, Resource } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

/** Requests for a page of users. */
export const PAGES: Where = { method: "GET", path: /\/Users\?.*(count|startIndex)=/ };

/** A page of all users: what the rules about its form look at, whoever is in it. */
export async function pageOf(t: Trial, query: Record<string, string | number>): Promise<Exchange> {
  const list = await t.client.list("/Users", query);
  t.expect(list).status(200);
  return list;
}

/** Judges a member of a ListResponse that is a number. */
export function expectMember(t: Trial, list: Exchange, name: string, expected: number): void {
  const seen = valueAt(list.response.body, name);
  t.expect(list).that(seen === expected, {
    summary: `GET ${list.request.path} shows ${name} as ${show(seen)}, expected ${expected}`,
    seen,
    expected,
    attribute: name,
  });
}

/** Judges that a list that holds a part of the results has this member. */
export function expectInteger(t: Trial, list: Exchange, name: string): void {
  const seen = valueAt(list.response.body, name);
  t.expect(list).that(Number.isInteger(seen), {
    summary: `GET ${list.request.path} shows a part of the results, and ${name} as ${show(seen)}`,
    seen,
    expected: "an integer",
    attribute: name,
  });
}

/** A mutant that makes pages in another way. */
export function pages(change: (conforming: Behaviour["page"], matching: Resource[], paging: Paging) => Page): Mutant {
  return behaves((conforming: Behaviour) => ({
    page: (matching, paging) => change(conforming.page, matching, paging),
  }));
}

/** A mutant whose pages lack a member. */
export function without(member: string): Mutant {
  return on(
    PAGES,
    rewriteBody(({ [member]: _left, ...rest }) => rest),
  );
}

/** The users that a page shows. */
export function shownBy(list: Exchange): string[] {
  return idsOf(list) ?? [];
}

/** A mutant that refuses some values of a paging parameter. */
export function pageRefusing(parameter: string, refuses: (value: number) => boolean): Mutant {
  return on(PAGES, (request, next) => {
    const value = new URL(request.url).searchParams.get(parameter);
    return value !== null && refuses(Number(value))
      ? answer(400, refusal(400, "invalidValue"))(request, next)
      : next(request);
  });
}
