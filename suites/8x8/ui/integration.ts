import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, IdentityPage } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withOwnCustomer } from "../own-customer.ts";
import { lookUp } from "../token/scene.ts";
import {
  CONNECTION,
  expectConnection,
  expectConnects,
  fieldOf,
  onIdentityPage,
  SWITCHING,
  switchedOn,
  withFields,
} from "./identity-page.ts";

/** The section of the identity page that connects an identity provider. */
export const integration: Rule[] = [
  rule({
    id: "8x8/ui/slider-reveals-the-connection",
    title:
      "URL and token of user provisioning are on the page while it is on, each with a Copy button, and not while it is off",
    covers: ["8X8-UI-03"],
    level: "MUST",
    needs: [...SWITCHING, "admin.scim.disable"],
    probe: (t) =>
      withOwnCustomer(t, { enabled: false }, async ({ id: customer }) => {
        const { scim, page } = admin(t);
        expectNoConnection(t, await granted(page.identity({ customer })), "before it was ever switched on");
        await granted(scim.enable({ customer, provider: "other" }));
        expectConnection(t, await granted(page.identity({ customer })), "when it is switched on");
        await granted(scim.save({ customer }));
        await granted(scim.disable({ customer }));
        expectNoConnection(t, await granted(page.identity({ customer })), "when it is switched off");
        await granted(scim.save({ customer }));
        expectNoConnection(t, await granted(page.identity({ customer })), "once it was saved as switched off");
      }),
    mutants: {
      "sp-ui-token-when-disabled": onIdentityPage((shown, conforming, customerId) =>
        shown.scim === null || shown.scim.enabled
          ? shown
          : {
              ...shown,
              scim: {
                ...shown.scim,
                fields: [fieldOf("8x8 URL", conforming.scimPath(customerId)), fieldOf("8x8 API Token", "••••••••")],
              },
            },
      ),
      "sp-ui-no-copy-buttons": onIdentityPage((shown) => withFields(shown, (field) => ({ ...field, copies: null }))),
    },
  }),

  rule({
    id: "8x8/ui/copies-what-works",
    title: "The Copy buttons of URL and token copy the values that work, to the letter",
    covers: ["8X8-UI-04"],
    level: "SHOULD",
    needs: SWITCHING,
    probe: (t) =>
      withOwnCustomer(t, { enabled: false }, async (own) => {
        const { url, token } = await switchedOn(t, own, "other");
        for (const [what, copied] of Object.entries({ URL: url, token }))
          t.expect.that(/^[!-~]+$/.test(copied), {
            summary: `the Copy button of the ${what} copies blanks, or characters that stand for others`,
            seen: what === "URL" ? copied : "another text than a token",
            expected: "printable ASCII without blanks",
          });
        await expectConnects(t, url, token);
      }),
    mutants: {
      "sp-ui-copy-masked-token": onIdentityPage((shown) =>
        withFields(shown, (field) => (/token/i.test(field.caption) ? { ...field, copies: "••••••••" } : field)),
      ),
      "sp-ui-copy-adds-a-blank": onIdentityPage((shown) =>
        withFields(shown, (field) => (field.copies === null ? field : { ...field, copies: `${field.copies} ` })),
      ),
      "sp-ui-copies-the-base-of-the-url": onIdentityPage((shown) =>
        withFields(shown, (field) =>
          /url/i.test(field.caption) && field.copies !== null
            ? { ...field, copies: field.copies.replace(/\/scim\/v2$/, "") }
            : field,
        ),
      ),
    },
  }),

  rule({
    id: "8x8/ui/leaving-discards",
    title: "Leaving the identity page without Save leaves the configuration as it was",
    covers: ["8X8-UI-05"],
    level: "MUST",
    needs: [
      ...SWITCHING,
      "admin.scim.open",
      "admin.scim.discard",
      "admin.scim.disable",
      "admin.scim.clear",
      "admin.scim.regenerate",
      "admin.scim.setRetrieval",
    ],
    probe: (t) =>
      withOwnCustomer(t, { retrieval: "idp-only" }, async (own) => {
        if (t.options["saveModel"] === "implicit-on-close")
          t.skip("leaving the page saves: saveModel is implicit-on-close");
        const { id: customer } = own;
        const { scim, page } = admin(t);
        const changes = {
          "another provider": () => scim.enable({ customer, provider: "okta" }),
          "all users retrieved": () => scim.setRetrieval({ customer, retrieval: "all" }),
          "a new token": () => scim.regenerate({ customer }),
          "switched off": () => scim.disable({ customer }),
          cleared: () => scim.clear({ customer }),
        };
        const order = Object.keys(changes) as (keyof typeof changes)[];
        const before = await granted(scim.open({ customer }));
        await t.property(
          fc.tuple(fc.subarray(order, { minLength: 4 }), fc.constantFrom("discard" as const, "open" as const)),
          async ([made, leave]) => {
            for (const change of made) await granted(changes[change]());
            const { unsaved } = await granted(page.identity({ customer }));
            t.expect.that(unsaved, {
              summary: `the page shows ${made.join(", ")} as saved already`,
              seen: "saved",
              expected: "unsaved changes",
            });
            await granted(scim[leave]({ customer }) as Promise<unknown>);
            const after = await granted(scim.open({ customer }));
            for (const member of ["enabled", "provider", "retrieval", "url"] as const)
              t.expect.that(after[member] === before[member], {
                summary: `${member} changed though the page was left without Save after: ${made.join(", ")}`,
                seen: after[member],
                expected: before[member],
                attribute: member,
              });
            t.expect(await lookUp(t, own)).status(200);
          },
          { runs: 3 },
        );
      }),
    mutants: {
      "sp-ui-autosaves": behaves<Decisions8x8>((conforming) => ({
        enableIntegration(customer, provider) {
          conforming.enableIntegration(customer, provider);
          conforming.saveIntegration(customer);
        },
        setRetrieval(customer, retrieval) {
          conforming.setRetrieval(customer, retrieval);
          conforming.saveIntegration(customer);
        },
        disableIntegration(customer) {
          conforming.disableIntegration(customer);
          conforming.saveIntegration(customer);
        },
      })),
      "sp-ui-stores-the-retrieval-at-once": behaves<Decisions8x8>((conforming) => ({
        setRetrieval(customer, retrieval) {
          conforming.setRetrieval(customer, retrieval);
          customer.scim.retrieval = retrieval;
        },
      })),
      "sp-ui-renews-the-token-at-once": behaves<Decisions8x8>((conforming) => ({
        regenerateToken(customer) {
          conforming.regenerateToken(customer);
          customer.scim.token = customer.scim.draft!.token;
        },
      })),
    },
  }),

  rule({
    id: "8x8/ui/enable-save-copy",
    title: "User provisioning that was switched on and saved shows a URL and a token to copy, and they connect",
    covers: ["8X8-ENTRA-01"],
    level: "MUST",
    needs: SWITCHING,
    probe: (t) =>
      withOwnCustomer(t, { enabled: false }, async ({ id: customer }) => {
        const { scim } = admin(t);
        await granted(scim.enable({ customer }));
        const { url, token } = await granted(scim.save({ customer }));
        t.expect.that(url !== null && token !== null, {
          summary: `the page shows no ${url === null ? "URL" : "token"} after the first Save`,
          seen: { url, token: token === null ? null : "a token" },
          expected: "a URL and a token",
        });
        await expectConnects(t, url!, token!);
      }),
    mutants: {
      "sp-token-hidden-after-first-save": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          conforming.saveIntegration(customer);
          if (customer.scim.token !== undefined) customer.scim.token.clear = undefined;
        },
      })),
    },
  }),
];

function expectNoConnection(t: Trial, { scim }: IdentityPage, when: string): void {
  const shown = scim?.fields.find(({ caption, value }) => CONNECTION.test(caption) && value !== null);
  t.expect.that(shown === undefined, {
    summary: `the page shows "${shown?.caption}" ${when}`,
    seen: shown?.caption,
    expected: "neither URL nor token",
  });
}
