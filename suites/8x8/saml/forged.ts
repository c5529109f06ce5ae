import fc from "fast-check";
import { type Rule, rule } from "../../../engine/index.ts";
import {
  certificatesInside,
  decodePost,
  elementsNamed,
  encodePost,
  textOf,
  verifySignatures,
} from "../../../saml/index.ts";
import { keyNamed } from "./keys.ts";
import { ANYWHERE, checking, digestsUnchecked, skipped } from "./mutants.ts";
import { expectRefused, type SignInScene, signedIn, withSignIn } from "./scene.ts";
import { TAMPERINGS, tampered } from "./tampering.ts";

const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
const SIGNATURES = /<ds:Signature[\s>][\s\S]*?<\/ds:Signature>/g;

/** Responses that the identity provider did not make, or not so. */
export const forged: Rule[] = [
  rule({
    id: "8x8/saml/unsigned",
    title: "A response without a signature, or with the remains of one, signs nobody in",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject } = scene;
        expectRefused(t, await scene.signIn(subject, { signing: false }), "a response without a signature");
        for (const [what, remains] of [
          ["an empty signature", `<ds:Signature xmlns:ds="${SIGNATURE}"/>`],
          ["a signature without a value", (signature: string) => signature.replace(/(<ds:SignatureValue>)[^<]*/, "$1")],
        ] as const) {
          const arrival = await scene.arrive(async (asked) => {
            const xml = decodePost((await scene.respond(subject, asked)).SAMLResponse);
            const instead = typeof remains === "string" ? () => remains : remains;
            return { SAMLResponse: encodePost(xml.replace(SIGNATURES, instead)) };
          });
          expectRefused(t, arrival, `a response with ${what}`);
        }
      }),
    mutants: {
      "sp-saml-signature-unchecked": checking(() => ({
        ...ANYWHERE,
        ...{ signed: skipped, transforms: skipped, algorithms: skipped },
        signature: ({ xml }) => [xml],
      })),
      "sp-saml-signature-only-where-there-is-one": checking((conforming) => ({
        signed: skipped,
        signature: (document, keys) =>
          elementsNamed(document.root, SIGNATURE, "Signature").length === 0
            ? [document.xml]
            : conforming.signature(document, keys),
      })),
      "sp-saml-an-empty-signature-will-do": checking((conforming) => ({
        ...{ placement: skipped, references: skipped, transforms: skipped, algorithms: skipped },
        signature: (document, keys) =>
          elementsNamed(document.root, SIGNATURE, "SignatureValue").every((value) => textOf(value) === "")
            ? [document.xml]
            : conforming.signature(document, keys),
      })),
    },
  }),

  rule({
    id: "8x8/saml/other-key",
    title: "A response that another key has signed signs nobody in, whatever certificate it shows",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const stranger = await keyNamed("stranger");
        const { privateKey } = stranger;
        for (const [what, signing] of [
          ["by a key whose certificate it brings along", stranger],
          ["by another key than that of the certificate it shows", { privateKey, certificate: scene.key.certificate }],
          ["by another key, without a certificate", { privateKey, certificate: undefined }],
        ] as const)
          expectRefused(t, await scene.signIn(scene.subject, { signing }), `a response signed ${what}`);
      }),
    mutants: {
      "sp-saml-trusts-the-certificate-in-the-response": checking(() => ({
        keys: ({ root }) => certificatesInside(root),
      })),
      "sp-saml-compares-the-certificate-only": checking((conforming) => ({
        signature: (document, keys) =>
          certificatesInside(document.root).some((shown) => keys.some((key) => bare(key) === bare(shown)))
            ? [document.xml]
            : conforming.signature(document, keys),
      })),
      "sp-saml-cannot-verify-without-a-certificate": checking((conforming) => ({
        signature: (document, keys) =>
          certificatesInside(document.root).length === 0 ? [document.xml] : conforming.signature(document, keys),
      })),
    },
  }),

  rule({
    id: "8x8/saml/signature-of-another-assertion",
    title: "A signature that was taken out of another assertion vouches for nothing",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject, stranger } = scene;
        for (const signs of ["assertion", "response"] as const) {
          const arrival = await scene.arrive(async (asked) => {
            const signed = decodePost((await scene.respond(stranger, { ...asked, signing: { signs } })).SAMLResponse);
            const [signature = ""] = signed.match(SIGNATURES) ?? [];
            const bare = decodePost((await scene.respond(subject, { ...asked, signing: false })).SAMLResponse);
            const place = signs === "assertion" ? /(<(?:\w+:)?Assertion[\s>][\s\S]*?Issuer>)/ : /(Issuer>)/;
            const id = new RegExp(`<(?:\\w+:)?${signs === "assertion" ? "Assertion" : "Response"}[^>]* ID="([^"]*)"`);
            // The element takes the ID that the signature refers to.
            const named = bare.replace(id.exec(bare)![1]!, id.exec(signed)![1]!);
            return { SAMLResponse: encodePost(named.replace(place, (start) => start + signature)) };
          });
          expectRefused(t, arrival, `a forged ${signs} with the signature of another one`);
        }
      }),
    mutants: {
      "sp-saml-digests-unchecked": digestsUnchecked(),
    },
  }),

  rule({
    id: "8x8/saml/tampered",
    title: "A signed response signs nobody in once a letter, an attribute or an element of its assertion was changed",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        const signs = await fewestSignatures(scene);
        await t.property(
          fc.record({ change: fc.constantFrom(...TAMPERINGS), at: fc.nat(9999) }, { noNullPrototype: true }),
          async (tampering) => {
            let where = "";
            const arrival = await scene.arrive(async (asked) => {
              const { SAMLResponse } = await scene.respond(scene.subject, { ...asked, signing: { signs } });
              const changed = tampered(decodePost(SAMLResponse), tampering);
              where = changed.what;
              return { SAMLResponse: encodePost(changed.xml) };
            });
            expectRefused(t, arrival, `a signed response with ${where}`);
          },
          { runs: 30 },
        );
      }),
    mutants: {
      "sp-saml-any-signature-will-do": checking((conforming) => ({
        signature: (document, keys) =>
          typeof conforming.signature(document, keys) === "string"
            ? [document.xml]
            : conforming.signature(document, keys),
      })),
      "sp-saml-verifies-the-signature-and-not-the-content": digestsUnchecked(),
    },
  }),

  rule({
    id: "8x8/saml/mac-with-the-certificate",
    title: "A response with a MAC made of the certificate, which everybody has, signs nobody in",
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { certificate } = scene.key;
        const signing = { privateKey: certificate, certificate, algorithm: "hmac-sha1" } as const;
        expectRefused(
          t,
          await scene.signIn(scene.subject, { signing }),
          "a response with a MAC instead of a signature",
        );
      }),
    mutants: {
      "sp-saml-takes-macs": checking(() => ({
        algorithms: skipped,
        signature: (document, keys) => verifySignatures(document, keys, { macs: true }) ?? "bad-signature",
      })),
    },
  }),

  rule({
    id: "8x8/saml/weak-algorithm",
    title: "A response that is signed with SHA-1, as signature or as digest, signs nobody in",
    covers: ["8X8-CERT-04"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        for (const [what, signing] of [
          ["signed with SHA-1", { algorithm: "sha1" }],
          ["signed over a digest by SHA-1", { digest: "sha1" }],
        ] as const)
          expectRefused(t, await scene.signIn(scene.subject, { signing }), `a response ${what}`);
      }),
    mutants: {
      "sp-saml-takes-sha-1": checking(() => ({ algorithms: skipped })),
      "sp-saml-takes-digests-by-sha-1": checking((conforming) => ({
        algorithms: (document, expectations) =>
          document.xml.includes("#rsa-sha1") ? conforming.algorithms(document, expectations) : undefined,
      })),
    },
  }),
];

function bare(pem: string): string {
  return pem.replace(/-----[^-]*-----|\s/g, "");
}

/** Which signatures a service provider cannot do without: those of the assertion, or of the frame as well. */
async function fewestSignatures(scene: SignInScene): Promise<"assertion" | "both"> {
  const alone = await scene.signIn(scene.subject, { signing: { signs: "assertion" } });
  if (alone.signedIn && !alone.refused) return "assertion";
  await signedIn(scene);
  return "both";
}
