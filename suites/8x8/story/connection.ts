import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { employ, lookUp, tokenOf } from "../token/scene.ts";
import { employee } from "../user.ts";

/** Administrators and the token of the integration. */
export const connection: Rule[] = [
  rule({
    id: "8x8/story/s-02-forgot-to-save",
    title:
      "A token that was copied from a page left without Save opens nothing; the one that is saved next is another, and works",
    covers: ["8X8-TOKEN-02", "8X8-UI-05"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.enable", "admin.scim.discard", "admin.scim.open", "admin.scim.save"],
    tags: ["story"],
    async probe(t) {
      if (t.options["saveModel"] === "implicit-on-close")
        t.skip("leaving the page saves: saveModel is implicit-on-close");
      const own = await ownCustomer(t, { enabled: false });
      const { id: customer } = own;
      const { scim } = admin(t);
      const { token: copied } = await granted(scim.enable({ customer, provider: "okta" }));
      if (copied === null) return t.skip("the page shows no token before Save");
      await granted(scim.discard({ customer }));
      t.expect(await lookUp(t, own, copied)).status(401, 403, 404);
      const visited = await granted(scim.open({ customer }));
      t.expect.that(!visited.enabled && !visited.unsaved, {
        summary: "user provisioning is on after the page was left without Save",
        seen: { enabled: visited.enabled, unsaved: visited.unsaved },
        expected: { enabled: false, unsaved: false },
      });

      const saved = tokenOf(
        await granted(scim.enable({ customer, provider: "okta" })),
        await granted(scim.save({ customer })),
      );
      t.expect.that(saved !== undefined && saved !== copied, {
        summary: `the next visit shows ${saved === undefined ? "no token" : "the token that was not saved"}`,
        seen: saved === undefined ? "no token" : "the same token",
        expected: "another token",
      });
      t.expect(await lookUp(t, own, saved)).status(200);
      t.expect(await lookUp(t, own, copied)).status(401, 403);
    },
    mutants: {
      "sp-token-shown-is-token-saved": behaves<Decisions8x8>((conforming) => ({
        enableIntegration(customer, provider) {
          conforming.enableIntegration(customer, provider);
          customer.scim.token = customer.scim.draft?.token;
          customer.scim.enabled = true;
        },
      })),
      "sp-left-page-keeps-the-slider": behaves<Decisions8x8>((conforming) => ({
        leaveIntegration(customer) {
          const draft = customer.scim.draft;
          conforming.leaveIntegration(customer);
          if (draft?.enabled) customer.scim.enabled = true;
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-03-lost-token",
    title:
      "The dialogue was closed without copying: a new configuration has another token, the old one is refused, users are as before",
    covers: ["8X8-TOKEN-04", "8X8-TOKEN-05", "8X8-TOKEN-08"],
    level: "SHOULD",
    needs: [
      OWN_CUSTOMER,
      "admin.scim.open",
      "admin.scim.clear",
      "admin.scim.enable",
      "admin.scim.save",
      "admin.user.get",
    ],
    answers: ["tokenDisplay"],
    tags: ["story"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { id: customer, token: lost } = own;
      const { scim } = admin(t);
      const user = await employ(t, own, employee(t));
      const { token: shown } = await granted(scim.open({ customer }));
      const again = await granted(scim.open({ customer }));
      t.observe("tokenDisplay", again.token === null ? "once" : "always");
      t.expect.that(shown === null || shown === lost, {
        summary: "a visit of the page shows another token than the one in force",
        seen: "another token",
        expected: "the token in force, or none",
      });
      await granted(scim.clear({ customer }));
      await granted(scim.save({ customer }));
      const pages = [
        await granted(scim.enable({ customer, provider: "other" })),
        await granted(scim.save({ customer })),
      ];
      const token = tokenOf(...pages);
      t.expect.that(token !== undefined && token !== lost, {
        summary: `a new configuration shows ${token === undefined ? "no token" : "the token of the former one"}`,
        seen: token === undefined ? "no token" : "the former token",
        expected: "another token",
      });
      t.expect(await lookUp(t, own, lost)).status(401, 403);
      expectUnchanged(t, await own.send("GET", user.path, undefined, token), user.shown, "a new configuration");
      const page = await admin(t).user.get({ customer, id: user.id });
      t.expect.that(page?.owner === "idp", {
        summary: "a new configuration took the user from the identity provider",
        seen: page?.owner,
        expected: "idp",
        attribute: "owner",
      });
      const renewed = { ...user.sent, title: "Found" };
      t.expect(await own.send("PUT", user.path, renewed, token)).success();
    },
    mutants: {
      "sp-new-configuration-accepts-every-token": behaves<Decisions8x8>((conforming) => ({
        tokenMatches: (hash, token) =>
          conforming.tokenMatches(hash, token) || (hash !== undefined && token !== undefined),
      })),
      "sp-clearing-releases-users": behaves<Decisions8x8>((conforming) => ({
        clearIntegration(customer) {
          conforming.clearIntegration(customer);
          for (const user of customer.users.all()) user.owner = "none";
        },
      })),
    },
  }),
];
