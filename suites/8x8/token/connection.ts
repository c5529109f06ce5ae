import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { activation, employee } from "../user.ts";
import { DIGITS, LOWER, text, UPPER } from "../words.ts";
import { employ, lookUp, lookUpPath } from "./scene.ts";

/** When a connection is there, and when it is not. */
export const connection: Rule[] = [
  rule({
    id: "8x8/token/connection-test",
    title: "A connection test succeeds with the URL and the token, fails with others, and creates nobody",
    covers: ["8X8-TOKEN-10"],
    level: "MUST",
    async probe(t) {
      const nobody = lookUpPath(t);
      t.expect(await t.client.get(nobody))
        .status(200)
        .resources([]);
      await t.property(
        text(UPPER + LOWER + DIGITS, 20, 40),
        async (token) => {
          for (const wrong of [token, null]) {
            t.expect(await t.client.get(nobody, { token: wrong })).status(401, 403);
            t.expect(await t.client.get("/Users?count=1", { token: wrong })).status(401, 403);
          }
        },
        { runs: 2 },
      );
      const elsewhere = t.client.baseUrl.replace(/\/customers\/[^/]+/, `/customers/${t.given.name()}`);
      if (elsewhere !== t.client.baseUrl) t.expect(await t.client.get(elsewhere + nobody)).status(401, 403, 404);
      t.expect(await t.client.get(nobody))
        .status(200)
        .resources([]);
    },
    mutants: {
      "sp-test-connection-always-ok": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.method === "GET" && !/\/Users\/./.test(call.path)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
      "sp-look-up-creates-the-user": behaves<Decisions8x8>((conforming) => ({
        find(customer, filter) {
          const found = [...conforming.find(customer, filter)];
          if (found.length === 0 && filter.type === "compare")
            customer.users.put(conforming.newUser(customer, String(filter.value), "idp"));
          return found;
        },
      })),
    },
  }),

  rule({
    id: "8x8/token/connection-test-when-off",
    title: "A connection test fails while user provisioning is off",
    covers: ["8X8-TOKEN-10"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.disable", "admin.scim.save"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { scim } = admin(t);
      t.expect(await lookUp(t, own)).status(200);
      await granted(scim.disable({ customer: own.id }));
      await granted(scim.save({ customer: own.id }));
      t.expect(await lookUp(t, own)).status(401, 403, 404);
    },
    mutants: {
      "sp-test-connection-ok-when-off": behaves<Decisions8x8>((conforming) => ({
        serves: (customer) => customer.scim.token !== undefined && conforming.scimOffered(customer),
      })),
    },
  }),

  rule({
    id: "8x8/token/switching-off-stops-it",
    title: "Switching user provisioning off refuses every call and leaves the users as they are",
    covers: ["8X8-TOKEN-12"],
    level: "SHOULD",
    needs: [OWN_CUSTOMER, "admin.scim.disable", "admin.scim.enable", "admin.scim.save", "admin.user.get"],
    answers: ["ownershipAfterDisable", "tokenAfterSwitchingOnAgain"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { id: customer } = own;
      const { scim, user: console } = admin(t);
      const user = await employ(t, own, employee(t));
      const before = await granted(console.get({ customer, id: user.id }));
      await granted(scim.disable({ customer }));
      await granted(scim.save({ customer }));

      t.expect(await lookUp(t, own)).refused();
      t.expect(await own.send("GET", user.path)).refused();
      t.expect(await own.send("PATCH", user.path, activation(false))).refused();
      t.expect(await own.send("PUT", user.path, { ...user.sent, title: "Intruder" })).refused();
      const after = await console.get({ customer, id: user.id });
      for (const attribute of ["userName", "givenName", "familyName", "title", "active", "site", "licence"] as const)
        t.expect.that(after?.[attribute] === before?.[attribute], {
          summary: `${attribute} of a user changed when user provisioning was switched off`,
          seen: after?.[attribute],
          expected: before?.[attribute],
          attribute,
        });
      t.observe("ownershipAfterDisable", after?.owner === "idp" ? "retained" : "released");

      await granted(scim.enable({ customer, provider: "other" }));
      await granted(scim.save({ customer }));
      const again = await lookUp(t, own);
      t.observe("tokenAfterSwitchingOnAgain", again.response.status === 200 ? "the former one" : "a new one");
    },
    mutants: {
      "sp-disabled-scim-still-serves": behaves<Decisions8x8>({ serves: () => true }),
      "sp-disabled-scim-still-reads": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.method === "GET" && conforming.tokenMatches(customer.scim.token?.hash, call.token)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
      "sp-disabling-deactivates-users": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          conforming.saveIntegration(customer);
          if (!customer.scim.enabled) for (const user of customer.users.all()) user.active = false;
        },
      })),
    },
  }),
];
