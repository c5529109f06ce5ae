import { type CertificateOrder, issueCertificate, type SigningKey } from "../../../saml/index.ts";

// To make a key takes a good part of a second, and nothing that is judged depends on which one it is.
const made = new Map<string, Promise<SigningKey>>();

/** A key by name, made once; its certificate holds for any time that a rule works at. */
export function keyNamed(name: string, keySize?: number): Promise<SigningKey> {
  const [notBefore, notAfter] = [Date.parse("2020-01-01T00:00:00Z"), Date.parse("2049-12-31T00:00:00Z")];
  return issued({ commonName: name, notBefore, notAfter, ...(keySize === undefined ? {} : { keySize }) });
}

/** A certificate that holds between two times, of a key of its own. */
export function certificateFor(commonName: string, notBefore: number, notAfter: number): Promise<SigningKey> {
  return issued({ commonName, notBefore, notAfter });
}

function issued(order: CertificateOrder): Promise<SigningKey> {
  const name = JSON.stringify(order);
  const key = made.get(name) ?? issueCertificate(order);
  made.set(name, key);
  return key;
}
