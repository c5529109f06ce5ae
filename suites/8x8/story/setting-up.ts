import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { testIdentityProvider } from "../../../simulators/test-idp/index.ts";
import { admin, granted } from "../admin.ts";
import { begin } from "../saml/arrival.ts";
import { without } from "../saml/mutants.ts";
import {
  expectRefused,
  expectSignedIn,
  type OwnScene,
  SINGLE_SIGN_ON,
  signedIn,
  withOwnSignIn,
} from "../saml/scene.ts";

/** The settings that administrators enter, and what becomes of sign-ins when they are wrong. */
export const settingUp: Rule[] = [
  rule({
    id: "8x8/story/s-55-wrong-audience",
    title: "A second identifier that is the default at Microsoft keeps everybody out, until it is removed",
    covers: ["8X8-SAML-01", "8X8-SAML-03"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "entra" }, async (scene) => {
        await signedIn(scene);
        const { idp, page, subject, user } = scene;
        idp.application.entityId = "https://sso.other.example/saml2";
        expectRefused(t, await scene.signIn(subject), "with another identifier as the default, a user");
        idp.application.entityId = page.entityId;
        expectSignedIn(t, await scene.signIn(subject), "with the identifier as the only one, a user", user.id);
      }),
    mutants: { "sp-saml-takes-what-was-meant-for-others": without("audience") },
  }),

  rule({
    id: "8x8/story/s-56-placeholder-left-in-place",
    title: "While YOURDOMAIN stands in the connector of JumpCloud nobody signs in, and once it was replaced they do",
    covers: ["8X8-SAML-12", "8X8-SAML-13", "8X8-SAML-05"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "jumpcloud", issuer: `https://${t.given.name()}.com` }, async (scene) => {
        await signedIn(scene);
        const { idp, subject, user } = scene;
        const entered = idp.issuer;
        // What the connector says until somebody replaces it.
        idp.issuer = testIdentityProvider({ application: idp.application, product: "jumpcloud" }).issuer;
        const { id } = await begin(t, t.browser(scene.startUrl!), scene.startUrl!);
        const left = await scene.signIn(subject, { inResponseTo: id });
        expectRefused(t, left, "with the placeholder left in the connector, a user");
        idp.issuer = entered;
        expectSignedIn(t, await scene.signIn(subject), "with the placeholder replaced, a user", user.id);
      }),
    mutants: { "sp-saml-takes-placeholders-for-the-issuer": without("issuer") },
  }),

  rule({
    id: "8x8/story/values-of-another-okta-application",
    title: "With the values of another Okta application nobody signs in; with those of the setup instructions they do",
    covers: ["8X8-SAML-14"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "okta" }, async (scene) => {
        await signedIn(scene);
        const { idp, within, subject, user, startUrl } = scene;
        const enter = async ({ issuer, urls }: Pick<OwnScene["idp"], "issuer" | "urls">): Promise<void> => {
          await granted(admin(t).sso.setUrls({ ...within, issuer, signInUrl: urls.signIn }));
          await granted(admin(t).sso.save(within));
        };
        // Another application of the organisation has an issuer of its own.
        await enter({ ...idp, issuer: `${idp.issuer}-other` });
        const { id } = await begin(t, t.browser(startUrl!), startUrl!);
        expectRefused(
          t,
          await scene.signIn(subject, { inResponseTo: id }),
          "with values of another application, a user",
        );
        await enter(idp);
        expectSignedIn(t, await scene.signIn(subject), "with the values of the setup instructions, a user", user.id);
      }),
    mutants: {
      "sp-saml-issuer-by-its-beginning": behaves<Decisions8x8>({
        samlChecks: (checks) => ({
          ...checks,
          issuer: ({ assertion }, { issuer }) => (issuer.startsWith(assertion.issuer) ? undefined : "wrong-issuer"),
        }),
      }),
    },
  }),

  rule({
    id: "8x8/story/s-58-half-removed-integration",
    title: "While the connector is gone and single sign-on is on nobody signs in; switched off, passwords work again",
    covers: ["8X8-SSO-04", "8X8-JC-13"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.sso.disable", "admin.user.setPassword", "admin.session.open"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { within, user } = scene;
        const password = `Pw-${t.given.faker.string.alphanumeric(16)}-7`;
        await granted(admin(t).user.setPassword({ ...within, id: user.id, password }));
        await expectPassword(t, scene, password, false);
        await granted(admin(t).sso.disable(within));
        await granted(admin(t).sso.save(within));
        await expectPassword(t, scene, password, true);
        expectRefused(t, await scene.signIn(scene.subject), "with single sign-on switched off, a response");
        t.expect(await scene.send("GET", user.path))
          .status(200)
          .attribute("active", true);
      }),
    mutants: {
      "sp-sso-silently-falls-back": behaves<Decisions8x8>({ passwordRefusal: () => undefined }),
      "sp-sso-off-keeps-passwords-out": behaves<Decisions8x8>({
        passwordRefusal: ({ sso }) => (sso.certificate === undefined ? undefined : "sso-required"),
      }),
      "sp-sso-off-takes-responses-still": behaves<Decisions8x8>({
        ssoServes: ({ sso }) => sso.certificate !== undefined,
      }),
    },
  }),
];

/** Judges whether a password signs in. */
async function expectPassword(t: Trial, { within, user }: OwnScene, password: string, works: boolean): Promise<void> {
  const { session, refused } = await granted(admin(t).session.open({ ...within, userName: user.userName, password }));
  t.expect.that((session !== null) === works, {
    summary: works
      ? `with single sign-on switched off a password does not sign in: ${refused}`
      : "while single sign-on is on a password signs in",
    seen: refused ?? "a session",
    expected: works ? "a session" : "a refusal",
  });
}
