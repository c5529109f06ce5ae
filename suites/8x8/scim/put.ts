import fc from "fast-check";
import { behaves, faulty, type Rule, rule, valueAt, withBody } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { details, ENTERPRISE, employee, membersOf } from "../user.ts";

/** What a PUT replaces, and what it leaves. */
export const put: Rule[] = [
  rule({
    id: "8x8/scim/put-replaces-attributes",
    title: "A PUT gives every attribute its new value, and the user keeps its id",
    covers: ["8X8-SCIM-12"],
    level: "MUST",
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      await t.property(
        fc.tuple(details(), fc.boolean()),
        async ([values, active]) => {
          const email = t.given.userName();
          const emails = [{ value: email, type: "work", primary: true }];
          const replacement = { ...body, ...membersOf(values), emails, active };
          t.expect(await t.client.put(user.path, replacement)).success();
          const read = await t.client.get(user.path);
          expectHeld(t, read, replacement);
          t.expect(read).attribute("id", user.id);
        },
        { runs: 5 },
      );
    },
    mutants: {
      "sp-put-is-noop": behaves<Decisions8x8>({ replace: (_customer, user) => ({ ...user }) }),
      "sp-put-keeps-email": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), email: user.email }),
      })),
      "sp-put-merges-phone-numbers": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), mobile: user.mobile }),
      })),
    },
  }),

  rule({
    id: "8x8/scim/put-is-idempotent",
    title: "The same PUT sent again changes nothing more",
    covers: ["8X8-SCIM-13"],
    level: "SHOULD",
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      await t.property(
        details(),
        async (values) => {
          const replacement = { ...body, ...membersOf(values) };
          t.expect(await t.client.put(user.path, replacement)).success();
          const once = await t.client.get(user.path);
          t.expect(once).status(200);
          t.expect(await t.client.put(user.path, replacement)).success();
          t.expect(await t.client.put(user.path, replacement)).success();
          const before = shownBy(once);
          expectUnchanged(t, await t.client.get(user.path), before, "the same PUT sent again");
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-put-appends-values": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const phoneNumbers = [...phonesOf(user.extra), ...phonesOf(body)];
          return { ...conforming.replace(customer, user, body), extra: { ...user.extra, phoneNumbers } };
        },
      })),
      "sp-second-put-is-a-conflict": faulty(() => {
        let last = "";
        return async (request, next) => {
          if (request.method !== "PUT") return next(request);
          const text = await request.text();
          if (text === last) return new Response(null, { status: 409 });
          last = text;
          return next(withBody(request, text));
        };
      }),
    },
  }),

  rule({
    id: "8x8/scim/put-without-optional-attributes",
    title: "A PUT that leaves attributes out clears optional ones at most",
    covers: ["8X8-SCIM-15"],
    level: "MAY",
    answers: ["putAbsent"],
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      const { title: _title, [ENTERPRISE]: _department, ...rest } = body;
      t.expect(await t.client.put(user.path, rest)).success();
      const read = await t.client.get(user.path);
      expectHeld(t, read, rest);
      const kept = ["title", `${ENTERPRISE}:department`].filter(
        (path) => valueAt(read.response.body, path) !== undefined,
      );
      t.observe("putAbsent", kept.length === 2 ? "keep" : kept.length === 0 ? "clear" : `keep ${kept[0]} only`);
    },
    mutants: {
      "sp-put-clears-email-with-title": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return body["title"] === undefined ? { ...after, email: undefined } : after;
        },
      })),
    },
  }),

  rule({
    id: "8x8/scim/put-without-active",
    title: "A PUT that leaves active out lets an active user be",
    covers: ["8X8-SCIM-15"],
    level: "MAY",
    async probe(t) {
      const { active: _, ...body } = employee(t);
      const user = await t.given.user({ ...body, active: true });
      t.expect(await t.client.put(user.path, body)).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", true);
    },
    mutants: {
      "sp-put-without-active-deactivates": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return body["active"] === undefined ? { ...after, active: false } : after;
        },
      })),
    },
  }),
];

function phonesOf(body: JsonObject): JsonObject[] {
  return (body["phoneNumbers"] as JsonObject[] | undefined) ?? [];
}
