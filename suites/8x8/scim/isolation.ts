import fc from "fast-check";
import { behaves, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Customer, Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, Json } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { OWN_CUSTOMER, type OwnCustomer, ownCustomer } from "../own-customer.ts";
import { activation, createdUser, employee, named, patchOp } from "../user.ts";

/** Two customers of one service provider, who have nothing of each other. */
export const isolation: Rule[] = [
  rule({
    id: "8x8/scim/customers-are-apart",
    title: "No request with the token of one customer reads or changes anything of another",
    covers: ["8X8-SCIM-03"],
    level: "MUST",
    needs: [OWN_CUSTOMER],
    async probe(t) {
      const made: OwnCustomer[] = [];
      try {
        const mine = await ownCustomer(t);
        made.push(mine);
        const theirs = await ownCustomer(t);
        made.push(theirs);
        await holdApart(t, mine, theirs);
      } finally {
        const remove = adminIfAny(t).customer?.delete;
        for (const { id } of made) await remove?.({ customer: id }).catch(() => undefined);
      }
    },
    mutants: {
      "sp-id-opens-every-customer": ofEverybody((everybody, conforming) => ({
        locate(customer, id, method) {
          const owner = everybody().find(({ users }) => users.get(id) !== undefined);
          return conforming.locate(owner ?? customer, id, method);
        },
      })),
      "sp-filter-searches-every-customer": ofEverybody((everybody, conforming) => ({
        find: (_customer, filter) => everybody().flatMap((each) => [...conforming.find(each, filter)]),
      })),
      "sp-any-token-opens-single-users": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          [...customers].some(({ scim }) => conforming.tokenMatches(scim.token?.hash, call.token)) &&
          /\/Users\/[^/?]+/.test(call.path)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
    },
  }),
];

/** What only the other customer has. */
interface Secret {
  /** Its title and externalId. */
  mark: string;
  userName: string;
  id: string;
}

/** A request of somebody who holds the token of one customer and knows the names and ids of another. */
type Attempt = (
  mine: OwnCustomer,
  theirs: OwnCustomer,
  secret: Secret,
) => [method: string, url: string, body?: Json | undefined];

const MEMBERS: Record<string, (base: string, theirs: OwnCustomer, id: string) => string> = {
  "their user": (_base, theirs, id) => `${theirs.baseUrl}/Users/${id}`,
  "their user below my URL": (base, _theirs, id) => `${base}/Users/${id}`,
  "their user by a path out of mine": (base, theirs, id) => `${base}/Users/..%2F..%2F..%2F${theirs.id}%2FUsers%2F${id}`,
};

const COLLECTIONS: Record<string, Attempt> = {
  "GET of their users": (_mine, theirs) => ["GET", `${theirs.baseUrl}/Users`],
  "GET of my users": ({ baseUrl }) => ["GET", `${baseUrl}/Users?startIndex=1&count=100`],
  "look-up of their login ID": ({ baseUrl }, _theirs, { userName }) => [
    "GET",
    `${baseUrl}/Users?${new URLSearchParams(named(userName))}`,
  ],
  "look-up of their externalId": ({ baseUrl }, _theirs, { mark }) => [
    "GET",
    `${baseUrl}/Users?${new URLSearchParams({ filter: `externalId eq "${mark}"` })}`,
  ],
  "POST among their users": (_mine, theirs, { userName }) => [
    "POST",
    `${theirs.baseUrl}/Users`,
    { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: `x-${userName}` },
  ],
};

const WRITES: Record<string, (secret: Secret) => Json | undefined> = {
  GET: () => undefined,
  PUT: ({ userName }) => ({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName, title: "Intruder" }),
  PATCH: () => activation(false),
  "PATCH of title": () => patchOp({ op: "replace", path: "title", value: "Intruder" }),
  DELETE: () => undefined,
};

const ATTEMPTS: Record<string, Attempt> = {
  ...COLLECTIONS,
  ...Object.fromEntries(
    Object.entries(MEMBERS).flatMap(([where, url]) =>
      Object.entries(WRITES).map(([how, body]): [string, Attempt] => [
        `${how} of ${where}`,
        (mine, theirs, secret) => [
          how.split(" ")[0]!,
          url(mine.baseUrl, theirs, encodeURIComponent(secret.id)),
          body(secret),
        ],
      ]),
    ),
  ),
};

async function holdApart(t: Trial, mine: OwnCustomer, theirs: OwnCustomer): Promise<void> {
  const mark = t.given.name();
  const sent = employee(t, { title: mark, externalId: mark });
  const created = await t.given.done(() => theirs.send("POST", "/Users", sent));
  const { id, path } = createdUser(t, created);
  await t.given.done(() => mine.send("POST", "/Users", employee(t)));
  const secret = { mark, userName: String(sent["userName"]), id };
  const before = shownBy(await t.given.done(() => theirs.send("GET", path)));
  const countBefore = await countOf(t, theirs);

  await t.property(
    fc.array(fc.constantFrom(...Object.keys(ATTEMPTS)), { minLength: 1, maxLength: 6 }),
    async (story) => {
      for (const step of story) {
        const [method, url, body] = ATTEMPTS[step]!(mine, theirs, secret);
        const answer = await t.client.send(method, url, body, { token: mine.token });
        if (url.startsWith(theirs.baseUrl)) t.expect(answer).status(401, 403, 404);
        expectNothingOf(t, answer, secret, step);
      }
      expectUnchanged(
        t,
        await theirs.send("GET", path),
        before,
        `${story.join(", ")} with the token of another customer`,
      );
      const count = await countOf(t, theirs);
      t.expect.that(count === countBefore, {
        summary: `the number of users of another customer changed by ${story.join(", ")}`,
        seen: count,
        expected: countBefore,
      });
    },
  );
}

function expectNothingOf(t: Trial, answer: Exchange, { mark, id }: Secret, step: string): void {
  const { status, text } = answer.response;
  const told = status < 300 && (text.includes(mark) || text.includes(id));
  t.expect(answer).that(!told, {
    summary: `${step} was answered with what only the other customer has`,
    seen: text.slice(0, 200),
    expected: "nothing of another customer",
  });
}

async function countOf(t: Trial, { send }: OwnCustomer): Promise<unknown> {
  const list = await t.given.done(() => send("GET", "/Users?startIndex=1&count=1"));
  return valueAt(list.response.body, "totalResults");
}

/** A mutant that knows every customer there is. */
function ofEverybody(
  change: (everybody: () => Customer[], conforming: Decisions8x8) => Partial<Decisions8x8>,
): ReturnType<typeof behaves<Decisions8x8>> {
  return behaves<Decisions8x8>((conforming) => {
    let everybody: Customer[] = [];
    return {
      authenticate(customer, call, customers) {
        everybody = [...customers];
        return conforming.authenticate(customer, call, everybody);
      },
      ...change(() => everybody, conforming),
    };
  });
}
