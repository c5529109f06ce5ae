import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { CertificateUpload, Decisions8x8 } from "../../../profiles/index.ts";
import { certificateAs } from "../../../saml/index.ts";
import { type Product, products } from "../../../simulators/test-idp/index.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { certificateFor, keyNamed } from "../saml/keys.ts";
import {
  expectRefused,
  expectSignedIn,
  fileOf,
  type OwnScene,
  SINGLE_SIGN_ON,
  signedIn,
  timeOf,
  withOwnSignIn,
} from "../saml/scene.ts";

const DAY = 24 * 60 * 60_000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----\s*([\s\S]*?)\s*-----END CERTIFICATE-----/;

/** Which files can be attached, and what becomes of the others. */
export const files: Rule[] = [
  rule({
    id: "8x8/certificates/base64-works",
    title: "A certificate in Base64 works with and without its PEM lines, however its lines end",
    covers: ["8X8-CERT-01"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, { unsaved: true }, async (scene) => {
        const ending = fc.constantFrom("\n", "\r\n");
        const last = fc.constantFrom("", "\n", "\r\n", "\n\n  \n");
        const written = fc.record({
          lines: fc.boolean(),
          width: fc.constantFrom(64, 76),
          ending,
          last,
          blanks: fc.boolean(),
        });
        await t.property(
          written,
          async ({ lines, width, ending: eol, last: end, blanks }) => {
            const [, body = ""] = CERTIFICATE.exec(scene.key.certificate) ?? [];
            const wrapped = body.replace(/\s/g, "").match(new RegExp(`.{1,${width}}`, "g")) ?? [];
            const all = lines ? ["-----BEGIN CERTIFICATE-----", ...wrapped, "-----END CERTIFICATE-----"] : wrapped;
            const text = all.map((line) => (blanks ? `${line}  ` : line)).join(eol) + end;
            await expectUsable(
              t,
              scene,
              fileOf(text),
              `a certificate in Base64 ${lines ? "with" : "without"} PEM lines`,
            );
          },
          { runs: 8 },
        );
      }),
    mutants: {
      "sp-cert-pem-headers-break": unreadable(({ file }) => file.form === "pem"),
      "sp-cert-needs-pem-lines": unreadable(({ file }) => file.form === "base64"),
    },
  }),

  rule({
    id: "8x8/certificates/other-types-sign-nobody-in",
    title: "A certificate of another type than Base64 is refused, or nobody signs in with it",
    covers: ["8X8-CERT-02"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    answers: ["certOtherType"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { certificate } = scene.key;
        const { bytes: metadata } = await scene.idp.download("metadata");
        const kinds: [what: string, bytes: Uint8Array][] = [
          ["a binary certificate (DER)", certificateAs(certificate, "der")],
          ["federation metadata", metadata],
          ["a PKCS #7 bundle", certificateAs(certificate, "pkcs7")],
          ["a text that is no certificate", Buffer.from("Certificate: see the attachment\n")],
        ];
        const seen = new Set<string>();
        for (const [what, bytes] of kinds) {
          const outcome = await attached(t, scene, fileOf(bytes));
          seen.add(outcome === "refused" ? "reject-upload" : "fail-login");
          // Refused, the one before stays in use, which is another matter.
          if (outcome !== "refused")
            expectRefused(t, await scene.signIn(scene.subject), `with ${what} attached, a user`);
          await expectUsable(t, scene, fileOf(certificate), "the Base64 file");
        }
        if (seen.size === 1) t.observe("certOtherType", [...seen][0]!);
      }),
    mutants: {
      "sp-cert-der-accepted": taking("der"),
      "sp-cert-metadata-accepted": taking("metadata"),
      "sp-cert-bundles-accepted": taking("pkcs7"),
    },
  }),

  rule({
    id: "8x8/certificates/unusable-files-sign-nobody-in",
    title: "A file that is empty, ambiguous, expired, weak or secret is refused, or nobody signs in with it",
    covers: ["8X8-CERT-02"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.sso.view"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { certificate, privateKey } = scene.key;
        const now = await timeOf(t);
        const year = Math.floor(now / (365 * DAY)) * 365 * DAY;
        const expired = await certificateFor("expired", year - 730 * DAY, year - 365 * DAY);
        const early = await certificateFor("early", year + 730 * DAY, year + 1095 * DAY);
        const weak = await keyNamed("weak", 1024);
        const kinds: [what: string, content: string, key: typeof scene.key][] = [
          ["an empty file", "", scene.key],
          ["a certificate with its private key", certificate + privateKey, scene.key],
          ["a private key", privateKey, scene.key],
          ["a certificate that has expired", expired.certificate, expired],
          ["a certificate that is not valid yet", early.certificate, early],
          ["a certificate of a weak key", weak.certificate, weak],
        ];
        for (const [what, content, key] of kinds) {
          const outcome = await attached(t, scene, fileOf(content));
          if (outcome !== "refused")
            expectRefused(t, await scene.signIn(scene.subject, { signing: key }), `with ${what} attached, a user`);
          const shown = JSON.stringify(await granted(admin(t).sso.view(scene.within)));
          t.expect.that(!shown.includes("PRIVATE KEY"), {
            summary: "the console shows a private key",
            seen: "a private key",
            expected: "none",
          });
          await expectUsable(t, scene, fileOf(certificate), "the Base64 file");
        }
      }),
    mutants: {
      "sp-cert-expiry-unchecked": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal: (customer, upload) =>
          conforming.certificateRefusal(
            customer,
            upload.trouble === "expired" ? { ...upload, trouble: undefined } : upload,
          ),
        trustedCertificates: ({ sso }) => (sso.certificate?.pem === undefined ? [] : [sso.certificate.pem]),
      })),
      "sp-cert-start-unchecked": behaves<Decisions8x8>({
        trustedCertificates: ({ sso }) => (sso.certificate?.pem === undefined ? [] : [sso.certificate.pem]),
      }),
      "sp-cert-key-size-unchecked": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal: (customer, upload) =>
          conforming.certificateRefusal(
            customer,
            upload.trouble === "weak-key" ? { ...upload, trouble: undefined } : upload,
          ),
        samlChecks: (checks) => ({ ...checks, keys: (_document, { certificates }) => certificates }),
      })),
      "sp-cert-takes-private-keys": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal: (customer, upload) =>
          conforming.certificateRefusal(
            customer,
            upload.file.pem !== undefined && upload.file.form === "private-key"
              ? { ...upload, file: { ...upload.file, form: "pem" } }
              : upload,
          ),
        keptCertificate: (customer, upload) =>
          conforming.keptCertificate(customer, { ...upload, file: { ...upload.file, form: "pem" } }),
      })),
    },
  }),

  rule({
    id: "8x8/certificates/refused-upload-keeps-the-former",
    title: "After a file was refused the former certificate is in use",
    covers: ["8X8-CERT-03"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        for (const bytes of [certificateAs(scene.key.certificate, "der"), Buffer.from("no certificate")]) {
          if ((await attached(t, scene, fileOf(bytes))) !== "refused")
            t.skip("files of another type than Base64 are not refused (certOtherType = fail-login)");
          const arrival = await scene.signIn(scene.subject);
          expectSignedIn(t, arrival, "after the upload of a wrong file was refused, a user", scene.user.id);
          await granted(admin(t).sso.save(scene.within));
          const later = await scene.signIn(scene.subject);
          expectSignedIn(t, later, "after a refused upload and Save, a user", scene.user.id);
        }
      }),
    mutants: {
      "sp-cert-bad-upload-wipes": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal(customer, upload) {
          const refusal = conforming.certificateRefusal(customer, upload);
          if (refusal !== undefined) customer.sso.certificate = undefined;
          return refusal;
        },
      })),
      "sp-cert-bad-upload-is-saved-later": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal(customer, upload) {
          const refusal = conforming.certificateRefusal(customer, upload);
          if (refusal !== undefined)
            conforming.attachCertificate(customer, conforming.keptCertificate(customer, upload));
          return refusal;
        },
      })),
    },
  }),

  rule({
    id: "8x8/certificates/downloads-of-every-product",
    title: "The certificate that Microsoft, Okta or JumpCloud offers for download works, whatever its file is called",
    covers: ["8X8-CERT-06"],
    level: "SHOULD",
    needs: SINGLE_SIGN_ON,
    async probe(t) {
      for (const product of Object.keys(products) as Product[])
        await withOwnSignIn(t, { product }, async (scene) => {
          const { downloads, title } = scene.idp.style;
          for (const { id, form } of downloads) {
            if (form !== "pem" && form !== "base64") continue;
            const { fileName, bytes } = await scene.idp.download(id);
            await expectUsable(t, scene, fileOf(bytes, fileName), `the file ${fileName} of ${title}`);
          }
        });
    },
    mutants: {
      "sp-cert-checks-file-extension": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal: (customer, upload) =>
          upload.name === undefined || upload.name.endsWith(".cer")
            ? conforming.certificateRefusal(customer, upload)
            : "certificate-unknown",
      })),
      "sp-cert-takes-8x8-cer-for-binary": behaves<Decisions8x8>((conforming) => ({
        certificateRefusal: (customer, upload) =>
          upload.name?.endsWith(".cer") ? "certificate-der" : conforming.certificateRefusal(customer, upload),
      })),
    },
  }),
];

/** Attaches a file and saves: what came of it. */
export async function attached(
  t: Trial,
  { within }: OwnScene,
  file: ReturnType<typeof fileOf>,
): Promise<"refused" | "saved"> {
  const { sso } = admin(t);
  if ((await attempted(sso.attachCertificate({ ...within, ...file }))) === "refused") return "refused";
  return (await attempted(sso.save(within))) === "refused" ? "refused" : "saved";
}

/** Judges that a file is taken, and that users sign in by its certificate. */
async function expectUsable(t: Trial, scene: OwnScene, file: ReturnType<typeof fileOf>, what: string): Promise<void> {
  const outcome = await attached(t, scene, file);
  t.expect.that(outcome === "saved", {
    summary: `${what} is refused`,
    seen: outcome,
    expected: "saved",
  });
  expectSignedIn(t, await scene.signIn(scene.subject), `with ${what} attached, a user`, scene.user.id);
}

/** A service provider that cannot read some files which are certificates in Base64. */
function unreadable(which: (upload: CertificateUpload) => boolean): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    certificateRefusal: (customer, upload) =>
      which(upload) ? "certificate-unknown" : conforming.certificateRefusal(customer, upload),
  }));
}

/** A service provider that takes certificates of another type. */
function taking(form: "der" | "metadata" | "pkcs7"): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => {
    const read = (upload: Parameters<Decisions8x8["keptCertificate"]>[1]) =>
      upload.file.form === form ? { ...upload, file: { ...upload.file, form: "pem" as const } } : upload;
    return {
      certificateRefusal: (customer, upload) => conforming.certificateRefusal(customer, read(upload)),
      keptCertificate: (customer, upload) => conforming.keptCertificate(customer, read(upload)),
    };
  });
}
