import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { certificateAs } from "../../../saml/index.ts";
import { admin, granted } from "../admin.ts";
import { keyNamed } from "../saml/keys.ts";
import { expectRefused, expectSignedIn, fileOf, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";
import { attached } from "./files.ts";

/** What happens when the identity provider gets another key. */
export const changes: Rule[] = [
  rule({
    id: "8x8/certificates/replaced",
    title: "Once another certificate is attached and saved, its key signs in and the former one no more",
    covers: ["8X8-CERT-05"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const former = scene.key;
        const next = await keyNamed("next");
        if ((await attached(t, scene, fileOf(next.certificate))) === "refused")
          t.inconclusive("a certificate in Base64 is refused");
        const { subject, user } = scene;
        expectSignedIn(t, await scene.signIn(subject, { signing: next }), "a response signed by the new key", user.id);
        expectRefused(t, await scene.signIn(subject, { signing: former }), "a response signed by the former key");
      }),
    mutants: {
      "sp-cert-old-still-trusted": behaves<Decisions8x8>((conforming) => ({
        trustedCertificates: (customer, now) => [
          ...conforming.trustedCertificates(customer, now),
          ...customer.sso.formerCertificates.flatMap(({ pem }) => pem ?? []),
        ],
      })),
      "sp-cert-first-one-stays": behaves<Decisions8x8>((conforming) => ({
        attachCertificate(customer, certificate) {
          conforming.attachCertificate(customer, customer.sso.certificate ?? certificate);
        },
      })),
    },
  }),

  rule({
    id: "8x8/certificates/changed-with-overlap",
    title:
      "A certificate that is attached before the identity provider signs by it holds from Save on, and for it alone",
    covers: ["8X8-CERT-05"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { subject, user, within } = scene;
        const former = scene.key;
        const next = await keyNamed("next");
        await granted(admin(t).sso.attachCertificate({ ...within, ...fileOf(next.certificate) }));
        const unsaved = "while another certificate is attached and not saved, a response";
        expectSignedIn(
          t,
          await scene.signIn(subject, { signing: former }),
          `${unsaved} signed by the former key`,
          user.id,
        );
        expectRefused(t, await scene.signIn(subject, { signing: next }), `${unsaved} signed by the new key`);
        await granted(admin(t).sso.save(within));
        // The identity provider goes on with the former key until it is told otherwise: the field holds one certificate.
        expectRefused(t, await scene.signIn(subject, { signing: former }), "a response signed by the former key");
        expectSignedIn(t, await scene.signIn(subject, { signing: next }), "a response signed by the new key", user.id);
      }),
    mutants: {
      "sp-cert-holds-before-save": behaves<Decisions8x8>((conforming) => ({
        attachCertificate(customer, certificate) {
          conforming.attachCertificate(customer, certificate);
          customer.sso.certificate = certificate;
        },
      })),
      "sp-cert-both-trusted-while-unsaved": behaves<Decisions8x8>((conforming) => ({
        trustedCertificates: (customer, now) => [
          ...conforming.trustedCertificates(customer, now),
          ...[customer.sso.draft?.certificate?.pem ?? []].flat(),
        ],
      })),
    },
  }),

  rule({
    id: "8x8/certificates/trouble-leaves-provisioning",
    title: "With a certificate that is wrong, or of another key, provisioning goes on and nobody is deactivated",
    covers: ["8X8-CERT-08"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { own, user } = scene;
        const other = await keyNamed("next");
        for (const [what, bytes] of [
          ["a binary certificate", certificateAs(scene.key.certificate, "der")],
          ["a text that is no certificate", Buffer.from("no certificate")],
          ["the certificate of another key", Buffer.from(other.certificate)],
        ] as const) {
          await attached(t, scene, fileOf(bytes));
          if ((await scene.signIn(scene.subject)).exchange.response.status >= 500)
            t.inconclusive(`with ${what} attached the service provider breaks`);
          t.expect(await own.send("GET", user.path))
            .status(200)
            .attribute("active", true);
          const put = await own.send("PUT", user.path, { ...user.sent, title: "Pilot" });
          t.expect(put).success();
          const created = await own.send("POST", "/Users", t.given.representation());
          t.expect(created).status(201);
        }
      }),
    mutants: {
      "sp-cert-error-disables-scim": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal(customer, upload) {
          const refusal = conforming.certificateRefusal(customer, upload);
          if (refusal !== undefined) customer.scim.enabled = false;
          return refusal;
        },
      })),
      "sp-cert-mismatch-deactivates": behaves<Decisions8x8>((conforming) => ({
        saveSso(customer) {
          const former = customer.sso.certificate?.fingerprint;
          conforming.saveSso(customer);
          if (former !== undefined && customer.sso.certificate?.fingerprint !== former)
            for (const user of [...customer.users.all()]) customer.users.put({ ...user, active: false });
        },
      })),
    },
  }),
];
