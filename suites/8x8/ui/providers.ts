import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, IdentityPage, ProviderLabel } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withOwnCustomer } from "../own-customer.ts";
import { expectConnects, onIdentityPage, SWITCHING, switchedOn, withoutField } from "./identity-page.ts";

/** Which identity providers can be chosen, and what the page shows for each. */
export const providers: Rule[] = [
  rule({
    id: "8x8/ui/providers-offered",
    title:
      "User provisioning offers Azure AD and another SCIM provider, single sign-on Azure AD, Okta and generic SAML",
    covers: ["8X8-UI-10"],
    level: "SHOULD",
    needs: ["admin.page.identity"],
    async probe(t) {
      const { scim, sso } = await granted(admin(t).page.identity({}));
      for (const [section, offered, least] of [
        ["user provisioning", scim?.providers ?? [], ["azure", "other"]],
        ["single sign-on", sso.providers, ["azure", "okta", "saml"]],
      ] as [string, string[], string[]][])
        for (const provider of least)
          t.expect.that(offered.includes(provider), {
            summary: `the section for ${section} does not offer ${provider}`,
            seen: offered,
            expected: least,
          });
    },
    mutants: {
      "sp-ui-provider-azure-only": onIdentityPage((shown) => ({
        ...shown,
        sso: { ...shown.sso, providers: ["azure"] },
        scim: shown.scim && { ...shown.scim, providers: ["azure"] },
      })),
      "sp-ui-sso-without-generic-saml": onIdentityPage((shown) => ({
        ...shown,
        sso: { ...shown.sso, providers: shown.sso.providers.filter((each) => each !== "saml") },
      })),
    },
  }),

  providerRule({
    id: "8x8/ui/azure-section",
    title:
      "With Microsoft Azure AD chosen, the section shows URL and token with Copy buttons, and the retrieval option",
    covers: ["8X8-AAD-15"],
    provider: "azure",
    more: /retriev/i,
    mutants: {
      "sp-azure-section-missing-advanced": onSection("azure", (shown) => withoutField(shown, /retriev/i)),
      "sp-azure-section-without-url": onSection("azure", (shown) => withoutField(shown, /url/i)),
    },
  }),

  providerRule({
    id: "8x8/ui/okta-section",
    title: "With Okta chosen, the section shows URL and token with Copy buttons",
    covers: ["8X8-OKTA-10"],
    provider: "okta",
    mutants: { "sp-okta-section-without-token": onSection("okta", (shown) => withoutField(shown, /token/i)) },
  }),

  providerRule({
    id: "8x8/ui/other-provider",
    title: "Other SCIM Provider can be chosen, and yields URL and token",
    covers: ["8X8-JC-02"],
    provider: "other",
    mutants: {
      "sp-no-generic-provider": behaves<Decisions8x8>((conforming) => ({
        integrationView(customer) {
          const view = conforming.integrationView(customer);
          return { ...view, providers: view.providers.filter((label) => label !== "other") };
        },
      })),
      "sp-other-section-without-token": onSection("other", (shown) => withoutField(shown, /token/i)),
    },
  }),
];

interface ProviderRule {
  id: string;
  title: string;
  covers: string[];
  provider: ProviderLabel;
  /** The caption of a field that is shown besides. */
  more?: RegExp;
  mutants: Record<string, Mutant>;
}

/** What the page shows when one provider is chosen. */
function providerRule({ provider, more, ...declared }: ProviderRule): Rule {
  return rule({
    ...declared,
    level: "MUST",
    needs: SWITCHING,
    probe: (t) =>
      withOwnCustomer(t, { enabled: false }, async (own) => {
        const { scim: offered } = await granted(admin(t).page.identity({ customer: own.id }));
        const known = offered?.providers.includes(provider) === true;
        // Where the list lacks Okta, its customers find URL and token elsewhere (C-42).
        if (provider === "okta" && !known) t.skip(`user provisioning offers ${offered?.providers.join(", ")}`);
        t.expect.that(known, {
          summary: `user provisioning does not offer ${provider}`,
          seen: offered?.providers ?? "no section",
          expected: provider,
        });
        const { url, token, page } = await switchedOn(t, own, provider);
        const captions = page.scim?.fields.map(({ caption }) => caption) ?? [];
        t.expect.that(more === undefined || captions.some((caption) => more.test(caption)), {
          summary: `the section for ${provider} has no field of its advanced settings`,
          seen: captions,
          expected: String(more),
        });
        await expectConnects(t, url, token);
      }),
  });
}

/** A service provider that shows another page while one provider is chosen. */
function onSection(provider: ProviderLabel, change: (shown: IdentityPage) => IdentityPage): Mutant {
  return onIdentityPage((shown) => (shown.scim?.provider === provider ? change(shown) : shown));
}
