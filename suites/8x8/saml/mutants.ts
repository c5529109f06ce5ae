import { createVerify } from "node:crypto";
import { behaves, type Mutant } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { SamlChecks, SamlDocument } from "../../../saml/index.ts";

/** A check that finds nothing to refuse. */
export const skipped = (): undefined => undefined;

/** A service provider that checks responses otherwise. */
export function checking(change: (conforming: SamlChecks) => Partial<SamlChecks>): Mutant {
  return behaves<Decisions8x8>({ samlChecks: (conforming) => ({ ...conforming, ...change(conforming) }) });
}

/** A service provider that leaves checks out. */
export function without(...names: (keyof SamlChecks)[]): Mutant {
  return checking(() => Object.fromEntries(names.map((name) => [name, skipped])));
}

/** What keeps a signature in its place, left out. */
export const ANYWHERE: Partial<SamlChecks> = {
  singleAssertion: skipped,
  uniqueIds: skipped,
  placement: skipped,
  references: skipped,
};

/** A service provider that verifies what a signature says of digests, and never compares those with the document. */
export function digestsUnchecked(): Mutant {
  return checking((conforming) => ({
    signature: (document, keys) =>
      keys.some((certificate) => holdsForItself(document, certificate))
        ? [document.xml]
        : conforming.signature(document, keys),
  }));
}

const NAMESPACE = ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

/** Whether a certificate verifies the SignedInfo of the first signature, as the test identity provider writes it. */
function holdsForItself({ xml }: SamlDocument, certificate: string): boolean {
  const [, info] = /<ds:SignedInfo>([\s\S]*?)<\/ds:SignedInfo>/.exec(xml) ?? [];
  const [, value] = /<ds:SignatureValue>([\s\S]*?)<\/ds:SignatureValue>/.exec(xml) ?? [];
  if (info === undefined || value === undefined) return false;
  const canonical = info.replace(/<(ds:[A-Za-z]+)([^<>]*?)\/>/g, "<$1$2></$1>");
  return createVerify("RSA-SHA256")
    .update(`<ds:SignedInfo${NAMESPACE}>${canonical}</ds:SignedInfo>`)
    .verify(certificate, value, "base64");
}
