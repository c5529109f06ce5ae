import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { lookUp, lookUpPath, tokenOf } from "./scene.ts";

/** How a token comes into the world. */
export const issue: Rule[] = [
  rule({
    id: "8x8/token/switching-on-yields-it",
    title: "Switching user provisioning on yields a URL and a token that work together",
    covers: ["8X8-TOKEN-01"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.enable", "admin.scim.save"],
    async probe(t) {
      const { id: customer } = await ownCustomer(t, { enabled: false });
      const { scim } = admin(t);
      const pages = [
        await granted(scim.enable({ customer, provider: "other" })),
        await granted(scim.save({ customer })),
      ];
      const token = tokenOf(...pages);
      const url = pages.find((page) => page.url !== null)?.url;
      t.expect.that(token !== undefined && url !== undefined, {
        summary: `the page shows ${token === undefined ? "no token" : "no URL"} after user provisioning was switched on`,
        seen: { url: url ?? null, token: token === undefined ? null : "a token" },
        expected: "a URL and a token",
      });
      t.expect(await t.client.get(url!.replace(/\/$/, "") + lookUpPath(t), { token: token! }))
        .status(200)
        .resources([]);
    },
    mutants: {
      "sp-enable-shows-no-token": behaves<Decisions8x8>((conforming) => ({
        enableIntegration(customer, provider) {
          conforming.enableIntegration(customer, provider);
          customer.scim.draft!.token = undefined;
        },
      })),
      "sp-enable-shows-no-url": behaves<Decisions8x8>((conforming) => ({
        integrationView: (customer) => ({ ...conforming.integrationView(customer), url: null }),
      })),
      "sp-save-forgets-the-token": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          conforming.saveIntegration(customer);
          customer.scim.token = conforming.issueToken(customer);
        },
      })),
    },
  }),

  rule({
    id: "8x8/token/effective-after-save",
    title: "A token that was not saved is refused, and the next visit shows another one",
    covers: ["8X8-TOKEN-02"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.enable", "admin.scim.discard", "admin.scim.save"],
    async probe(t) {
      if (t.options["saveModel"] === "implicit-on-close")
        t.skip("leaving the page saves: saveModel is implicit-on-close");
      const own = await ownCustomer(t, { enabled: false });
      const { id: customer } = own;
      const { scim } = admin(t);
      const { token: first } = await granted(scim.enable({ customer, provider: "other" }));
      if (first === null) return t.skip("the page shows no token before Save");
      await granted(scim.discard({ customer }));
      t.expect(await lookUp(t, own, first)).status(401, 403, 404);

      const again = [
        await granted(scim.enable({ customer, provider: "other" })),
        await granted(scim.save({ customer })),
      ];
      const second = tokenOf(...again);
      t.expect.that(second !== first, {
        summary: "the token that was shown and not saved is shown again",
        seen: "the same token",
        expected: "another token",
      });
      t.expect(await lookUp(t, own, first)).status(401, 403);
      if (second !== undefined) t.expect(await lookUp(t, own, second)).status(200);
    },
    mutants: {
      "sp-unsaved-token-works": behaves<Decisions8x8>((conforming) => ({
        enableIntegration(customer, provider) {
          conforming.enableIntegration(customer, provider);
          conforming.saveIntegration(customer);
        },
      })),
      "sp-discarded-token-comes-back": behaves<Decisions8x8>({ leaveIntegration: () => {} }),
    },
  }),

  rule({
    id: "8x8/token/shown-once",
    title: "A token that was shown is not shown again",
    covers: ["8X8-TOKEN-05"],
    level: "SHOULD",
    needs: [OWN_CUSTOMER, "admin.scim.enable", "admin.scim.save", "admin.scim.open"],
    answers: ["tokenDisplay"],
    async probe(t) {
      const { id: customer } = await ownCustomer(t, { enabled: false });
      const { scim } = admin(t);
      const pages = [
        await granted(scim.enable({ customer, provider: "other" })),
        await granted(scim.save({ customer })),
        await granted(scim.open({ customer })),
      ];
      if (tokenOf(...pages) === undefined) t.inconclusive("the page showed no token at all");
      const { token } = await granted(scim.open({ customer }));
      t.observe("tokenDisplay", token === null ? "once" : "always");
      if (t.options["tokenDisplay"] === "always") return;
      t.expect.that(token === null, {
        summary: "the page shows the clear token at a later visit",
        seen: "a token",
        expected: "no token",
      });
    },
    mutants: { "sp-token-readable-forever": behaves<Decisions8x8>({ tokenShown: () => {} }) },
  }),
];
