import { X509Certificate } from "node:crypto";
import { OBJECT_ID, readDer } from "./der.ts";

/** Why a certificate cannot be used to verify signatures. */
export type CertificateTrouble =
  | "expired"
  | "not-yet-valid"
  | "weak-key"
  | "weak-signature"
  | "unsupported-key" // not RSA
  | "unreadable";

const SHORTEST_KEY = 2048;

// md2, md5, sha1 and dsa-with-sha1: what a forger can imitate (RFC 3279 §2.2.1, RFC 8017 appendix A.2.4).
const WEAK_SIGNATURES = ["2a864886f70d010102", "2a864886f70d010104", "2a864886f70d010105", "2a8648ce380403"];

/** What stands against the use of a certificate at a time; undefined when nothing does. */
export function certificateTrouble(pem: string, now: number): CertificateTrouble | undefined {
  const certificate = readCertificate(pem);
  if (!certificate) return "unreadable";
  if (now < Date.parse(certificate.validFrom)) return "not-yet-valid";
  if (now > Date.parse(certificate.validTo)) return "expired";
  return keyTrouble(certificate) ?? (isWeaklySigned(certificate) ? "weak-signature" : undefined);
}

/** What stands against the key of a certificate, whatever its dates; undefined when nothing does. */
export function certificateKeyTrouble(pem: string): CertificateTrouble | undefined {
  const certificate = readCertificate(pem);
  return certificate ? keyTrouble(certificate) : "unreadable";
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function keyTrouble({ publicKey }: X509Certificate): CertificateTrouble | undefined {
  if (publicKey.asymmetricKeyType !== "rsa") return "unsupported-key";
  return publicKey.asymmetricKeyDetails!.modulusLength! < SHORTEST_KEY ? "weak-key" : undefined;
}

/** A certificate is what is signed, the algorithm, the signature (RFC 5280 §4.1). */
function isWeaklySigned({ raw }: X509Certificate): boolean {
  const [certificate] = readDer(raw) ?? [];
  const algorithm = certificate && readDer(certificate.content)?.[1];
  const [id] = (algorithm && readDer(algorithm.content)) ?? [];
  return id?.tag !== OBJECT_ID || WEAK_SIGNATURES.includes(id.content.toString("hex"));
}
