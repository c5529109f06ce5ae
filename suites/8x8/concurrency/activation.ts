import fc from "fast-check";
import { type Fault, type GivenUser, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { employee } from "../user.ts";
import { asPut, inSteps, letOthersGo, stored } from "./mutants.ts";
import { expectSomeOrder, inWords, type UserCall } from "./user-history.ts";

const USER_PATH = /\/Users\/[^/]+$/;

/** Calls on one user that come at the same time. */
export const activation: Rule[] = [
  rule({
    id: "8x8/concurrency/put-and-patch",
    title: "Parallel PUT and PATCH of active leave a user as some order of them would",
    covers: ["8X8-PATCH-10", "8X8-LIFECYCLE-05"],
    level: "MUST",
    async probe(t) {
      const clients = fc
        .tuple(fc.boolean(), more())
        .map(([active, further]): UserCall[][] => [
          [{ method: "PUT", familyName: "Alpha", active }],
          [{ method: "PUT", familyName: "Bravo", active: !active }],
          [{ method: "PATCH", active: !active }, ...further],
        ]);
      await holdInSomeOrder(t, clients);
    },
    mutants: {
      "sp-patch-writes-back-what-it-read": inSteps({ method: "PATCH", path: USER_PATH }, writesBackWhatItRead),
      "sp-put-stores-active-later": inSteps({ method: "PUT", path: USER_PATH }, () => {
        let busy = 0;
        return async (request, next) => {
          const body = (await request.clone().json()) as JsonObject;
          const { active } = await stored(request, next);
          const written = await next(asPut(request, { ...body, active: active ?? true }));
          if (written.status > 299) return written;
          // Whoever came first may be the last to be done.
          busy++;
          await letOthersGo(24 / busy);
          busy--;
          const { name } = await stored(request, next);
          return next(asPut(request, { ...body, name: name ?? null }));
        };
      }),
    },
  }),

  rule({
    id: "8x8/concurrency/delete-and-patch",
    title: "Parallel DELETE and PATCH of active leave a user as some order of them would",
    covers: ["8X8-DELETE-01", "8X8-DELETE-07"],
    level: "MUST",
    async probe(t) {
      const clients = fc.tuple(
        fc.tuple(fc.constant<UserCall>({ method: "DELETE" })),
        fc.array(patch(), { minLength: 1, maxLength: 2 }),
        fc.tuple(put("Alpha")),
      );
      await holdInSomeOrder(t, clients);
    },
    mutants: {
      "sp-delete-writes-back-what-it-read": inSteps({ method: "DELETE", path: USER_PATH }, writesBackWhatItRead),
      "sp-delete-hides-the-user-meanwhile": inSteps({ path: USER_PATH }, () => {
        const hidden = new Set<string>();
        return async (request, next) => {
          if (hidden.has(request.url)) return new Response(null, { status: 404 });
          if (request.method !== "DELETE") return next(request);
          hidden.add(request.url);
          await letOthersGo();
          hidden.delete(request.url);
          return next(request);
        };
      }),
      "sp-parallel-delete-breaks": inSteps({ method: ["DELETE", "PATCH", "PUT"], path: USER_PATH }, () => {
        const busy = new Set<string>();
        return async (request, next) => {
          if (busy.has(request.url)) return new Response(null, { status: 500 });
          busy.add(request.url);
          if (request.method === "DELETE") await letOthersGo();
          const response = await next(request);
          busy.delete(request.url);
          return response;
        };
      }),
    },
  }),

  rule({
    id: "8x8/concurrency/refused-beside-carried-out",
    title: "A refused PUT leaves no trace in a user that a parallel PATCH changes",
    covers: ["8X8-SCIM-25"],
    level: "SHOULD",
    async probe(t) {
      const { userName } = await t.given.user();
      const clients = fc
        .tuple(fc.boolean(), more())
        .map(([active, further]): UserCall[][] => [
          [{ method: "PUT in vain", familyName: "Ghost", active }],
          [...further, { method: "PATCH", active: false }],
        ]);
      await holdInSomeOrder(t, clients, userName);
    },
    mutants: {
      "sp-refused-put-restores-what-it-read": inSteps(
        { method: "PUT", path: USER_PATH },
        () => async (request, next) => {
          const before = await stored(request, next);
          const response = await next(request.clone());
          if (response.status < 400) return response;
          await letOthersGo();
          await next(asPut(request, before));
          return response;
        },
      ),
    },
  }),
];

/** Holds for generated clients that what they leave is explained by an order; the user is the same each time. */
async function holdInSomeOrder<Clients extends readonly (readonly UserCall[])[]>(
  t: Trial,
  clients: fc.Arbitrary<Clients>,
  taken?: string,
): Promise<void> {
  let user = await t.given.user(employee(t));
  await t.property(
    clients.map(told),
    async (each) => {
      user = await restored(t, user);
      await expectSomeOrder(t, [{ user, clients: each }], taken);
    },
    { runs: 4 },
  );
}

/** The user as it was created; another one where it was hidden for good. */
async function restored(t: Trial, user: GivenUser): Promise<GivenUser> {
  const put = await t.client.put(user.path, user.sent);
  return put.response.status < 300 ? user : t.given.user(employee(t));
}

function told<Clients extends readonly (readonly UserCall[])[]>(clients: Clients): Clients {
  const words = clients.map((calls) => calls.map(inWords).join(", then "));
  return Object.assign(clients, { [fc.toStringMethod]: () => `at the same time: ${words.join(" | ")}` });
}

function put(familyName: string): fc.Arbitrary<UserCall> {
  return fc.boolean().map((active) => ({ method: "PUT", familyName, active }));
}

function patch(): fc.Arbitrary<UserCall> {
  return fc.boolean().map((active) => ({ method: "PATCH", active }));
}

/** Mostly nothing: a further PATCH of the same client may explain what the others did. */
function more(): fc.Arbitrary<UserCall[]> {
  return fc.oneof(
    { arbitrary: fc.constant<UserCall[]>([]), weight: 3 },
    { arbitrary: patch().map((call) => [call]), weight: 1 },
  );
}

/** PATCH and DELETE as a service provider does them that writes whole records and does not look whether they changed. */
function writesBackWhatItRead(): Fault {
  return async (request, next) => {
    const before = await stored(request, next);
    const changed = await next(request.clone());
    if (changed.status > 299) return changed;
    const { active } = await stored(request, next);
    await letOthersGo();
    await next(asPut(request, { ...before, active: active! }));
    return changed;
  };
}
