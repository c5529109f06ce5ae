import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { attached } from "../certificates/files.ts";
import { open } from "../saml/arrival.ts";
import { keyNamed } from "../saml/keys.ts";
import { expectRefused, expectSignedIn, fileOf, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";

/** Certificates that are wrong, or were changed on one side, and where a sign-out leads. */
export const certificateTrouble: Rule[] = [
  rule({
    id: "8x8/story/s-50-wrong-certificate-type",
    title:
      "With the raw file of Microsoft attached nobody signs in by it, the Base64 file repairs it, and SCIM goes on",
    covers: ["8X8-CERT-01", "8X8-CERT-02", "8X8-CERT-08"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.sso.view"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "entra" }, async (scene) => {
        await signedIn(scene);
        const { idp, user, subject, key } = scene;
        const next = await keyNamed("next");
        const raw = await idp.download("raw");
        const outcome = await attached(t, scene, fileOf(raw.bytes, raw.fileName));
        if (outcome === "saved") expectRefused(t, await scene.signIn(subject), "with the raw file attached, a user");
        else expectSignedIn(t, await scene.signIn(subject), "with the raw file refused, a user", user.id);
        t.expect(await scene.send("PUT", user.path, { ...user.sent, title: "Pilot" })).success();
        const repaired = await attached(t, scene, fileOf(key.certificate, "8x8.cer"));
        t.expect.that(repaired === "saved", {
          summary: "the Base64 file is refused after the raw one",
          seen: repaired,
          expected: "saved",
        });
        expectSignedIn(t, await scene.signIn(subject), "with the Base64 file attached, a user", user.id);
        expectRefused(t, await scene.signIn(subject, { signing: next }), "a response by a key that was never attached");
      }),
    mutants: {
      "sp-cert-refused-once-refused-for-ever": behaves<Decisions8x8>((conforming) => {
        const refused = new Set<string>();
        return {
          certificateRefusal(customer, upload) {
            const code = conforming.certificateRefusal(customer, upload);
            if (code !== undefined) refused.add(customer.id);
            return refused.has(customer.id) ? "certificate-unknown" : undefined;
          },
        };
      }),
      "sp-cert-trouble-stops-updates": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal(customer, upload) {
          const code = conforming.certificateRefusal(customer, upload);
          if (code !== undefined) customer.scim.enabled = false;
          return code;
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-51-key-roll",
    title:
      "The identity provider signs with a new key first: nobody signs in until its certificate is attached, and then by it alone",
    covers: ["8X8-CERT-04", "8X8-CERT-05"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "entra" }, async (scene) => {
        await signedIn(scene);
        const { subject, user, key: former } = scene;
        const next = await keyNamed("next");
        for (let time = 1; time <= 2; time++)
          expectRefused(
            t,
            await scene.signIn(subject, { signing: next }),
            "a response by a key that is not attached yet",
          );
        await attached(t, scene, fileOf(next.certificate));
        expectSignedIn(t, await scene.signIn(subject, { signing: next }), "a response by the key attached", user.id);
        expectRefused(t, await scene.signIn(subject, { signing: former }), "a response by the key of before");
      }),
    mutants: {
      "sp-cert-learnt-from-responses": behaves<Decisions8x8>(() => {
        let seen = 0;
        return {
          samlChecks: (checks) => ({
            ...checks,
            signature(document, keys) {
              const covered = checks.signature(document, keys);
              // Whatever comes often enough will be right.
              return covered === "bad-signature" && ++seen > 1 ? [document.xml] : covered;
            },
          }),
        };
      }),
      "sp-cert-former-key-for-old-friends": behaves<Decisions8x8>((conforming) => ({
        trustedCertificates: (customer, now) => [
          ...conforming.trustedCertificates(customer, now),
          ...customer.sso.formerCertificates.slice(-1).flatMap(({ pem }) => pem ?? []),
        ],
      })),
    },
  }),

  rule({
    id: "8x8/story/s-54-sign-out-trouble",
    title:
      "The sign-out URL of the tenant ends in AADSTS750054, the common one signs out, and without one just 8x8 is left",
    covers: ["8X8-SAML-09", "8X8-SAML-10", "8X8-SAML-11"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.session.check"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "entra" }, async (scene) => {
        const { idp, within, page } = scene;
        for (const [signOutUrl, said] of [
          [idp.urls.signOut, "AADSTS750054"],
          [idp.urls.commonSignOut, "signed out"],
          [null, "nothing"],
        ] as const) {
          await granted(admin(t).sso.setUrls({ ...within, signOutUrl }));
          await granted(admin(t).sso.save(within));
          const { browser, session } = await signedIn(scene);
          const answer = await open(browser, page.signOutPages[session!.app]!);
          const { location } = answer.response.headers;
          const away = location === undefined || !location.startsWith("https://idp.example/") ? undefined : location;
          const text = away === undefined ? "" : await (await idp.handler(new Request(away))).text();
          const seen = /AADSTS\d+/.exec(text)?.[0] ?? (text === "" ? "nothing" : "signed out");
          t.expect(answer).that(seen === said, {
            summary: "a sign-out ends otherwise than the sign-out URL says",
            seen,
            expected: said,
          });
          const { open: goesOn } = await granted(admin(t).session.check({ ...within, session: session!.id }));
          t.expect(answer).that(!goesOn, { summary: "a sign-out leaves the session", seen: "open", expected: "ended" });
        }
      }),
    mutants: {
      "sp-saml-signs-out-with-a-message": behaves<Decisions8x8>((conforming) => ({
        signOutTarget(customer) {
          const url = conforming.signOutTarget(customer);
          return url === undefined ? undefined : `${url}${url.includes("?") ? "&" : "?"}SAMLResponse=x`;
        },
      })),
      "sp-saml-emptied-sign-out-url-stays": behaves<Decisions8x8>((conforming) => ({
        setSsoUrls(customer, { signOutUrl, ...urls }) {
          conforming.setSsoUrls(
            customer,
            signOutUrl === null || signOutUrl === undefined ? urls : { ...urls, signOutUrl },
          );
        },
      })),
    },
  }),
];
