import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { AssertionDraft, ResponseDraft } from "../../../saml/index.ts";
import type { ResponseChanges } from "../../../simulators/test-idp/index.ts";
import { begin, open } from "./arrival.ts";
import { checking, without } from "./mutants.ts";
import {
  expectRefused,
  expectSignedIn,
  SINGLE_SIGN_ON,
  type SignInScene,
  signedIn,
  withOwnSignIn,
  withSignIn,
} from "./scene.ts";

/** From whom a response has to be, for whom, and when. */
export const addressed: Rule[] = [
  rule({
    id: "8x8/saml/other-audience",
    title: "An assertion for another audience, or for none, signs nobody in",
    covers: ["8X8-SAML-01"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { entityId } = scene.idp.application;
        const others = [
          ["https://sp.other.example/saml2"],
          [`${entityId}/other`],
          [entityId.slice(0, -1)],
          [`https://other.example/?${entityId}`],
          ["urn:one", "urn:two"],
        ];
        await t.property(
          fc.constantFrom(...others),
          async (audiences) =>
            expectRefused(t, await signInAs(scene, { audiences }), "an assertion for another audience"),
          { runs: 5 },
        );
        expectRefused(t, await signInAs(scene, { audiences: [] }), "an assertion for no audience in particular");
        const among = await signInAs(scene, { audiences: ["https://sp.other.example/saml2", entityId] });
        expectSignedIn(t, among, "an assertion for several audiences with the service provider among them");
      }),
    mutants: {
      "sp-saml-audience-unchecked": without("audience"),
      "sp-saml-audience-by-its-beginning": checking(() => ({
        audience: ({ assertion }, { audience }) =>
          assertion.audienceRestrictions.flat().some((each) => each.startsWith(audience))
            ? undefined
            : "wrong-audience",
      })),
      "sp-saml-audience-may-be-missing": checking((conforming) => ({
        audience: (content, expectations) =>
          content.assertion.audienceRestrictions.length === 0 ? undefined : conforming.audience(content, expectations),
      })),
      "sp-saml-looks-at-the-first-audience": checking(() => ({
        audience: ({ assertion }, { audience }) =>
          assertion.audienceRestrictions[0]?.[0] === audience ? undefined : "wrong-audience",
      })),
    },
  }),

  rule({
    id: "8x8/saml/entity-id-takes-responses",
    title: "The URL that is the entity ID takes the responses",
    covers: ["8X8-SAML-02"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { entityId } = scene.page;
        Object.assign(scene.idp.application, { entityId, acsUrl: entityId });
        expectSignedIn(t, await scene.signIn(scene.subject), "a response posted to the entity ID", scene.user.id);
      }),
    mutants: {
      "sp-saml-acs-differs": behaves<Decisions8x8>({ acsPath: () => "/saml2/acs" }),
      "sp-saml-entity-id-is-a-name": behaves<Decisions8x8>((conforming) => ({
        entityId: () => `${conforming.entityId()}/sp`,
      })),
    },
  }),

  rule({
    id: "8x8/saml/metadata-agrees",
    title: "The metadata of the service provider, where there is any, names its entity ID and where it takes responses",
    covers: ["8X8-SAML-01", "8X8-SAML-02"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { metadataUrl, entityId } = scene.page;
        await signedIn(scene);
        const answer = await open(t.browser(metadataUrl), metadataUrl);
        if (answer.response.status === 404) t.skip("the service provider publishes no metadata");
        const { text } = answer.response;
        const said = {
          entityId: /\bentityID="([^"]*)"/.exec(text)?.[1],
          acsUrl: /<(?:\w+:)?AssertionConsumerService\b[^>]*\bLocation="([^"]*)"/.exec(text)?.[1],
        };
        t.expect(answer)
          .status(200)
          .that(said.entityId === entityId && said.acsUrl === scene.page.acsUrl, {
            summary: "the metadata names another entity ID, or another URL for responses, than holds",
            seen: said,
            expected: { entityId, acsUrl: scene.page.acsUrl },
          });
      }),
    mutants: {
      "sp-saml-metadata-of-another-entity": describing({ entityId: "https://sso.8x8.example/saml2" }),
      "sp-saml-metadata-of-a-former-acs": describing({ acsUrl: "https://sso.8x8.example/acs" }),
    },
  }),

  rule({
    id: "8x8/saml/other-recipient",
    title: "A response that is addressed to another URL signs nobody in",
    covers: ["8X8-SAML-02"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { acsUrl } = scene.idp.application;
        for (const other of ["https://sp.other.example/saml2", `${acsUrl}/other`, acsUrl.slice(0, -1)]) {
          expectRefused(t, await signInAs(scene, { recipient: other }), "an assertion for another recipient");
          const draft = (said: ResponseDraft): ResponseDraft => ({ ...said, destination: other });
          expectRefused(t, await scene.signIn(scene.subject, { draft }), "a response for another destination");
        }
      }),
    mutants: {
      "sp-saml-recipient-unchecked": without("recipient"),
      "sp-saml-destination-unchecked": without("destination"),
      "sp-saml-recipient-by-its-beginning": checking(() => ({
        recipient: ({ assertion: { recipient = "" } }, { acsUrl }) =>
          recipient.startsWith(acsUrl) ? undefined : "wrong-recipient",
      })),
    },
  }),

  rule({
    id: "8x8/saml/other-issuer",
    title: "A response of another issuer signs nobody in, whatever key signs it",
    covers: ["8X8-SAML-05"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { issuer } = scene.idp;
        const others = [
          "https://idp.other.example/metadata",
          `${issuer}.other`,
          issuer.slice(0, -1),
          issuer.toUpperCase(),
        ];
        await t.property(
          fc.constantFrom(...others.filter((other) => other !== issuer)),
          async (other) => {
            // Which customer is meant is told by the request, where a sign-in can begin at the service provider.
            expectRefused(
              t,
              await arriveFrom(t, scene, { assertion: other, frame: other }),
              "a response of another issuer",
            );
            expectRefused(t, await arriveFrom(t, scene, { assertion: other }), "an assertion of another issuer");
          },
          { runs: 4 },
        );
      }),
    mutants: {
      "sp-saml-issuer-unchecked": without("issuer"),
      "sp-saml-issuer-of-the-frame-only": checking(() => ({
        issuer: (content, { issuer }) => (content.issuer === issuer ? undefined : "wrong-issuer"),
      })),
      "sp-saml-issuer-without-regard-to-case": checking((conforming) => ({
        issuer: (content, expectations) =>
          content.assertion.issuer.toLowerCase() === expectations.issuer.toLowerCase()
            ? undefined
            : conforming.issuer(content, expectations),
      })),
    },
  }),

  rule({
    id: "8x8/saml/out-of-time",
    title: "A response that has expired, or is not valid yet, signs nobody in",
    covers: ["8X8-SAML-07"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const times: [what: string, change: (said: AssertionDraft) => Partial<AssertionDraft>][] = [
          ["an assertion whose conditions have expired", ({ authnInstant }) => ({ notOnOrAfter: authnInstant - HOUR })],
          [
            "an assertion whose bearer is late",
            ({ authnInstant }) => ({ confirmationNotOnOrAfter: authnInstant - HOUR }),
          ],
          ["an assertion that is not valid yet", ({ authnInstant }) => ({ notBefore: authnInstant + HOUR })],
        ];
        for (const [what, change] of times) {
          const draft = (said: ResponseDraft): ResponseDraft => {
            const assertion = said.assertion!;
            const changed = change(assertion);
            // What has expired was valid before.
            const notBefore = changed.notOnOrAfter === undefined ? {} : { notBefore: changed.notOnOrAfter - HOUR };
            return { ...said, assertion: { ...assertion, ...notBefore, ...changed } };
          };
          expectRefused(t, await scene.signIn(scene.subject, { draft }), what);
        }
      }),
    mutants: {
      "sp-saml-conditions-never-expire": without("notOnOrAfter"),
      "sp-saml-bearer-is-never-late": without("confirmationNotOnOrAfter"),
      "sp-saml-takes-what-is-not-valid-yet": without("notBefore"),
      "sp-saml-clock-skew-of-a-day": behaves<Decisions8x8>((conforming) => ({
        samlExpectations: (customer, now) => ({
          ...conforming.samlExpectations(customer, now),
          clockSkewMs: 24 * 60 * 60_000,
        }),
      })),
    },
  }),

  rule({
    id: "8x8/saml/replayed",
    title: "A response that has signed somebody in signs in no second time, in its own frame or in another one",
    covers: ["8X8-SAML-07"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        let sent: Awaited<ReturnType<SignInScene["respond"]>> | undefined;
        const once = async (asked: ResponseChanges) =>
          (sent ??= await scene.respond(scene.subject, { ...asked, signing: { signs: "assertion" } }));
        const first = await scene.arrive(once);
        if (first.refused) {
          // Some take no response whose frame is not signed.
          sent = undefined;
          const whole = async (asked: ResponseChanges) => (sent ??= await scene.respond(scene.subject, asked));
          if ((await scene.arrive(whole)).refused) t.inconclusive("a sign-in that conforms is refused");
        }
        expectRefused(t, await scene.arrive(async () => sent!), "a response that was sent before");
        const framed = Buffer.from(sent!.SAMLResponse, "base64")
          .toString("utf8")
          .replace(/(\sID=")/, "$1_new");
        const again = { ...sent!, SAMLResponse: Buffer.from(framed).toString("base64") };
        expectRefused(t, await scene.arrive(async () => again), "an assertion that was sent before in another frame");
      }),
    mutants: {
      "sp-saml-replay-accepted": behaves<Decisions8x8>({ takeAssertion: () => true }),
      "sp-saml-remembers-responses-only": behaves<Decisions8x8>(() => {
        const seen = new Set<string>();
        return {
          takeAssertion: () => true,
          samlChecks: (conforming) => ({
            ...conforming,
            size(encoded, expectations) {
              if (seen.has(encoded)) return "wrong-request";
              seen.add(encoded);
              return conforming.size(encoded, expectations);
            },
          }),
        };
      }),
    },
  }),
];

const HOUR = 60 * 60_000;

/** Posts a response whose assertion says something else. */
function signInAs(scene: SignInScene, changed: Partial<AssertionDraft>): ReturnType<SignInScene["signIn"]> {
  const draft = (said: ResponseDraft): ResponseDraft => ({ ...said, assertion: { ...said.assertion!, ...changed } });
  return scene.signIn(scene.subject, { draft });
}

/** Posts a response of other issuers. */
async function arriveFrom(
  t: Trial,
  scene: SignInScene,
  { assertion, frame }: { assertion: string; frame?: string },
): ReturnType<SignInScene["signIn"]> {
  const { startUrl } = scene;
  const asked = startUrl === undefined ? {} : { inResponseTo: (await begin(t, t.browser(startUrl), startUrl)).id };
  const draft = (said: ResponseDraft): ResponseDraft => ({
    ...said,
    issuer: frame ?? said.issuer,
    assertion: { ...said.assertion!, issuer: assertion },
  });
  return scene.signIn(scene.subject, { ...asked, draft });
}

/** A service provider whose metadata says something else. */
function describing(said: { entityId?: string; acsUrl?: string }): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({ samlMetadata: () => ({ ...conforming.samlMetadata(), ...said }) }));
}
