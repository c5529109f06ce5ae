import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { behaves } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { ann, named, patchOp, type Scene, scene } from "./test-scene.ts";

/** Something that only the other customer has, so that it gives a leak away. */
const MARK = "belongs-to-the-other";
/** An externalId of the other customer's user, which anybody may choose as well. */
const CHOSEN_BY_BOTH = "e-of-both";

interface Tenant {
  id: string;
  baseUrl: string;
  user: string;
}

/** A request of somebody who holds the token of one customer and knows all about another. */
interface Attempt {
  method: string;
  path: (own: Tenant, other: Tenant) => string;
  body: object | undefined;
}

const bodies = fc.constantFrom<(object | undefined)[]>(
  undefined,
  ann({ userName: "shared@example.com", title: "intruder" }),
  ann({ userName: "free@example.com", externalId: CHOSEN_BY_BOTH }),
  patchOp({ op: "replace", path: "active", value: false }),
);

const paths: fc.Arbitrary<Attempt["path"]> = fc.constantFrom<Attempt["path"][]>(
  (_own, other) => `${other.baseUrl}/Users`,
  (_own, other) => `${other.baseUrl}/Users/${other.user}`,
  (own, other) => `${own.baseUrl}/Users/${other.user}`,
  (own, other) => `${own.baseUrl}/../../../${other.id}/scim/v2/Users/${other.user}`,
  (own, other) => `${own.baseUrl}/..%2F..%2F..%2F${other.id}%2Fscim%2Fv2/Users/${other.user}`,
  (own, other) => `${own.baseUrl}/Users/..%2F${other.id}%2F${other.user}`,
  (own) => `${own.baseUrl}/Users?count=200`,
  (own) => `${own.baseUrl}${named("shared@example.com")}`,
  (own) => `${own.baseUrl}/Users?filter=${encodeURIComponent(`externalId eq "${CHOSEN_BY_BOTH}"`)}`,
  (own) => `${own.baseUrl}/Users/${own.user}`,
  (own) => `${own.baseUrl}/Users`,
);

const attempts: fc.Arbitrary<Attempt> = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
  path: paths,
  body: bodies,
});

async function tenants(world: Scene): Promise<{ own: Tenant; other: Tenant }> {
  const { admin, baseUrl } = world;
  const user = await world.user({ userName: "shared@example.com" });
  const { id, baseUrl: theirs, token } = await admin.customer.create({ name: "other", retrieval: "all" });
  const marked = ann({ userName: "shared@example.com", title: MARK, externalId: CHOSEN_BY_BOTH });
  const { body } = await world.scim("POST", `${theirs}/Users`, marked, token);
  return {
    own: { id: "simulator", baseUrl, user },
    other: { id, baseUrl: theirs, user: String(body["id"]) },
  };
}

/** Tells a story to a world where two customers are: what leaked or changed, if anything did. */
async function leakOf(world: Scene, story: Attempt[]): Promise<string | undefined> {
  const { own, other } = await tenants(world);
  const before = await contentOf(world, other.id);
  for (const { method, path, body } of story) {
    const url = path(own, other);
    const answer = await world.scim(method, url, method === "GET" ? undefined : body);
    const told = JSON.stringify(answer.body);
    const what = `${method} ${url} was answered ${answer.status}`;
    if (url.startsWith(other.baseUrl) && answer.status !== 401) return what;
    if (answer.status < 300 && (told.includes(other.user) || told.includes(MARK))) return `${what} with ${told}`;
    if (!isDeepStrictEqual(await contentOf(world, other.id), before)) return `${what} and changed something`;
  }
  return undefined;
}

describe("customers", () => {
  it("are isolated: no request with one's token reads or changes another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempts, { minLength: 1, maxLength: 8 }), async (story) => {
        expect(await leakOf(scene(), story)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Partial<Decisions8x8>]>([
    ["takes the token of any customer", { authenticate: () => undefined }],
    [
      "finds a user of any customer by id",
      {
        locate(_customer, id) {
          for (const user of everybody) if (user.id === id) return user;
          throw new ScimError(404, undefined, "there is no such user");
        },
      },
    ],
  ])("that are not are noticed: one that %s", async (_name, change) => {
    everybody.clear();
    const remembering = behaves<Decisions8x8>((conforming) => ({
      create(customer, body) {
        const user = conforming.create(customer, body);
        everybody.add(user);
        return user;
      },
    }));
    const told = await fc.check(
      fc.asyncProperty(fc.array(attempts, { minLength: 1, maxLength: 8 }), async (story) => {
        const leak = await leakOf(scene({}, [remembering, behaves<Decisions8x8>(change)]), story);
        return leak === undefined;
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(told.failed).toBe(true);
  });
});

const everybody = new Set<User8x8>();

async function contentOf({ admin }: Scene, customer: string): Promise<unknown> {
  const { customers } = (await admin.state.export()) as unknown as { customers: { id: string }[] };
  const { audit: _, refusals: __, ...content } = customers.find(({ id }) => id === customer) as Record<string, unknown>;
  return content;
}
