import fc from "fast-check";
import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { withConsoleUser } from "../console-user.ts";
import { activation, employee } from "../user.ts";
import {
  APPS,
  deactivate,
  expectNoSignIn,
  expectSignIn,
  leaving,
  person,
  SIGN_IN,
  signIn,
  withPassword,
} from "./scene.ts";

/** Who gets in with a user name and a password. */
export const signingIn: Rule[] = [
  rule({
    id: "8x8/session/active-user-signs-in",
    title: "A user created over SCIM with active=true, or without active, can sign in",
    covers: ["8X8-SCIM-07"],
    level: "MUST",
    needs: SIGN_IN,
    async probe(t) {
      for (const active of [true, undefined])
        await expectSignIn(t, await person(t, { active }), `a user created with active=${active ?? "nothing"}`);
    },
    mutants: {
      "sp-provisioned-users-cannot-sign-in": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          user.origin === "idp" ? "inactive-user" : conforming.signInRefusal(customer, user, app),
      })),
      "sp-sign-in-asks-for-an-explicit-active": behaves<Decisions8x8>((conforming) => {
        const silent = new Set<string>();
        return {
          create(customer, body) {
            const user = conforming.create(customer, body);
            if (body["active"] === undefined) silent.add(user.id);
            return user;
          },
          signInRefusal: (customer, user, app) =>
            silent.has(user.id) ? "inactive-user" : conforming.signInRefusal(customer, user, app),
        };
      }),
    },
  }),

  rule({
    id: "8x8/session/created-inactive",
    title: "A user created with active=false cannot sign in until it is activated",
    covers: ["8X8-SCIM-08"],
    level: "SHOULD",
    needs: SIGN_IN,
    async probe(t) {
      const body = employee(t, { active: false });
      const created = await t.client.post("/Users", body);
      if (!accepted(t, created)) t.skip(`a create with active=false is refused: ${created.response.status}`);
      const id = idOf(created);
      const path = `/Users/${encodeURIComponent(id)}`;
      const user = { id, path, sent: body, userName: String(body["userName"]), resource: {} };
      const who = await withPassword(t, user);
      await expectNoSignIn(t, who, "a user created with active=false");
      await t.given.done(() => t.client.patch(path, activation(true)));
      await expectSignIn(t, who, "a user created with active=false and activated since");
    },
    mutants: {
      "sp-only-deactivation-blocks-sign-in": behaves<Decisions8x8>({
        signInRefusal: (_customer, { deactivatedAt }) => (deactivatedAt === undefined ? undefined : "inactive-user"),
      }),
      "sp-created-inactive-never-signs-in": behaves<Decisions8x8>((conforming) => {
        const born = new Set<string>();
        return {
          create(customer, body) {
            const user = conforming.create(customer, body);
            if (!user.active) born.add(user.id);
            return user;
          },
          signInRefusal: (customer, user, app) =>
            born.has(user.id) ? "inactive-user" : conforming.signInRefusal(customer, user, app),
        };
      }),
    },
  }),

  rule({
    id: "8x8/session/inactive-cannot-sign-in",
    title: "A deactivated user signs in to no application",
    covers: ["8X8-SESS-01"],
    level: "MUST",
    needs: SIGN_IN,
    async probe(t) {
      await t.property(
        fc.tuple(leaving(), fc.shuffledSubarray(APPS, { minLength: 3 })),
        async ([how, apps]) => {
          const who = await person(t);
          await deactivate(t, who, how);
          for (const app of apps) await expectNoSignIn(t, who, `a user deactivated by ${how}`, app);
        },
        { runs: 4 },
      );
    },
    mutants: {
      "sp-inactive-user-can-login": behaves<Decisions8x8>({ signInRefusal: () => undefined }),
      "sp-inactive-user-can-login-to-apps": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          app === "admin-console" ? conforming.signInRefusal(customer, user, app) : undefined,
      })),
    },
  }),

  rule({
    id: "8x8/session/reactivated-signs-in",
    title: "A user who was activated again signs in as before",
    covers: ["8X8-SESS-07", "8X8-PATCH-02"],
    level: "MUST",
    needs: SIGN_IN,
    async probe(t) {
      const who = await person(t);
      for (const how of ["PATCH", "PUT"] as const) {
        await deactivate(t, who, how);
        t.expect(await t.client.patch(who.path, activation(true))).success();
        await expectSignIn(t, who, `a user deactivated by ${how} and activated again by PATCH`);
      }
    },
    mutants: {
      "sp-reactivated-login-blocked": behaves<Decisions8x8>((conforming) => {
        const left = new Set<string>();
        return {
          deactivated(customer, user, now) {
            left.add(user.id);
            conforming.deactivated(customer, user, now);
          },
          signInRefusal: (customer, user, app) =>
            left.has(user.id) ? "inactive-user" : conforming.signInRefusal(customer, user, app),
        };
      }),
      "sp-deactivation-forgets-the-password": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return settled.active ? settled : { ...settled, passwordHash: undefined };
        },
      })),
    },
  }),

  rule({
    id: "8x8/session/former-name-signs-in-no-more",
    title: "After a user name was changed the former one does not sign in, and the new one does",
    covers: ["8X8-LOGIN-12"],
    level: "MAY",
    needs: [...SIGN_IN, "admin.user.create", "admin.user.edit"],
    async probe(t) {
      await withConsoleUser(t, {}, async ({ id, userName }) => {
        const path = `/Users/${encodeURIComponent(id)}`;
        const who = await withPassword(t, { id, path, userName, sent: {}, resource: {} });
        await expectSignIn(t, who, "a user made in the console");
        const renamed = t.given.userName();
        const edit = await attempted(admin(t).user.edit({ id, fields: { userName: renamed } }));
        if (edit === "refused" || edit.userName !== "stored") t.skip("the console does not change the user name");
        const former = await signIn(t, who);
        t.expect.that(former.session === null, {
          summary: "a user signs in under the user name that the console has changed",
          seen: "a session",
          expected: "a refusal",
          attribute: "userName",
        });
        await expectSignIn(t, { ...who, userName: renamed }, "a user whose user name the console has changed");
      });
    },
    mutants: {
      "sp-former-user-name-signs-in": behaves<Decisions8x8>((conforming) => {
        const former = new Map<string, string>();
        return {
          consoleWrite(customer, user, field, value) {
            if (field === "userName") former.set(user.userName, user.id);
            return conforming.consoleWrite(customer, user, field, value);
          },
          findForSignIn: (customer, userName) =>
            conforming.findForSignIn(customer, userName) ?? customer.users.get(former.get(userName) ?? ""),
        };
      }),
      "sp-rename-loses-the-password": behaves<Decisions8x8>((conforming) => ({
        consoleWrite(customer, user, field, value) {
          if (field === "userName") user.passwordHash = undefined;
          return conforming.consoleWrite(customer, user, field, value);
        },
      })),
    },
  }),
];
