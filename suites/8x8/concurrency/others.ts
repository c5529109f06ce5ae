import fc from "fast-check";
import { type GivenUser, type Rule, rule } from "../../../engine/index.ts";
import { employee } from "../user.ts";
import { inSteps, letOthersGo } from "./mutants.ts";
import { expectSomeOrder, inWords, type UserCall } from "./user-history.ts";

/** What becomes of users whom others are called on beside. */
export const others: Rule[] = [
  rule({
    id: "8x8/concurrency/each-user-gets-its-own",
    title: "Parallel writes to several users each change their own user",
    covers: ["8X8-SCIM-26"],
    level: "SHOULD",
    async probe(t) {
      const users: GivenUser[] = [];
      for (let left = 3; left > 0; left--) users.push(await t.given.user(employee(t)));
      const calls = fc.tuple(fc.boolean(), fc.boolean()).chain(([put, patch]) =>
        fc.shuffledSubarray<UserCall>(
          [
            { method: "PUT", familyName: "Alpha", active: put },
            { method: "PATCH", active: patch },
            { method: "PATCH", active: !patch },
          ],
          { minLength: 3 },
        ),
      );
      await t.property(
        calls.map(told),
        async (calls) => {
          for (const { path, sent } of users) await t.given.done(() => t.client.put(path, sent));
          const scenes = calls.map((call, index) => ({ user: users[index]!, clients: [[call]] }));
          // Too many at a time may be refused; for anything else there is no reason.
          for (const answer of await expectSomeOrder(t, scenes))
            if (answer.response.status !== 429) t.expect(answer).success();
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-parallel-writes-share-their-target": inSteps({ method: ["PUT", "PATCH"], path: /\/Users\/[^/]+$/ }, () => {
        let latest = "";
        return async (request, next) => {
          latest = request.url;
          const { method, headers } = request;
          const body = await request.text();
          await letOthersGo();
          return next(new Request(latest, { method, headers, body }));
        };
      }),
      "sp-parallel-writes-share-their-body": inSteps({ method: "PATCH", path: /\/Users\/[^/]+$/ }, () => {
        let latest = "";
        return async (request, next) => {
          latest = await request.text();
          await letOthersGo();
          return next(new Request(request.url, { method: "PATCH", headers: request.headers, body: latest }));
        };
      }),
    },
  }),
];

function told<Calls extends UserCall[]>(calls: Calls): Calls {
  const words = calls.map((call, index) => `${inWords(call)} to user ${index + 1}`);
  return Object.assign(calls, { [fc.toStringMethod]: () => `at the same time: ${words.join(" | ")}` });
}
