import { behaves, on, type Rule, rewriteBody, rule, show } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { changes, expectUnchanged, shownBy } from "../changes.ts";
import { activation, employee, patchOp } from "../user.ts";
import { OTHER, skipUnlessActiveOnly } from "./in-vain.ts";

/** PATCH of active and more, and what answers to PATCH show. */
export const mixed: Rule[] = [
  rule({
    id: "8x8/patch/mixed-request-leaks-nothing",
    title: "PATCH of active together with another attribute never stores the other one",
    covers: ["8X8-PATCH-07"],
    level: "MUST",
    answers: ["patchMixed"],
    async probe(t) {
      skipUnlessActiveOnly(t);
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const deactivate = { op: "replace", path: "active", value: false };
      const retitle = { op: "replace", path: "title", value: OTHER.title };
      for (const message of [
        patchOp(deactivate, retitle),
        patchOp(retitle, deactivate),
        patchOp({ op: "replace", value: { active: false, title: OTHER.title } }),
      ]) {
        const patched = await t.client.patch(user.path, message);
        const refused = patched.response.status >= 300;
        if (refused) t.expect(patched).refused();
        const read = await t.client.get(user.path);
        expectUnchanged(t, read, before, "PATCH of active and title", ["active"]);
        const seen = shownBy(read)["active"];
        t.expect(read).that(seen === refused, {
          summary: `PATCH of active=false and title was answered ${patched.response.status}, and active is ${show(seen)} now`,
          seen,
          expected: refused,
          attribute: "active",
        });
        t.observe("patchMixed", refused ? "reject-all" : "active-only-applied");
        if (!refused) await t.given.done(() => t.client.patch(user.path, activation(true)));
      }
    },
    mutants: {
      "sp-patch-mixed-applies-all": behaves<Decisions8x8>((conforming) => ({
        patchable: (customer, path, operations) =>
          operations.some((each) => each.path?.path.attribute === "active") ||
          conforming.patchable(customer, path, operations),
      })),
      "sp-patch-mixed-refused-and-deactivated": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          try {
            return conforming.patch(customer, user, operations);
          } catch (refusal) {
            customer.users.put({ ...user, active: false });
            throw refusal;
          }
        },
      })),
    },
  }),

  rule({
    id: "8x8/patch/answer-tells-the-truth",
    title: "The body of an answer to PATCH shows what is stored",
    covers: ["8X8-PATCH-08"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user(employee(t));
      let bodies = 0;
      for (const message of [
        patchOp({ op: "replace", path: "title", value: OTHER.title }),
        patchOp({ op: "replace", value: { title: OTHER.title, locale: OTHER.locale } }),
        activation(false),
      ]) {
        const patched = await t.client.patch(user.path, message);
        if (patched.response.status >= 300) t.expect(patched).refused();
        if (patched.response.status !== 200) continue;
        bodies++;
        const stored = await t.given.read(user.path);
        const shown = shownBy(patched);
        const [attribute] = changes(shown, stored).filter((path) => path.split(/[.:]/, 1)[0]! in shown);
        t.expect(patched).that(attribute === undefined, {
          summary: `the answer to PATCH shows another ${attribute} than the user has`,
          seen: shown[attribute ?? ""],
          expected: stored[attribute ?? ""],
          attribute,
        });
      }
      if (bodies === 0) t.skip("no PATCH is answered with a body");
    },
    mutants: {
      "sp-patch-response-echoes-request": on("PATCH", async (request, next) => {
        const { Operations } = JSON.parse(await request.clone().text()) as {
          Operations: { path?: string; value: string }[];
        };
        const [operation] = Operations;
        if (operation?.path !== "title") return next(request);
        const read = new Request(request.url, { headers: request.headers });
        return rewriteBody((body) => ({ ...body, title: operation.value }))(read, next);
      }),
    },
  }),
];
