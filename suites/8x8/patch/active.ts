import fc from "fast-check";
import { behaves, on, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { type Json, type JsonObject, ScimError } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { activation, employee, patchOp } from "../user.ts";

/** PATCH of active: how identity providers block and unblock a user. */
export const active: Rule[] = [
  rule({
    id: "8x8/patch/deactivates",
    title: "PATCH active=false deactivates a user",
    covers: ["8X8-PATCH-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.patch(user.path, activation(false))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false);
      await expectActiveInConsole(t, user.id, false);
    },
    mutants: {
      "sp-patch-active-ignored": behaves<Decisions8x8>({ patch: (_customer, user) => ({ ...user }) }),
      "sp-console-shows-patched-user-active": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), active: true }),
      })),
    },
  }),

  rule({
    id: "8x8/patch/reactivates",
    title: "PATCH active=true activates a deactivated user again",
    covers: ["8X8-PATCH-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.inactiveUser();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false);
      t.expect(await t.client.patch(user.path, activation(true))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", true);
      await expectActiveInConsole(t, user.id, true);
    },
    mutants: {
      "sp-patch-cannot-reactivate": behaves<Decisions8x8>((conforming) => ({
        patch: (customer, user, operations) => ({
          ...conforming.patch(customer, user, operations),
          ...(user.active ? {} : { active: false }),
        }),
      })),
      "sp-patch-of-inactive-user-is-404": behaves<Decisions8x8>((conforming) => ({
        locate(customer, id, method) {
          const user = conforming.locate(customer, id, method);
          if (method === "PATCH" && !user.active) throw new ScimError(404, undefined, `there is no user ${id}`);
          return user;
        },
      })),
    },
  }),

  rule({
    id: "8x8/patch/both-forms-of-active",
    title: "PATCH of active works alike with a path and without one",
    covers: ["8X8-PATCH-09"],
    level: "SHOULD",
    answers: ["patchForms"],
    async probe(t) {
      const user = await t.given.user();
      const forms = {
        "with a path": activation,
        "without a path": (value: boolean) => patchOp({ op: "replace", value: { active: value } }),
      };
      const working: string[] = [];
      for (const [form, message] of Object.entries(forms))
        if ((await follows(t, user.path, message(false), false)) && (await follows(t, user.path, message(true), true)))
          working.push(form);
      t.observe("patchForms", working.join(", ") || "none");
      t.expect.that(working.length === 2, {
        summary: `PATCH of active works ${working[0] === undefined ? "in neither form" : `only ${working[0]}`}`,
        seen: working,
        expected: Object.keys(forms),
        attribute: "active",
      });
    },
    mutants: {
      "sp-patch-pathless-ignored": on("PATCH", async (request, next) => {
        const { Operations } = JSON.parse(await request.clone().text()) as { Operations: { path?: string }[] };
        const read = new Request(request.url, { headers: request.headers });
        return next(Operations.every(({ path }) => path === undefined) ? read : request);
      }),
      "sp-patch-understands-no-path": on("PATCH", async (request, next) => {
        const { Operations } = JSON.parse(await request.clone().text()) as { Operations: { path?: string }[] };
        return Operations.some(({ path }) => path !== undefined) ? new Response(null, { status: 400 }) : next(request);
      }),
    },
  }),

  rule({
    id: "8x8/patch/active-follows-the-last-value",
    title: "After any sequence of PATCH the user is as active as the last one says, and otherwise the same",
    covers: ["8X8-PATCH-10"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      await t.property(
        fc.array(fc.boolean(), { maxLength: 3 }),
        async (values) => {
          // Whatever came before, the last value is sent twice.
          for (const value of [...values, false, false]) {
            t.expect(await t.client.patch(user.path, activation(value))).status(200, 204);
            const read = await t.client.get(user.path);
            t.expect(read).status(200).attribute("active", value);
            expectUnchanged(t, read, before, `PATCH active=${value}`, ["active"]);
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-patch-double-deactivate-errors": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          const after = conforming.patch(customer, user, operations);
          if (user.active || after.active) return after;
          customer.users.put({ ...user, active: true });
          throw new ScimError(409, undefined, "the user is deactivated already");
        },
      })),
      "sp-patch-active-toggles": behaves<Decisions8x8>({
        patch: (_customer, user) => ({ ...user, active: !user.active }),
      }),
      "sp-deactivation-clears-title": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          const after = conforming.patch(customer, user, operations);
          return after.active ? after : { ...after, title: undefined };
        },
      })),
    },
  }),

  rule({
    id: "8x8/patch/active-is-boolean",
    title: "An active that is no Boolean is refused, or taken for the Boolean it evidently means",
    covers: ["8X8-PATCH-11"],
    level: "SHOULD",
    answers: ["activeAsText", "activeAsNumber"],
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      let now = true;
      for (const [method, before, value, meant] of MISTYPED) {
        if (now !== before) await t.given.done(() => t.client.patch(user.path, activation(before)));
        const message = method === "PUT" ? { ...body, active: value } : activation(value);
        const written = await t.client.send(method, user.path, message);
        const refused = written.response.status >= 300;
        if (refused) t.expect(written).refused();
        const read = await t.client.get(user.path);
        const expected: boolean = refused ? before : meant;
        const seen = valueAt(read.response.body, "active");
        t.expect(read)
          .status(200)
          .that(seen === expected, {
            summary: `${method} active=${show(value)} to ${before ? "an active" : "an inactive"} user was answered ${written.response.status}, and active is ${show(seen)} now`,
            seen,
            expected,
            attribute: "active",
          });
        now = expected;
        t.observe(
          typeof value === "string" ? "activeAsText" : "activeAsNumber",
          refused ? "refused" : "read as a boolean",
        );
      }
    },
    mutants: {
      "sp-patch-string-false-is-truthy": behaves<Decisions8x8>({ readActive: (value) => Boolean(value) }),
      "sp-active-stored-as-text": behaves<Decisions8x8>((conforming) => ({
        readActive: (value) =>
          typeof value === "string" ? (value as unknown as boolean) : conforming.readActive(value),
      })),
    },
  }),

  rule({
    id: "8x8/patch/unknown-user",
    title: "PATCH of an id that nobody has is answered 404 and makes no user",
    covers: ["8X8-PATCH-14"],
    level: "SHOULD",
    async probe(t) {
      const path = `/Users/${t.given.faker.string.uuid()}`;
      t.expect(await t.client.patch(path, activation(true))).status(404);
      t.expect(await t.client.get(path)).status(404);
    },
    mutants: {
      "sp-patch-unknown-upserts": behaves<Decisions8x8>((conforming) => ({
        locate(customer, id, method) {
          const known = customer.users.get(id);
          if (known !== undefined || method !== "PATCH") return conforming.locate(customer, id, method);
          const stub = { ...conforming.newUser(customer, `${id}@example.com`, "idp"), id };
          customer.users.put(stub);
          return stub;
        },
      })),
      "sp-patch-unknown-succeeds": on("PATCH", async (request, next) => {
        const response = await next(request);
        return response.status === 404 ? new Response(null, { status: 204 }) : response;
      }),
    },
  }),
];

/** How active is sent to a user who is active or not: no Boolean, and the Boolean that it evidently means. */
const MISTYPED: [method: "PATCH" | "PUT", before: boolean, value: Json, meant: boolean][] = [
  ["PATCH", true, "True", true],
  ["PATCH", true, "False", false],
  ["PATCH", false, "False", false],
  ["PATCH", false, "True", true],
  ["PUT", true, "False", false],
  ["PUT", false, "False", false],
  ["PUT", false, "True", true],
  ["PATCH", true, 0, false],
  ["PATCH", false, 1, true],
];

/** Whether a user is as active as a PATCH says. */
async function follows(t: Trial, path: string, message: JsonObject, value: boolean): Promise<boolean> {
  const patched = await t.client.patch(path, message);
  if (patched.response.status >= 300) t.expect(patched).refused();
  const read = await t.client.get(path);
  t.expect(read).status(200);
  return patched.response.status < 300 && valueAt(read.response.body, "active") === value;
}

async function expectActiveInConsole(t: Trial, id: string, expected: boolean): Promise<void> {
  const get = adminIfAny(t).user?.get;
  if (get === undefined) return;
  const shown = await get({ id });
  t.expect.that(shown?.active === expected, {
    summary: `the console shows the user ${shown === undefined ? "no more" : shown.active ? "as active" : "as deactivated"}`,
    seen: shown?.active ?? "no user",
    expected,
    attribute: "active",
  });
}
