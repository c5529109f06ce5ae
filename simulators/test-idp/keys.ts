import { X509Certificate } from "node:crypto";
import type { SigningKey } from "../../saml/index.ts";

/** A certificate of an identity provider. */
export interface CertificateView {
  /** SHA-256. */
  fingerprint: string;
  /** PEM. */
  certificate: string;
  /** Milliseconds since the epoch. */
  notAfter: number;
  /** Whether responses are signed with its key. */
  active: boolean;
}

/** The keys of an identity provider: one is active, and others wait to be made so. */
export interface KeyRing {
  active(): Promise<SigningKey>;
  list(): Promise<CertificateView[]>;
  /** Makes a further key, which signs nothing until it is made active. */
  roll(): Promise<CertificateView>;
  /** Makes another key active. Throws RangeError where there is none of that fingerprint. */
  activate(fingerprint: string): Promise<void>;
}

/** How keys are made. */
export interface KeyRingSettings {
  commonName: string;
  /** How long a certificate is valid. */
  years: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Keys to begin with, the active one first; left out, one is made when it is needed. */
  keys: readonly SigningKey[];
  /** Whether another valid key becomes active by itself when the active one has expired. */
  replacesExpired: boolean;
}

/** The keys of an identity provider. */
export function createKeyRing({ commonName, years, now, keys: given, replacesExpired }: KeyRingSettings): KeyRing {
  const keys: SigningKey[] = [...given];
  let active: SigningKey | undefined = keys[0];
  let first: Promise<SigningKey> | undefined;

  async function make(): Promise<SigningKey> {
    const { issueCertificate } = await import("../../saml/index.ts");
    // Valid from a while ago, as far as clocks may differ.
    const from = now() - 60 * 60_000;
    const key = await issueCertificate({ commonName, notBefore: from, notAfter: addYears(from, years) });
    keys.push(key);
    return key;
  }

  async function activeOne(): Promise<SigningKey> {
    active ??= await (first ??= make());
    if (replacesExpired && notAfterOf(active) < now()) active = keys.find((key) => notAfterOf(key) >= now()) ?? active;
    return active;
  }

  const viewOf = (key: SigningKey): CertificateView => ({
    fingerprint: new X509Certificate(key.certificate).fingerprint256,
    certificate: key.certificate,
    notAfter: notAfterOf(key),
    active: key === active,
  });

  return {
    active: activeOne,
    async list() {
      await activeOne();
      return keys.map(viewOf);
    },
    async roll() {
      await activeOne();
      return viewOf(await make());
    },
    async activate(fingerprint) {
      const found = keys.find((key) => viewOf(key).fingerprint === fingerprint);
      if (found === undefined) throw new RangeError(`there is no certificate ${fingerprint}`);
      active = found;
    },
  };
}

function notAfterOf({ certificate }: SigningKey): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

function addYears(milliseconds: number, years: number): number {
  const date = new Date(milliseconds);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}
