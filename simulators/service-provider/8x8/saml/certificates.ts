import { X509Certificate } from "node:crypto";
import type { AdminRefusalCode, SsoCertificate, SsoDecisions } from "../../../../profiles/index.ts";
import type { CertificateFile, CertificateForm } from "../../../../saml/index.ts";
import type { World } from "../world.ts";

/** Files that another download of the same identity provider would replace: a certificate of another type (C-31). */
const OTHER_TYPES: Partial<Record<CertificateForm, AdminRefusalCode>> = {
  der: "certificate-der",
  metadata: "certificate-metadata",
  pkcs7: "certificate-pkcs7",
  unknown: "certificate-unknown",
};

/** Files that are refused whatever other types meet with: nobody could tell what is meant, or a secret stands in them. */
const NEVER: Partial<Record<CertificateForm, AdminRefusalCode>> = {
  empty: "certificate-empty",
  several: "certificate-several",
  "private-key": "certificate-private-key",
  pkcs12: "certificate-pkcs12",
};

const READ: readonly CertificateForm[] = ["pem", "base64"];

/** What becomes of a file that is attached as certificate. */
export function certificateDecisions({
  options,
  now,
}: World): Pick<SsoDecisions, "certificateRefusal" | "keptCertificate"> {
  return {
    certificateRefusal(_customer, { file, trouble }) {
      const never = NEVER[file.form];
      if (never !== undefined) return never;
      if (!READ.includes(file.form))
        return options.certOtherType === "reject-upload" ? OTHER_TYPES[file.form] : undefined;
      // One that is not valid yet is attached ahead of a roll-over, and can be used once its time has come.
      if (trouble === undefined || trouble === "not-yet-valid") return undefined;
      if (trouble === "expired") return "certificate-expired";
      return trouble === "unreadable" ? "certificate-unknown" : "certificate-weak";
    },

    keptCertificate: (_customer, { file }) => certificateOf(file, READ.includes(file.form), now()),
  };
}

/** A certificate file as it is kept: with what can be read in it, where it is to be used. */
export function certificateOf({ form, pem }: CertificateFile, used: boolean, attachedAt: number): SsoCertificate {
  const unread = {
    form,
    pem: undefined,
    fingerprint: undefined,
    notBefore: undefined,
    notAfter: undefined,
    attachedAt,
  };
  if (!used || pem === undefined) return unread;
  const { fingerprint256, validFrom, validTo } = new X509Certificate(pem);
  return {
    form,
    pem,
    fingerprint: fingerprint256,
    notBefore: Date.parse(validFrom),
    notAfter: Date.parse(validTo),
    attachedAt,
  };
}

/** What an administrator is told whose file was refused: what it is, and what to do. */
export const CERTIFICATE_ADVICE: Partial<Record<AdminRefusalCode, string>> = {
  "certificate-empty": "The file is empty. Download the certificate anew",
  "certificate-unknown":
    "The file holds no certificate. Download the signing certificate in Base64 form (.cer, .pem or .cert)",
  "certificate-der":
    "The file is a certificate in binary form (DER, called Raw by Microsoft). Download the Base64 form instead",
  "certificate-metadata":
    "The file is federation metadata, an XML document. Download the certificate itself, in Base64 form",
  "certificate-pkcs7": "The file is a PKCS #7 bundle. Download the single certificate in Base64 form",
  "certificate-pkcs12":
    "The file is a PKCS #12 key store, with a private key that nobody but the identity provider may have. Attach the certificate alone, in Base64 form, and consider the key as given away",
  "certificate-private-key":
    "The file holds a private key, which nobody but the identity provider may have. Attach the certificate alone, and consider the key as given away",
  "certificate-several": "The file holds several certificates. Attach only the one that responses are signed by",
  "certificate-expired": "The certificate has expired. Make a new one active at the identity provider, and attach that",
  "certificate-weak":
    "The certificate is too weak: expected an RSA key of at least 2048 bits and a signature by SHA-256 or better",
};
