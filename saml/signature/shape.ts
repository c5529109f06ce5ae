import { ASSERTION, ENVELOPED, EXCLUSIVE, SIGNATURE } from "../namespaces.ts";
import type { RefusalCode } from "../refusal.ts";
import { attribute, childElement, childElements, elementsNamed, type XmlElement } from "../xml/element.ts";
import { STRONG_DIGEST_METHODS, STRONG_SIGNATURE_METHODS } from "./algorithms.ts";

/** Every signature of a document, wherever it stands. */
export function signaturesIn(root: XmlElement): XmlElement[] {
  return elementsNamed(root, SIGNATURE, "Signature");
}

/**
 * A signature stands in the message or in its assertion, one in each at most, and has room for nothing but itself:
 * what a signature can hold besides is where a signed element is hidden (SAML Core §5.4.1).
 */
export function checkPlacement(root: XmlElement): RefusalCode | undefined {
  const holders = signaturesIn(root).map(({ parent }) => parent);
  const signable = [root, ...childElements(root, ASSERTION, "Assertion")];
  const placed = holders.every((holder) => holder !== undefined && signable.includes(holder));
  const once = new Set(holders).size === holders.length;
  const bare = signaturesIn(root).every((signature) =>
    ["SignedInfo SignatureValue", "SignedInfo SignatureValue KeyInfo"].includes(outline(signature)),
  );
  return placed && once && bare ? undefined : "wrapped";
}

/** A signature refers once, to the element it stands in, by its ID (SAML Core §5.4.2). */
export function checkReferences(root: XmlElement): RefusalCode | undefined {
  const right = signaturesIn(root).every((signature) => {
    const id = signature.parent && attribute(signature.parent, "ID");
    const info = childElement(signature, SIGNATURE, "SignedInfo");
    const reference = info && childElement(info, SIGNATURE, "Reference");
    if (!id || !reference || outline(info) !== "CanonicalizationMethod SignatureMethod Reference") return false;
    return outline(reference) === "Transforms DigestMethod DigestValue" && attribute(reference, "URI") === `#${id}`;
  });
  return right ? undefined : "wrong-reference";
}

/** Only the transforms that leave the meaning of an element alone (SAML Core §§5.4.3, 5.4.4). */
export function checkTransforms(root: XmlElement): RefusalCode | undefined {
  const right = signaturesIn(root).every(
    (signature) =>
      algorithms(signature, "CanonicalizationMethod").join() === EXCLUSIVE &&
      algorithms(signature, "Transform").join() === `${ENVELOPED},${EXCLUSIVE}`,
  );
  return right ? undefined : "wrong-transform";
}

/** Only algorithms that cannot be forged and keys that only the signer has. */
export function checkAlgorithms(root: XmlElement): RefusalCode | undefined {
  const strong = signaturesIn(root).every(
    (signature) =>
      algorithms(signature, "SignatureMethod").every((name) => STRONG_SIGNATURE_METHODS.includes(name)) &&
      algorithms(signature, "DigestMethod").every((name) => STRONG_DIGEST_METHODS.includes(name)),
  );
  return strong ? undefined : "weak-algorithm";
}

function algorithms(signature: XmlElement, name: string): string[] {
  return elementsNamed(signature, SIGNATURE, name).map((each) => attribute(each, "Algorithm") ?? "");
}

/** The names of the child elements; one of another namespace shows with it. */
function outline(element: XmlElement): string {
  return childElements(element)
    .map(({ namespace, name }) => (namespace === SIGNATURE ? name : `${namespace} ${name}`))
    .join(" ");
}
