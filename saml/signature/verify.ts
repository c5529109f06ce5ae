import { pemOf } from "../certificates/pem.ts";
import { SIGNATURE } from "../namespaces.ts";
import { elementsNamed, textOf, type XmlElement } from "../xml/element.ts";
import { type LibraryElement, signatureLibrary } from "./library.ts";
import { signaturesIn } from "./shape.ts";

/** What a verifier takes beyond what it should. */
export interface Laxity {
  /** Takes a MAC made with the text of a certificate as the secret, which everybody has. */
  macs?: boolean;
}

/**
 * The canonical text of what each signature of a document covers, in document order; undefined unless all of them hold
 * under one of the certificates. A certificate in the document is not looked at (XML Signature §3.2).
 */
export function verifySignatures(
  { xml, root }: { xml: string; root: XmlElement },
  certificates: readonly string[],
  laxity: Laxity = {},
): string[] | undefined {
  const found = signatureLibrary().find(xml, SIGNATURE, "Signature");
  // The library's parser and ours are to have read the same document.
  if (found.length !== signaturesIn(root).length) return undefined;
  const covered: string[] = [];
  for (const signature of found) {
    const texts = certificates.values().map((certificate) => coveredBy(xml, signature, certificate, laxity));
    const [text] = texts.filter((each) => each !== undefined).take(1);
    if (text === undefined) return undefined;
    covered.push(...text);
  }
  return covered;
}

function coveredBy(
  xml: string,
  signature: LibraryElement,
  certificate: string,
  { macs }: Laxity,
): string[] | undefined {
  const { SignedXml } = signatureLibrary();
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  // What the library searches a document for three times over; in SAML an ID is written in this one way.
  verifier.idAttributes = ["ID"];
  try {
    verifier.loadSignature(signature);
    if (macs && verifier.signatureAlgorithm?.includes("hmac")) verifier.enableHMAC();
    return verifier.checkSignature(xml) ? verifier.getSignedReferences() : undefined;
  } catch {
    // The library throws for a signature that does not hold as it does for one it cannot read.
    return undefined;
  }
}

/** The certificates that a document brings along, as PEM. To verify with them would prove nothing. */
export function certificatesInside(root: XmlElement): string[] {
  return elementsNamed(root, SIGNATURE, "X509Certificate").map((each) => pemOf(Buffer.from(textOf(each), "base64")));
}
