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
      await t.property(
        fc.tuple(write("Alpha"), write("Bravo"), write("Charlie")).map(told),
        async (calls) => {
          for (const { path, sent } of users) await t.given.done(() => t.client.put(path, sent));
          await expectSomeOrder(
            t,
            calls.map((call, index) => ({ user: users[index]!, clients: [[call]] })),
          );
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

function write(familyName: string): fc.Arbitrary<UserCall> {
  return fc.oneof(
    fc.boolean().map((active): UserCall => ({ method: "PUT", familyName, active })),
    fc.boolean().map((active): UserCall => ({ method: "PATCH", active })),
  );
}

function told<Calls extends UserCall[]>(calls: Calls): Calls {
  const words = calls.map((call, index) => `${inWords(call)} to user ${index + 1}`);
  return Object.assign(calls, { [fc.toStringMethod]: () => `at the same time: ${words.join(" | ")}` });
}
