import { createSign, generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { CONTEXT_0, der, INTEGER, OBJECT_ID, SEQUENCE, SET } from "./der.ts";
import { pemOf } from "./pem.ts";

/** What a self-signed certificate is to be like. */
export interface CertificateOrder {
  commonName: string;
  /** Milliseconds since the epoch; a certificate counts whole seconds. */
  notBefore: number;
  notAfter: number;
  /** Bits of the RSA key; 2048 unless told. */
  keySize?: number | undefined;
  /** Of the certificate's own signature; SHA-256 unless told. */
  hash?: "SHA-1" | "SHA-256" | "SHA-512" | undefined;
}

/** A certificate and its key, both as PEM. */
export interface SigningKey {
  certificate: string;
  privateKey: string;
}

// RSA with each hash (RFC 8017 appendix A.2.4), and the common name (RFC 5280 appendix A.1).
const SIGNATURES = { "SHA-1": "2a864886f70d010105", "SHA-256": "2a864886f70d01010b", "SHA-512": "2a864886f70d01010d" };
const COMMON_NAME = "550403";

const [BIT_STRING, NULL, UTF8_STRING, UTC_TIME, GENERALIZED_TIME] = [0x03, 0x05, 0x0c, 0x17, 0x18] as const;

/** Makes a key and its self-signed certificate, as an identity provider does (RFC 5280 §4.1). */
export async function issueCertificate(order: CertificateOrder): Promise<SigningKey> {
  const { commonName, notBefore, notAfter, keySize = 2048, hash = "SHA-256" } = order;
  const keys = await promisify(generateKeyPair)("rsa", { modulusLength: keySize });
  const name = sequence(der(SET, sequence(objectId(COMMON_NAME), der(UTF8_STRING, Buffer.from(commonName)))));
  const algorithm = sequence(objectId(SIGNATURES[hash]), der(NULL));
  const version3 = der(CONTEXT_0, der(INTEGER, Buffer.of(2)));
  // A serial number is positive: its first bit is off.
  const serialNumber = der(INTEGER, Buffer.of(1), randomBytes(8));
  const publicKey = keys.publicKey.export({ type: "spki", format: "der" });
  const validity = sequence(time(notBefore), time(notAfter));
  const toBeSigned = sequence(version3, serialNumber, algorithm, name, validity, name, publicKey);
  const signature = createSign(`RSA-${hash.replace("-", "")}`)
    .update(toBeSigned)
    .sign(keys.privateKey);
  return {
    certificate: pemOf(sequence(toBeSigned, algorithm, der(BIT_STRING, Buffer.of(0), signature))),
    privateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

function sequence(...contents: Uint8Array[]): Buffer {
  return der(SEQUENCE, ...contents);
}

function objectId(hex: string): Buffer {
  return der(OBJECT_ID, Buffer.from(hex, "hex"));
}

/** Two digits of the year stand for those until 2049 (RFC 5280 §4.1.2.5). */
function time(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().slice(0, 19).replace(/\D/g, "")}Z`;
  const short = digits >= "1950" && digits < "2050";
  return short ? der(UTC_TIME, Buffer.from(digits.slice(2))) : der(GENERALIZED_TIME, Buffer.from(digits));
}
