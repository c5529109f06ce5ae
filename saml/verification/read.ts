import { parseInstant } from "../messages/time.ts";
import { ASSERTION, BEARER, PROTOCOL } from "../namespaces.ts";
import { attribute, childElement, childElements, elementsNamed, type XmlElement } from "../xml/element.ts";
import { parseXml } from "../xml/parse.ts";
import type { Assertion, ResponseContent, SamlDocument } from "./checks.ts";

/** The assertion out of what was signed: of a signed response its own, else the signed assertion itself. */
export function signedAssertion(signed: readonly string[]): XmlElement | undefined {
  const roots = signed.map(parseXml);
  const response = roots.find((root) => root.namespace === PROTOCOL && root.name === "Response");
  if (response) return childElement(response, ASSERTION, "Assertion");
  return roots.find((root) => root.namespace === ASSERTION && root.name === "Assertion");
}

/** The first assertion of a document wherever it stands, which is what a service provider reads that can be fooled. */
export function firstAssertion({ root }: SamlDocument): XmlElement | undefined {
  return elementsNamed(root, ASSERTION, "Assertion")[0];
}

/** The assertion of the outermost response, which is what another one reads. */
export function outermostAssertion({ root }: SamlDocument): XmlElement | undefined {
  return childElement(root, ASSERTION, "Assertion");
}

/** Reads what an assertion and the response round it say (SAML Core §§2.3.3, 3.2.2). */
export function readContent(
  { root }: SamlDocument,
  assertion: XmlElement,
  text: (element: XmlElement) => string,
): ResponseContent {
  const frame = assertion.parent?.name === "Response" ? assertion.parent : root;
  const issuer = childElement(frame, ASSERTION, "Issuer");
  return {
    issuer: issuer && text(issuer),
    destination: attribute(frame, "Destination"),
    inResponseTo: attribute(frame, "InResponseTo"),
    assertion: readAssertion(assertion, text),
  };
}

function readAssertion(assertion: XmlElement, text: (element: XmlElement) => string): Assertion {
  const issuer = childElement(assertion, ASSERTION, "Issuer");
  const subject = childElement(assertion, ASSERTION, "Subject");
  const name = subject && childElement(subject, ASSERTION, "NameID");
  const confirmations = subject ? childElements(subject, ASSERTION, "SubjectConfirmation") : [];
  const bearer = confirmations.find((each) => attribute(each, "Method") === BEARER);
  const confirmation = bearer ?? confirmations[0];
  const data = confirmation && childElement(confirmation, ASSERTION, "SubjectConfirmationData");
  const conditions = childElement(assertion, ASSERTION, "Conditions");
  const statement = childElement(assertion, ASSERTION, "AuthnStatement");
  return {
    id: attribute(assertion, "ID") ?? "",
    issuer: issuer ? text(issuer) : "",
    nameId: name ? text(name) : "",
    nameIdFormat: (name && attribute(name, "Format")) ?? "",
    audienceRestrictions: (conditions ? childElements(conditions, ASSERTION, "AudienceRestriction") : []).map(
      (restriction) => childElements(restriction, ASSERTION, "Audience").map(text),
    ),
    bearer: bearer !== undefined,
    recipient: data && attribute(data, "Recipient"),
    confirmationNotOnOrAfter: instant(data, "NotOnOrAfter"),
    inResponseTo: data && attribute(data, "InResponseTo"),
    notBefore: instant(conditions, "NotBefore"),
    notOnOrAfter: instant(conditions, "NotOnOrAfter"),
    authnInstant: instant(statement, "AuthnInstant"),
    sessionIndex: statement && attribute(statement, "SessionIndex"),
    attributes: readAttributes(assertion, text),
  };
}

function instant(element: XmlElement | undefined, name: string): number | undefined {
  const value = element && attribute(element, name);
  return value === undefined ? undefined : parseInstant(value);
}

function readAttributes(assertion: XmlElement, text: (element: XmlElement) => string): Record<string, string[]> {
  const attributes = childElements(assertion, ASSERTION, "AttributeStatement").flatMap((statement) =>
    childElements(statement, ASSERTION, "Attribute"),
  );
  return Object.fromEntries(
    attributes.map((each) => [
      attribute(each, "Name") ?? "",
      childElements(each, ASSERTION, "AttributeValue").map(text),
    ]),
  );
}
