import { certificateKeyTrouble } from "../certificates/trouble.ts";
import { ASSERTION, PROTOCOL, SIGNATURE, SUCCESS } from "../namespaces.ts";
import { checkAlgorithms, checkPlacement, checkReferences, checkTransforms, signaturesIn } from "../signature/shape.ts";
import { verifySignatures } from "../signature/verify.ts";
import { attribute, childElement, elementsNamed, nodes, textOf, type XmlElement } from "../xml/element.ts";
import { parseXml } from "../xml/parse.ts";
import { screenDepth, screenDoctype, screenEntities, screenInstructions } from "../xml/screen.ts";
import type { SamlChecks, SamlDocument } from "./checks.ts";
import { signedAssertion } from "./read.ts";

// A response with two hundred groups has about a tenth of this.
const LARGEST = 256 * 1024;

/** The checks of a service provider that is not to be fooled (SAML Profiles §4.1.4.3, SAML Security §6.1). */
export const samlChecks: SamlChecks = {
  size: (encoded) => (encoded.length > LARGEST ? "too-large" : undefined),

  doctype: screenDoctype,
  entities: screenEntities,
  processingInstructions: screenInstructions,
  depth: screenDepth,

  parse: (xml) => ({ xml, root: parseXml(xml) }),

  message: ({ root }) => (root.namespace === PROTOCOL && root.name === "Response" ? undefined : "wrong-message"),
  version({ root }) {
    const versioned = [root, ...assertionsIn(root)];
    return versioned.every((element) => attribute(element, "Version") === "2.0") ? undefined : "wrong-version";
  },
  status({ root }) {
    const status = childElement(root, PROTOCOL, "Status");
    const code = status && childElement(status, PROTOCOL, "StatusCode");
    return code && attribute(code, "Value") === SUCCESS ? undefined : "status-not-success";
  },
  encrypted({ root }) {
    const hidden = ["EncryptedAssertion", "EncryptedID", "EncryptedAttribute"];
    return hidden.some((name) => elementsNamed(root, ASSERTION, name).length > 0) ? "encrypted" : undefined;
  },
  singleAssertion({ root }) {
    const { length } = assertionsIn(root);
    return length === 1 ? undefined : length === 0 ? "no-assertion" : "several-assertions";
  },
  uniqueIds({ root }) {
    const ids = elementsIn(root).flatMap(({ attributes }) =>
      attributes.filter(({ name }) => name.toLowerCase() === "id").map(({ value }) => value),
    );
    return new Set(ids).size === ids.length ? undefined : "duplicate-id";
  },
  comments: ({ root }) => (elementsIn(root).some(isBrokenByComment) ? "comment" : undefined),

  signed: ({ root }) => (signaturesIn(root).length > 0 ? undefined : "unsigned"),
  placement: ({ root }) => checkPlacement(root),
  references: ({ root }) => checkReferences(root),
  transforms: ({ root }) => checkTransforms(root),
  algorithms: ({ root }) => checkAlgorithms(root),
  keys: (_document, { certificates }) => certificates.filter((pem) => certificateKeyTrouble(pem) === undefined),
  signature: (document, keys) => verifySignatures(document, keys) ?? "bad-signature",

  reads: (_document, signed) => signedAssertion(signed),
  text: textOf,

  issuer({ issuer, assertion }, expectations) {
    const named = [assertion.issuer, ...(issuer === undefined ? [] : [issuer])];
    return named.every((name) => name === expectations.issuer) ? undefined : "wrong-issuer";
  },
  destination: ({ destination }, { acsUrl }) =>
    destination === undefined || destination === acsUrl ? undefined : "wrong-destination",
  audience({ assertion: { audienceRestrictions } }, { audience }) {
    const meant = audienceRestrictions.every((audiences) => audiences.includes(audience));
    return meant && audienceRestrictions.length > 0 ? undefined : "wrong-audience";
  },
  confirmation: ({ assertion }) => (assertion.bearer ? undefined : "not-confirmed"),
  recipient: ({ assertion }, { acsUrl }) => (assertion.recipient === acsUrl ? undefined : "wrong-recipient"),
  inResponseTo({ inResponseTo: framed, assertion: { inResponseTo } }, { awaits }) {
    // The frame may be unsigned, so that it proves nothing, but it must not contradict what is.
    if (framed !== undefined && framed !== inResponseTo) return "wrong-request";
    return inResponseTo === undefined || awaits === undefined || awaits(inResponseTo) ? undefined : "wrong-request";
  },
  notBefore: ({ assertion: { notBefore } }, { now, clockSkewMs }) =>
    notBefore === undefined || notBefore <= now + clockSkewMs ? undefined : "not-yet-valid",
  notOnOrAfter: ({ assertion: { notOnOrAfter } }, { now, clockSkewMs }) =>
    notOnOrAfter === undefined || now - clockSkewMs < notOnOrAfter ? undefined : "expired",
  confirmationNotOnOrAfter: ({ assertion: { confirmationNotOnOrAfter: end } }, { now, clockSkewMs }) =>
    // Without an end it could be replayed for ever (SAML Profiles §4.1.4.2).
    end !== undefined && now - clockSkewMs < end ? undefined : "expired",
  name: ({ assertion }) => (assertion.nameId === "" ? "no-name" : undefined),
};

function assertionsIn(root: XmlElement): XmlElement[] {
  return elementsNamed(root, ASSERTION, "Assertion");
}

function elementsIn(root: SamlDocument["root"]): XmlElement[] {
  return [...nodes(root)].filter((node) => node.kind === "element");
}

/** Whether a comment parts the text of an element, or stands in a signature: readers differ on what the text is then. */
function isBrokenByComment(element: XmlElement): boolean {
  if (!element.children.some(({ kind }) => kind === "comment")) return false;
  const hasText = element.children.some((child) => child.kind === "text" && child.value.trim() !== "");
  return hasText || isInSignature(element);
}

function isInSignature(element: XmlElement): boolean {
  for (let each: XmlElement | undefined = element; each; each = each.parent)
    if (each.namespace === SIGNATURE) return true;
  return false;
}
