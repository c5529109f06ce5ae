import fc from "fast-check";
import { decides, type Rule, rule, show } from "../../../engine/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { LOWER, text } from "../../8x8/words.ts";
import { prepared } from "./scene.ts";

/** The application as the console of JumpCloud has it. */
export const application: Rule[] = [
  rule({
    id: "clients/jumpcloud/default-idp-url",
    title: "An application that was given no SSO IdP URL has the one that ends with its name",
    covers: ["8X8-JC-08"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      await t.property(
        text(LOWER, 1, 12),
        async (name) => {
          const { idpUrl } = prepared(t, { application: name }).client.application;
          t.expect.that(idpUrl === `https://sso.jumpcloud.com/saml2/${name}`, {
            summary: `the SSO IdP URL of application ${name} is ${show(idpUrl)}`,
            seen: idpUrl,
            expected: `https://sso.jumpcloud.com/saml2/${name}`,
          });
        },
        { runs: 5 },
      );
      const { application } = prepared(t).client;
      application.setIdpUrl("https://sso.jumpcloud.com/saml2/telephony");
      application.save();
      t.expect.that(application.idpUrl === "https://sso.jumpcloud.com/saml2/telephony", {
        summary: "an SSO IdP URL that was given before the application was saved is not kept",
        seen: application.idpUrl,
        expected: "https://sso.jumpcloud.com/saml2/telephony",
      });
    },
    mutants: {
      "idp-jc-idp-url-empty": decides<JumpCloudDecisions>({ defaultIdpUrl: () => "" }),
      "has one URL for all applications": decides<JumpCloudDecisions>({
        defaultIdpUrl: () => "https://sso.jumpcloud.com/saml2/8x8",
      }),
    },
  }),

  rule({
    id: "clients/jumpcloud/idp-url-is-final",
    title: "The SSO IdP URL of a saved application cannot be changed",
    covers: ["8X8-JC-09"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      await t.property(
        fc.tuple(text(LOWER, 2, 12), text(LOWER, 2, 12)).filter(([one, other]) => one !== other),
        async ([name, other]) => {
          const { application } = prepared(t, { application: name }).client;
          application.save();
          let refused = false;
          try {
            application.setIdpUrl(`https://sso.jumpcloud.com/saml2/${other}`);
          } catch (cause) {
            if (!(cause instanceof RangeError)) throw cause;
            refused = true;
          }
          t.expect.that(refused && application.idpUrl === `https://sso.jumpcloud.com/saml2/${name}`, {
            summary: "the SSO IdP URL of a saved application can be changed",
            seen: { refused, idpUrl: application.idpUrl },
            expected: { refused: true, idpUrl: `https://sso.jumpcloud.com/saml2/${name}` },
          });
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-jc-idp-url-editable": decides<JumpCloudDecisions>({ idpUrlIsOpen: () => true }),
    },
  }),

  rule({
    id: "clients/jumpcloud/deletion-asks-for-the-number",
    title: "An application is deleted once the number of chosen applications was typed, and the deletion is confirmed",
    covers: ["8X8-JC-12"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const { application } = prepared(t).client;
      application.save();
      for (const typed of ["", "0", "2", "11", "yes"]) {
        const { ok } = application.delete(typed);
        t.expect.that(!ok && application.state === "saved", {
          summary: `one application is deleted where ${show(typed)} was typed`,
          seen: { confirmed: ok, state: application.state },
          expected: { confirmed: false, state: "saved" },
        });
      }
      const { ok, message } = application.delete("1");
      t.expect.that(ok && message !== "" && String(application.state) === "deleted", {
        summary: "one application is not deleted where 1 was typed",
        seen: { confirmed: ok, message, state: application.state },
        expected: { confirmed: true, state: "deleted" },
      });
    },
    mutants: {
      "idp-jc-delete-without-count": decides<JumpCloudDecisions>({ deletionIsConfirmed: () => true }),
      "takes any number": decides<JumpCloudDecisions>({ deletionIsConfirmed: ({ typed }) => /^\d+$/.test(typed) }),
      "never deletes": decides<JumpCloudDecisions>({ deletionIsConfirmed: () => false }),
    },
  }),
];
