import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { ownCustomer } from "../own-customer.ts";
import { details, membersOf, named } from "../user.ts";

/** How a login ID is changed. */
export const rename: Rule[] = [
  rule({
    id: "8x8/login/no-rename-to-a-taken-one",
    title: "A PUT with the login ID of another user is refused, and both keep theirs",
    covers: ["8X8-LOGIN-06"],
    level: "MUST",
    async probe(t) {
      await t.property(
        details(),
        async (values) => {
          const [user, other] = await t.given.users(2);
          const body = { ...user!.sent, ...membersOf(values), userName: other!.userName };
          t.expect(await t.client.put(user!.path, body)).refused();
          for (const each of [user!, other!])
            t.expect(await t.client.get(each.path))
              .status(200)
              .attribute("userName", each.userName);
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-put-rename-skips-uniqueness": behaves<Decisions8x8>((conforming) => ({
        loginIdTaken: (customer, userName, exceptId) =>
          exceptId === undefined ? conforming.loginIdTaken(customer, userName) : undefined,
      })),
      "sp-refused-rename-is-stored": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const userName = String(body["userName"]);
          if (conforming.loginIdTaken(customer, userName, user.id)) customer.users.put({ ...user, userName });
          return conforming.replace(customer, user, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/login/rename-to-a-free-one",
    title: "A PUT gives a user another login ID, by which it is found from then on",
    covers: ["8X8-LOGIN-07"],
    level: "MUST",
    answers: ["usernameMutable"],
    async probe(t) {
      const user = await t.given.user();
      const userName = t.given.userName();
      const put = await t.client.put(user.path, { ...user.sent, userName });
      const refused = put.response.status >= 400 && put.response.status < 500;
      t.observe("usernameMutable", refused ? "no" : "yes");
      const expected = refused && t.options["usernameMutable"] === "no" ? user.userName : userName;
      if (expected === userName) t.expect(put).success();

      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("userName", expected);
      for (const name of [user.userName, userName])
        t.expect(await t.client.list("/Users", named(name)))
          .status(200)
          .resources(name === expected ? [user.id] : []);
      const page = await adminIfAny(t).user?.get?.({ id: user.id });
      t.expect.that(page === undefined || page.userName === expected, {
        summary: `a user with the login ID "${expected}" has Username "${page?.userName}" in the console`,
        seen: page?.userName,
        expected,
        attribute: "userName",
      });
    },
    mutants: {
      "sp-username-immutable": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), userName: user.userName }),
      })),
      "sp-former-login-id-still-found": behaves<Decisions8x8>((conforming) => {
        const former = new Map<string, string>();
        return {
          replace(customer, user, body) {
            former.set(user.userName, user.id);
            return conforming.replace(customer, user, body);
          },
          find(customer, filter) {
            const value = filter.type === "compare" ? String(filter.value) : "";
            const user = customer.users.get(former.get(value) ?? "");
            return user === undefined ? conforming.find(customer, filter) : [user];
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/login/console-aligns-usernames",
    title: "An administrator can change the username of a user whom no identity provider owns",
    covers: ["8X8-LOGIN-10"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    async probe(t) {
      // Where the look-up shows console users, the aligned one can be linked by its new name.
      const own = adminIfAny(t).customer?.create && (await ownCustomer(t, { retrieval: "all" }));
      await withConsoleUser(t, own === undefined ? {} : { customer: own.id }, async ({ id }) => {
        const within = own === undefined ? {} : { customer: own.id };
        const userName = t.given.userName();
        const { userName: result } = await admin(t).user.edit({ ...within, id, fields: { userName } });
        t.expect.that(result === "stored", {
          summary: `the console answers a new username of an unowned user with "${result}"`,
          seen: result,
          expected: "stored",
          attribute: "userName",
        });
        const page = await admin(t).user.get({ ...within, id });
        t.expect.that(page?.userName === userName, {
          summary: `the console shows username "${page?.userName}" after it was changed`,
          seen: page?.userName,
          expected: userName,
          attribute: "userName",
        });
        if (own === undefined) return;
        const query = new URLSearchParams(named(userName));
        t.expect(await own.send("GET", `/Users?${query}`))
          .status(200)
          .resources([id]);
      });
    },
    mutants: {
      "sp-console-username-locked-for-all": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          field === "userName" || conforming.locked(customer, user, field, route),
      })),
      "sp-console-username-not-stored": behaves<Decisions8x8>((conforming) => ({
        consoleWrite: (customer, user, field, value) =>
          field === "userName" ? "stored" : conforming.consoleWrite(customer, user, field, value),
      })),
      "sp-aligned-user-is-not-found": behaves<Decisions8x8>((conforming) => ({
        find: (customer, filter) =>
          [...conforming.find(customer, filter)].filter(({ created, lastModified }) => created === lastModified),
      })),
    },
  }),

  rule({
    id: "8x8/login/aligning-keeps-federation-id",
    title: "Another username in the console leaves the Federation ID, by which single sign-on finds the user",
    covers: ["8X8-LOGIN-11"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    async probe(t) {
      const userName = t.given.userName();
      await withConsoleUser(t, { federationId: userName }, async ({ id, federationId }) => {
        if (federationId === undefined) t.skip("the driver cannot see the Federation ID of a user");
        if (federationId !== userName) t.inconclusive("the console did not take the Federation ID of a new user");
        const edited = await granted(admin(t).user.edit({ id, fields: { userName } }));
        if (edited.userName !== "stored")
          t.inconclusive(`the console answers a new username with "${edited.userName}"`);
        const page = await admin(t).user.get({ id });
        t.expect.that(page?.federationId === userName, {
          summary: `another username changed the Federation ID of a user to ${page?.federationId}`,
          seen: page?.federationId,
          expected: userName,
          attribute: "federationId",
        });
      });
    },
    mutants: {
      "sp-rename-breaks-sso-mapping": behaves<Decisions8x8>((conforming) => ({
        consoleWrite(customer, user, field, value) {
          if (field === "userName") user.federationId = undefined;
          return conforming.consoleWrite(customer, user, field, value);
        },
      })),
    },
  }),
];
