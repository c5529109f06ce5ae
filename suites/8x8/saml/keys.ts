import { issueCertificate, type SigningKey } from "../../../saml/index.ts";

// To make a key takes a good part of a second, and nothing that is judged depends on which one it is.
const made = new Map<string, Promise<SigningKey>>();

/** A key by name, made once; its certificate holds for any time that a rule works at. */
export function keyNamed(name: string): Promise<SigningKey> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const key = issueCertificate({
    commonName: name,
    notBefore: Date.parse("2020-01-01T00:00:00Z"),
    notAfter: Date.parse("2049-12-31T00:00:00Z"),
  });
  made.set(name, key);
  return key;
}

/** A key whose certificate is too weak to be trusted. */
export function weakKey(): Promise<SigningKey> {
  const known = made.get("weak");
  if (known !== undefined) return known;
  const key = issueCertificate({
    commonName: "weak",
    notBefore: Date.parse("2020-01-01T00:00:00Z"),
    notAfter: Date.parse("2049-12-31T00:00:00Z"),
    keySize: 1024,
  });
  made.set("weak", key);
  return key;
}

/** A certificate that holds between two times, of a key of its own. */
export function certificateFor(name: string, notBefore: number, notAfter: number): Promise<SigningKey> {
  const id = `${name} ${notBefore} ${notAfter}`;
  const known = made.get(id) ?? issueCertificate({ commonName: name, notBefore, notAfter });
  made.set(id, known);
  return known;
}
