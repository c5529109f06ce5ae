import { idsOf, show, type Trial, valueAt } from "../../engine/index.ts";
import { type Exchange, type Handler, isObject } from "../../scim/index.ts";
import type { OwnCustomer } from "../8x8/own-customer.ts";
import { named } from "../8x8/user.ts";
import { USERS } from "./users-path.ts";

/** A request that a client sent, with what came back. */
export interface Noted {
  method: string;
  /** Below the base URL, with the query: `/Users?filter=…`. */
  path: string;
  /** As JSON; undefined where there was none. */
  body: unknown;
  status: number;
  /** The answer as JSON; undefined where there was none. */
  answer: unknown;
}

/** A service provider that notes what is asked of it. */
export interface Notes {
  provider: Handler;
  requests: Noted[];
}

/** Notes what a client sends to a service provider with this base URL. */
export function noted(provider: Handler, baseUrl: string): Notes {
  const requests: Noted[] = [];
  return {
    requests,
    async provider(request) {
      const { method, url } = request;
      const body = parsed(await request.clone().text());
      const response = await provider(request);
      const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
      requests.push({ method, path, body, status: response.status, answer: parsed(await response.clone().text()) });
      return response;
    },
  };
}

/** The requests that could change something. */
export function writes(requests: readonly Noted[]): Noted[] {
  return requests.filter(({ method }) => method !== "GET");
}

/** The last request that could change a user. */
export function lastWrite(requests: readonly Noted[]): Noted | undefined {
  return writes(requests).findLast(({ path }) => USERS.test(path));
}

/** Requests in short, for a finding: `POST /Users`. */
export function inShort(requests: readonly Noted[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}

/** Judges that a write carries a value: as a member of a user, or in an operation of a PATCH. */
export function expectCarried(t: Trial, write: Noted | undefined, attribute: string, value: unknown): void {
  const seen = carriedBy(write?.body, attribute);
  t.expect.that(seen === value, {
    summary:
      write === undefined
        ? `nothing was sent that could carry ${attribute} ${show(value)}`
        : `${write.method} ${write.path} carries ${attribute} as ${show(seen)}, expected ${show(value)}`,
    seen,
    expected: value,
    attribute,
  });
}

/** The value of an attribute in a user, or in an operation of a PATCH; undefined where it is not carried. */
export function carriedBy(body: unknown, attribute: string): unknown {
  const operations = valueAt(body, "Operations");
  if (!Array.isArray(operations)) return valueAt(body, attribute);
  for (const { path, value } of operations.filter(isObject)) {
    if (typeof path !== "string") {
      const seen = (value as Record<string, unknown> | null)?.[attribute] ?? valueAt(value, attribute);
      if (seen !== undefined) return seen;
    } else if (path.replace(/\[type eq "([^"]*)"\]/, "[$1]") === attribute) return value;
  }
  return undefined;
}

/** Judges that the service provider has exactly one user with a login ID; gives the list that shows it. */
export async function expectUser(t: Trial, userName: string, when: string, own?: OwnCustomer): Promise<Exchange> {
  return expectUsers(t, { userName, when, own, expected: 1 });
}

/** Judges that the service provider has no user with a login ID. */
export async function expectNobody(t: Trial, userName: string, when: string, own?: OwnCustomer): Promise<void> {
  await expectUsers(t, { userName, when, own, expected: 0 });
}

/** Judges that the service provider has a user with a login ID who is shown with these values. */
export async function expectShown(
  t: Trial,
  userName: string,
  attributes: Record<string, unknown>,
  when: string,
): Promise<void> {
  const list = await expectUser(t, userName, when);
  for (const [attribute, value] of Object.entries(attributes)) {
    const seen = valueAt(list.response.body, `Resources[0].${attribute}`);
    t.expect(list).that(seen === value, {
      summary: `${when} ${attribute} of ${userName} is ${show(seen)}, expected ${show(value)}`,
      seen,
      expected: value,
      attribute,
    });
  }
}

async function expectUsers(
  t: Trial,
  { userName, when, own, expected }: { userName: string; when: string; own: OwnCustomer | undefined; expected: number },
): Promise<Exchange> {
  const query = named(userName);
  const list = await (own === undefined
    ? t.client.list("/Users", query)
    : own.send("GET", `/Users?${new URLSearchParams(query)}`));
  const count = idsOf(list)?.length ?? 0;
  t.expect(list)
    .status(200)
    .that(count === expected, {
      summary: `${when} the service provider has ${count} users with the login ID ${userName}, expected ${expected}`,
      seen: count,
      expected,
      attribute: "userName",
    });
  return list;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
