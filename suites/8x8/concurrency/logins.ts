import fc from "fast-check";
import { behaves, type Mutant, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { named } from "../user.ts";
import { atOnce, skipUnlessParallel } from "./at-once.ts";
import { inSteps, letOthersGo, reading } from "./mutants.ts";

/** A client that wants a login ID: for a new user, or for one who has another login ID so far. */
type Contender = "POST" | "PUT of the first" | "PUT of the second";

/** One login ID that several clients want at the same time. */
export const logins: Rule[] = [
  rule({
    id: "8x8/concurrency/one-login-id",
    title: "Of parallel creates and renames to one login ID one succeeds, and leaves one user who has it",
    covers: ["8X8-LOGIN-03"],
    level: "MUST",
    async probe(t) {
      const users = await t.given.users(2);
      const renames = fc.subarray<Contender>(["PUT of the first", "PUT of the second"], { minLength: 1 });
      await t.property(
        fc
          .constantFrom<Contender[]>(["POST", "POST"], ["POST"])
          .chain((creates) => renames.map((others) => [...creates, ...others])),
        async (contenders) => {
          const userName = t.given.userName();
          const clients = contenders.map((contender) => [
            {
              contender,
              body: t.given.representation({ userName }),
              user: users[contender === "PUT of the first" ? 0 : 1]!,
            },
          ]);
          const played = await atOnce(clients, ({ contender, body, user }) =>
            contender === "POST" ? t.client.post("/Users", body) : t.client.put(user.path, { ...user.sent, userName }),
          );
          const winners = played.filter(({ answer }) => accepted(t, answer));
          const listed = await t.client.list("/Users", named(userName));
          skipUnlessParallel(t, played);
          t.expect(listed)
            .status(200)
            .that(winners.length === 1, {
              summary: `${winners.length} of ${played.length} parallel creates and renames to one login ID succeeded`,
              seen: played.map(({ call, answer }) => `${call.contender} → ${answer.response.status}`),
              expected: "one success, and refusals of the others",
              attribute: "userName",
            });
          const [{ call, answer }] = winners as [(typeof played)[number]];
          const id = call.contender === "POST" ? String(valueAt(answer.response.body, "id")) : call.user.id;
          t.expect(listed).resources([id]);
          const shown = await adminIfAny(t).user?.list?.({ prefix: userName });
          t.expect.that(shown === undefined || shown.length === 1, {
            summary: `the console lists ${shown?.length} users with a login ID that several clients wanted at once`,
            seen: shown?.map((each) => each.id),
            expected: [id],
            attribute: "userName",
          });
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-parallel-creates-share-a-login-id": looksBeforeItWrites("POST"),
      "sp-parallel-renames-share-a-login-id": looksBeforeItWrites("PUT"),
    },
  }),
];

/** What a login ID carries that was looked up and found free. */
const FREE = " (looked up)";

/**
 * A service provider that looks whether a login ID is free, and some time later writes without looking again. The
 * look-up is a request of its own, and what it found travels with the login ID.
 */
function looksBeforeItWrites(method: "POST" | "PUT"): Mutant {
  const trusting = (user: User8x8): User8x8 => {
    if (!user.userName.endsWith(FREE)) return user;
    const userName = user.userName.slice(0, -FREE.length);
    return { ...user, userName, federationId: user.federationId === user.userName ? userName : user.federationId };
  };
  const looking = inSteps({ method, path: /\/Users(?:\/[^/]+)?$/ }, () => async (request, next) => {
    const body = (await request
      .clone()
      .json()
      .catch(() => null)) as { userName?: unknown } | null;
    if (typeof body?.userName !== "string") return next(request);
    const base = request.url.replace(/\/Users.*/, "/Users");
    const filter = encodeURIComponent(named(body.userName).filter);
    const found = await next(reading(request, `${base}?filter=${filter}`));
    const { totalResults } = (await found.json()) as { totalResults?: number };
    // Whoever has it already is left to the usual way, which refuses it or knows the user for the same.
    if (totalResults !== 0) return next(request);
    await letOthersGo();
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    const unchecked = { ...body, userName: body.userName + FREE };
    return next(new Request(request.url, { method, headers, body: JSON.stringify(unchecked) }));
  });
  const writing = behaves<Decisions8x8>((conforming) => ({
    create: (customer, body) => trusting(conforming.create(customer, body)),
    replace: (customer, user, body) => trusting(conforming.replace(customer, user, body)),
  }));
  return { ...looking, ...writing };
}
