import { answerInstead, behaves, on, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { activation, employee, named } from "../user.ts";

/** What becomes of a user after SCIM DELETE. */
export const afterwards: Rule[] = [
  rule({
    id: "8x8/delete/comes-back",
    title: "A user removed by DELETE comes back whole when it is activated",
    covers: ["8X8-DELETE-05"],
    level: "SHOULD",
    answers: ["wayBackFromDelete"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const ways: Record<string, () => Promise<Exchange>> = {
        PATCH: () => t.client.patch(user.path, activation(true)),
        PUT: () => t.client.put(user.path, user.sent),
        POST: () => t.client.post("/Users", user.sent),
      };
      const hidden = t.options["deleteVisibility"] === "hidden";
      // Where DELETE hides the user, no way back is documented: any that works will do.
      const found: string[] = [];
      for (const way of hidden ? ["PATCH", "PUT", "POST"] : ["PATCH", "PUT"]) {
        await t.given.done(() => t.client.delete(user.path));
        const sent = await ways[way]!();
        if (sent.response.status >= 300) t.expect(sent).refused();
        const read = await t.client.get(user.path);
        const back = read.response.status === 200 && shownBy(read)["active"] === true;
        if (back) found.push(way);
        if (back) expectUnchanged(t, read, before, `DELETE and ${way}`);
        if (hidden && back) break;
        if (!hidden)
          t.expect(read).that(back, {
            summary: `${way} with active=true, answered ${sent.response.status}, does not bring back a user removed by DELETE`,
            seen: shownBy(read)["active"] ?? read.response.status,
            expected: true,
            attribute: "active",
          });
      }
      t.observe("wayBackFromDelete", found.join(", ") || "none");
      t.expect.that(found.length > 0, {
        summary: "neither PATCH, PUT nor POST brings back a user removed by DELETE",
        seen: "none",
        expected: "one of them does",
        attribute: "active",
      });
    },
    mutants: {
      "sp-delete-blocks-reactivation": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          ...(write.before?.deleted ? { active: false, deleted: true } : {}),
        }),
      })),
      "sp-delete-forgets-title": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, title: undefined }),
      })),
    },
  }),

  rule({
    id: "8x8/delete/login-id-stays-taken",
    title: "The login ID of a user removed by DELETE makes no second user",
    covers: ["8X8-DELETE-06"],
    level: "MUST",
    answers: ["postOnInactiveLogin"],
    async probe(t) {
      const user = await t.given.deletedUser();
      const again = await t.client.post("/Users", user.sent);
      const reactivated = again.response.status < 300;
      if (reactivated) t.expect(again).status(200, 201).attribute("id", user.id);
      else t.expect(again).status(409, 400);
      t.observe("postOnInactiveLogin", reactivated ? "reactivate" : "conflict");
      const list = await t.client.list("/Users", named(user.userName));
      const found = valueAt(list.response.body, "totalResults");
      // A service provider that hides the user does so in lists too; whether it may is judged elsewhere.
      const hidden = (await t.client.get(user.path)).response.status === 404;
      t.expect(list)
        .status(200)
        .resources(hidden && found === 0 ? [] : [user.id]);
    },
    mutants: {
      "sp-delete-frees-login-id": behaves<Decisions8x8>((conforming) => ({
        loginIdTaken(customer, userName, exceptId) {
          const taken = conforming.loginIdTaken(customer, userName, exceptId);
          return taken?.deleted ? undefined : taken;
        },
      })),
      "sp-post-after-delete-is-404": on({ method: "POST", path: /\/Users$/ }, async (request, next) => {
        const response = await next(request.clone());
        return response.status === 409 ? answerInstead(404)(request, next) : response;
      }),
    },
  }),

  rule({
    id: "8x8/delete/unknown-user",
    title: "DELETE of an id that nobody has does nothing",
    covers: ["8X8-DELETE-12"],
    level: "MAY",
    answers: ["deleteOfUnknown"],
    async probe(t) {
      const path = `/Users/${t.given.faker.string.uuid()}`;
      const deleted = await t.client.delete(path);
      t.expect(deleted).status(404, 204);
      t.observe("deleteOfUnknown", String(deleted.response.status));
      t.expect(await t.client.get(path)).status(404);
    },
    mutants: {
      "sp-delete-of-unknown-crashes": on("DELETE", async (request, next) => {
        const response = await next(request);
        return response.status === 404 ? new Response(null, { status: 500 }) : response;
      }),
    },
  }),
];
