import { decides, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { SignInDecisions } from "../../../simulators/test-idp/index.ts";
import { keyNamed } from "../../8x8/saml/keys.ts";
import { LOWER, text } from "../../8x8/words.ts";
import { expectEntered, expectIn } from "./judging.ts";
import { SIDES, type Visit, WATCHED, withIdentityProvider } from "./scene.ts";

const OTHER_IDENTIFIER = "https://sso.other.example/saml2";

/** The values that stand in the console of the identity provider, and what is asserted by them. */
export const settings: Rule[] = [
  rule({
    id: "clients/sign-in/entra-one-identifier",
    title: "The application at Entra ID has one identifier and one reply URL, the defaults, and asserts by them",
    covers: ["8X8-SAML-03"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "entra" }, async (scene) => {
        const { directory, idp, page } = scene;
        const { entityId, acsUrl } = page;
        const person = await scene.employee();
        directory.assign(person.id);
        const expectOnlyOnes = (): void => {
          const { identifiers, replyUrls } = idp.configuration();
          expectEntered(t, "the identifiers of the application", identifiers, [{ value: entityId, isDefault: true }]);
          expectEntered(t, "the reply URLs of the application", replyUrls, [{ url: acsUrl, isDefault: true }]);
        };
        const expectFor = async (who: string): Promise<void> => {
          for (const side of SIDES) {
            const visit = await scene.visit(person, side);
            expectSaid(t, visit, "audiences", [entityId]);
            expectIn(t, visit, who);
          }
        };
        expectOnlyOnes();
        await expectFor("with one identifier, somebody who is assigned");

        // An administrator adds another one and makes it the default: only who is asked for by name is still right.
        Object.assign(idp.application, { entityId: OTHER_IDENTIFIER, otherIdentifiers: [entityId] });
        const own = await scene.visit(person, "identity-provider");
        expectSaid(t, own, "audiences", [OTHER_IDENTIFIER]);
        t.expect.that(own.outcome === "wrong-audience", {
          summary: `with another identifier as the default a sign-in from the portal ends as ${show(own.outcome)}`,
          seen: own.outcome,
          expected: "wrong-audience",
        });
        const asked = await scene.visit(person, "service-provider");
        expectSaid(t, asked, "audiences", [entityId]);
        expectIn(t, asked, "with another identifier as the default, somebody who was asked for");

        Object.assign(idp.application, { entityId, otherIdentifiers: [] });
        expectOnlyOnes();
        await expectFor("with the other identifier removed, somebody who is assigned");
      }),
    mutants: {
      "idp-entra-extra-identifier": decides<SignInDecisions>((conforming) => ({
        identifiers: (application) => [
          { value: OTHER_IDENTIFIER, isDefault: true },
          ...conforming.identifiers(application).map((each) => ({ ...each, isDefault: false })),
        ],
      })),
      "keeps a second identifier": decides<SignInDecisions>((conforming) => ({
        identifiers: (application) => [
          ...conforming.identifiers(application),
          { value: OTHER_IDENTIFIER, isDefault: false },
        ],
      })),
      "numbers its reply URL": decides<SignInDecisions>((conforming) => ({
        replyUrls: (application) => conforming.replyUrls(application).map((each) => ({ ...each, index: 1 })),
      })),
      "asserts another audience than its identifier": decides<SignInDecisions>({ audiences: () => [OTHER_IDENTIFIER] }),
      "asserts every identifier": decides<SignInDecisions>({
        audiences: (identifiers) => identifiers.map(({ value }) => value),
      }),
      "asserts the default identifier whoever asks": decides<SignInDecisions>((conforming) => ({
        audiences: (identifiers) => conforming.audiences(identifiers, undefined),
      })),
      "posts to a former reply URL": decides<SignInDecisions>({ replyUrl: () => "https://sso.8x8.example/former" }),
    },
  }),

  rule({
    id: "clients/sign-in/jumpcloud-placeholder",
    title:
      "While YOURDOMAIN stands in a field of the connector of JumpCloud it is named and nobody signs in; once replaced everywhere they do",
    covers: ["8X8-SAML-12"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) => {
      const issuer = `https://${t.given.name()}.com`;
      return withIdentityProvider(t, { product: "jumpcloud", issuer }, async (scene) => {
        const { directory, idp, page } = scene;
        const person = await scene.employee();
        directory.assign(person.id);
        const replaced = (): void => {
          idp.issuer = issuer;
          Object.assign(idp.application, { entityId: page.entityId, acsUrl: page.acsUrl });
        };
        const left: [caption: string, leave: () => void][] = [
          ["IdP Entity ID", () => (idp.issuer = "https://YOURDOMAIN.com")],
          ["SP Entity ID", () => (idp.application.entityId = "https://YOURDOMAIN.com/saml2")],
          ["ACS URL", () => (idp.application.acsUrl = "https://YOURDOMAIN.com/saml2")],
        ];
        for (const [caption, leave] of left) {
          replaced();
          leave();
          expectEntered(t, "the fields that hold the placeholder", idp.configuration().placeholders, [caption]);
          for (const side of SIDES) {
            const visit = await scene.visit(person, side);
            if (caption === "IdP Entity ID") expectIssuer(t, visit, "https://YOURDOMAIN.com");
            t.expect.that(visit.outcome !== "session", {
              summary: `with the placeholder left as ${caption} somebody signs in, from the ${side.replace("-", " ")}`,
              seen: "session",
              expected: "a refusal",
            });
          }
        }
        replaced();
        expectEntered(t, "the fields that hold the placeholder", idp.configuration().placeholders, []);
        for (const side of SIDES) {
          const visit = await scene.visit(person, side);
          expectIssuer(t, visit, issuer);
          expectIn(t, visit, "with the placeholder replaced everywhere, somebody in a bound group");
        }
      });
    },
    mutants: {
      "idp-jc-placeholder-left": decides<SignInDecisions>({ issuer: () => "https://YOURDOMAIN.com" }),
      "asserts something in the place of the placeholder": decides<SignInDecisions>({
        issuer: (held) => held.replace("YOURDOMAIN", "example"),
      }),
      "says nothing of a placeholder": decides<SignInDecisions>({ placeholders: () => [] }),
      "looks for the placeholder in one field": decides<SignInDecisions>((conforming) => ({
        placeholders: (fields) => conforming.placeholders(fields).filter((caption) => caption === "IdP Entity ID"),
      })),
      "answers whoever asks": decides<SignInDecisions>({
        requestRefusal: () => undefined,
      }),
    },
  }),

  rule({
    id: "clients/sign-in/jumpcloud-entity-id",
    title: "The entity ID that was entered in the connector of JumpCloud is the issuer of what it sends, to the letter",
    covers: ["8X8-SAML-13"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) =>
      withIdentityProvider(t, { product: "jumpcloud" }, async (scene) => {
        const { directory, idp, enter } = scene;
        const person = await scene.employee();
        directory.assign(person.id);
        const { certificate } = await keyNamed("identity provider");
        await t.property(
          text(LOWER, 3, 12),
          async (company) => {
            const issuer = `https://${t.given.name()}-${company}.com`;
            idp.issuer = issuer;
            await enter({ signInUrl: idp.urls.signIn, issuer, certificate });
            for (const side of SIDES) {
              const visit = await scene.visit(person, side);
              expectIssuer(t, visit, issuer);
              expectIn(t, visit, "with the entity ID entered on both sides, somebody in a bound group");
            }
          },
          { runs: 3 },
        );
      }),
    mutants: {
      "idp-jc-entity-id-default": decides<SignInDecisions>({ issuer: () => "https://sso.jumpcloud.com/saml2/8x8" }),
      "ends its entity ID with a slash": decides<SignInDecisions>({ issuer: (held) => `${held}/` }),
      "keeps the entity ID of its beginning": decides<SignInDecisions>(() => {
        let first: string | undefined;
        return { issuer: (held) => (first ??= held) };
      }),
    },
  }),

  rule({
    id: "clients/sign-in/okta-setup-instructions",
    title: "The setup instructions of the Okta application show its own values, and with those entered people sign in",
    covers: ["8X8-SAML-14"],
    level: "MUST",
    judges: "client",
    needs: WATCHED,
    probe: (t) => {
      const tenant = `exk${t.given.name()}`;
      return withIdentityProvider(t, { product: "okta", tenant, unentered: true }, async (scene) => {
        const { directory, idp } = scene;
        const person = await scene.employee();
        directory.assign(person.id);
        const { certificate } = await keyNamed("identity provider");
        const { signInUrl, issuer, certificate: shown } = await idp.setup();
        expectEntered(t, "the IDP login URL", signInUrl, `https://idp.example/app/8x8/${tenant}/sso/saml`);
        expectEntered(t, "the issuer URL/URN", issuer, `http://www.okta.com/${tenant}`);
        expectEntered(t, "the certificate", shown, certificate);
        await scene.enter({ signInUrl, issuer, certificate: shown });
        for (const side of SIDES) {
          const visit = await scene.visit(person, side);
          expectIssuer(t, visit, `http://www.okta.com/${tenant}`);
          expectIn(t, visit, "with the values of the setup instructions entered, somebody who is assigned");
        }
      });
    },
    mutants: {
      "idp-okta-org-issuer-mismatch": decides<SignInDecisions>({
        setupInstructions: (own) => ({ ...own, issuer: "http://www.okta.com/exkanother" }),
      }),
      "shows the login URL of another application": decides<SignInDecisions>({
        setupInstructions: (own) => ({ ...own, signInUrl: "https://idp.example/app/other/exkanother/sso/saml" }),
      }),
      "shows no certificate": decides<SignInDecisions>({ setupInstructions: (own) => ({ ...own, certificate: "" }) }),
      "asserts the issuer of the organisation": decides<SignInDecisions>({ issuer: () => "http://www.okta.com" }),
    },
  }),
];

/** Judges that every issuer in what was posted is one: that of the frame and that of the assertion. */
function expectIssuer(t: Trial, visit: Visit, issuer: string): void {
  expectSaid(t, visit, "issuers", [issuer, issuer]);
}

/** Judges what was posted by what it says; where nothing was, that is judged elsewhere. */
function expectSaid(t: Trial, { posted, exchange }: Visit, what: "issuers" | "audiences", expected: string[]): void {
  if (posted === undefined) return;
  const judged = exchange === undefined ? t.expect : t.expect(exchange);
  judged.that(posted[what].join("\n") === expected.join("\n"), {
    summary: `a response has ${what} ${show(posted[what])}, expected ${show(expected)}`,
    seen: posted[what],
    expected,
  });
}
