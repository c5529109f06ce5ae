import { ASSERTION, ENVELOPED, EXCLUSIVE, PROTOCOL } from "../namespaces.ts";
import { DIGEST_METHODS, SIGNATURE_METHODS } from "./algorithms.ts";
import { signatureLibrary } from "./library.ts";

/** Which algorithms sign: RSA and digest with this hash, or a MAC, which only an attacker would use. */
export type SigningAlgorithm = keyof typeof SIGNATURE_METHODS;

/** With what and where a response is signed. */
export interface Signing {
  /** PEM; of `hmac-sha1` the secret. */
  privateKey: string;
  /** Shown in KeyInfo, as PEM; left out, there is no KeyInfo. */
  certificate?: string | undefined;
  signs: "assertion" | "response" | "both";
  /** sha256 unless told. */
  algorithm?: SigningAlgorithm | undefined;
  /** Of the digest, where it is to be another one than that of the signature. */
  digest?: SigningAlgorithm | undefined;
  /** Prefixes that exclusive canonicalization takes along although no name uses them, as Okta does for `xs`. */
  inclusivePrefixes?: string[] | undefined;
}

const step = (namespace: string, name: string): string =>
  `*[local-name()='${name}' and namespace-uri()='${namespace}']`;
const RESPONSE = `/${step(PROTOCOL, "Response")}`;
const SIGNED_ASSERTION = `${RESPONSE}/${step(ASSERTION, "Assertion")}`;

/** Signs a response: each signature stands behind the Issuer of what it signs (SAML Core §5.4). */
export function signResponse(xml: string, signing: Signing): string {
  // The assertion first: its signature is part of what the response's signature covers.
  const inside = signing.signs === "response" ? xml : signElement(xml, SIGNED_ASSERTION, signing);
  return signing.signs === "assertion" ? inside : signElement(inside, RESPONSE, signing);
}

function signElement(xml: string, xpath: string, signing: Signing): string {
  const { privateKey, certificate, algorithm = "sha256", digest = algorithm, inclusivePrefixes = [] } = signing;
  const { SignedXml } = signatureLibrary();
  const signer = new SignedXml({
    privateKey,
    ...(certificate !== undefined && { publicCert: certificate }),
    signatureAlgorithm: SIGNATURE_METHODS[algorithm],
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  if (algorithm === "hmac-sha1") signer.enableHMAC();
  signer.addReference({
    xpath,
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: DIGEST_METHODS[digest],
    inclusiveNamespacesPrefixList: inclusivePrefixes,
  });
  signer.computeSignature(xml, {
    prefix: "ds",
    location: { reference: `${xpath}/${step(ASSERTION, "Issuer")}`, action: "after" },
  });
  // A carriage return in a text was written as a reference, and the library writes it bare, which reads as a line feed.
  return signer.getSignedXml().replaceAll("\r", "&#13;");
}
