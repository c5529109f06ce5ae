import { behaves, type Capability, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { open } from "./arrival.ts";
import { type OwnScene, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "./scene.ts";

const SIGN_OUT: Capability[] = [...SINGLE_SIGN_ON, "admin.session.check"];

/** How users sign out, and where that leads. */
export const signingOut: Rule[] = [
  rule({
    id: "8x8/saml/sign-out-url-is-optional",
    title:
      "Without a sign-out URL single sign-on can be saved, and signing out ends the session here and leads nowhere",
    covers: ["8X8-SAML-09"],
    level: "MUST",
    needs: [...SIGN_OUT, "admin.sso.view"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { sso } = admin(t);
        for (const signOutUrl of [undefined, null]) {
          await granted(
            sso.setUrls({
              ...scene.within,
              signInUrl: scene.idp.urls.signIn,
              ...(signOutUrl === null && { signOutUrl }),
            }),
          );
          const saved = await attempted(sso.save(scene.within));
          t.expect.that(saved !== "refused" && saved.active, {
            summary: "single sign-on without a sign-out URL is not saved",
            seen: saved === "refused" ? saved : { active: saved.active },
            expected: { active: true },
            attribute: "signOutUrl",
          });
        }
        const { answer, location } = await signOut(t, scene);
        t.expect(answer).that(location === undefined || sameSite(location, scene.page.acsUrl), {
          summary: "signing out leads to another site although no sign-out URL was entered",
          seen: location,
          expected: "a page of the service provider",
        });
      }),
    mutants: {
      "sp-saml-logout-url-required": behaves<Decisions8x8>((conforming) => ({
        ssoLacks: (customer) => [
          ...conforming.ssoLacks(customer),
          ...((customer.sso.draft ?? customer.sso).signOutUrl === undefined ? ["Sign-out page URL"] : []),
        ],
        // What a customer begins with is saved by whoever made the scene.
        saveSso(customer) {
          if (customer.sso.certificate === undefined)
            Object.assign(customer.sso, customer.sso.draft, { draft: undefined });
          else conforming.saveSso(customer);
        },
      })),
      "sp-saml-signs-out-of-the-sign-in-url": behaves<Decisions8x8>((conforming) => ({
        signOutTarget: (customer) => conforming.signOutTarget(customer) ?? customer.sso.signInUrl,
      })),
      "sp-saml-sign-out-leaves-the-session": behaves<Decisions8x8>({ signedOut: () => undefined }),
    },
  }),

  rule({
    id: "8x8/saml/sign-out-url-is-visited",
    title: "Signing out ends the session here and sends the browser to the sign-out URL",
    covers: ["8X8-SAML-10"],
    level: "MUST",
    needs: SIGN_OUT,
    probe: (t) =>
      withOwnSignIn(t, { signOutUrl: "https://idp.example/signed-out" }, async (scene) => {
        const { answer, location } = await signOut(t, scene);
        t.expect(answer).that(location === "https://idp.example/signed-out", {
          summary: "signing out does not lead to the sign-out URL",
          seen: location,
          expected: "https://idp.example/signed-out",
        });
      }),
    mutants: {
      "sp-saml-logout-url-ignored": behaves<Decisions8x8>({ signOutTarget: () => undefined }),
      "sp-saml-logs-out-at-the-identity-provider-only": behaves<Decisions8x8>((conforming) => ({
        signedOut(customer, session, now) {
          if (conforming.signOutTarget(customer) === undefined) conforming.signedOut(customer, session, now);
        },
      })),
      "sp-saml-sign-out-leads-to-the-issuer": behaves<Decisions8x8>({ signOutTarget: ({ sso }) => sso.issuer }),
    },
  }),

  rule({
    id: "8x8/saml/sign-out-url-keeps-its-query",
    title:
      "The sign-out URL is visited to the letter, so that the common address of Microsoft helps after AADSTS750054",
    covers: ["8X8-SAML-11"],
    level: "MUST",
    needs: SIGN_OUT,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { urls, handler } = scene.idp;
        const { sso } = admin(t);
        const results: string[] = [];
        for (const signOutUrl of [urls.signOut, urls.commonSignOut]) {
          const entered = await attempted(sso.setUrls({ ...scene.within, signOutUrl }));
          t.expect.that(entered !== "refused", {
            summary: "a sign-out URL is refused",
            seen: entered,
            expected: signOutUrl,
            attribute: "signOutUrl",
          });
          await granted(sso.save(scene.within));
          const { answer, location } = await signOut(t, scene);
          t.expect(answer).that(location === signOutUrl, {
            summary: "signing out does not lead to the sign-out URL to the letter",
            seen: location,
            expected: signOutUrl,
          });
          results.push(await (await handler(new Request(location!))).text());
        }
        const [tenant = "", common = ""] = results;
        t.expect.that(tenant.includes("AADSTS750054") && !/AADSTS\d+/.test(common), {
          summary: "the sign-out at the identity provider fails where it should not, or the other way round",
          seen: results.map((text) => /AADSTS\d+/.exec(text)?.[0] ?? "signed out"),
          expected: ["AADSTS750054", "signed out"],
        });
      }),
    mutants: {
      "sp-saml-logout-url-rejects-query": behaves<Decisions8x8>((conforming) => ({
        ssoUrlFault: (name, value) =>
          name === "signOutUrl" && value.includes("?") ? "it has a query" : conforming.ssoUrlFault(name, value),
      })),
      "sp-saml-logout-url-loses-its-query": behaves<Decisions8x8>((conforming) => ({
        setSsoUrls: (customer, urls) =>
          conforming.setSsoUrls(customer, {
            ...urls,
            ...(urls.signOutUrl && { signOutUrl: urls.signOutUrl.split("?")[0]! }),
          }),
      })),
    },
  }),
];

/** Signs in and out, and judges that the session has ended. */
async function signOut(t: Trial, scene: OwnScene): Promise<{ answer: Exchange; location: string | undefined }> {
  const { browser, session } = await signedIn(scene);
  const url = scene.page.signOutPages[session!.app]!;
  const answer = await open(browser, url);
  const after = await granted(admin(t).session.check({ ...scene.within, session: session!.id }));
  t.expect(answer).that(!after.open, {
    summary: "the session of somebody who signed out is open",
    seen: "open",
    expected: "ended",
  });
  return { answer, location: answer.response.headers["location"] };
}

function sameSite(location: string, url: string): boolean {
  return URL.parse(location, url)?.origin === new URL(url).origin;
}
