import { ASSERTION } from "../namespaces.ts";
import { SamlRefusal } from "../refusal.ts";
import { attribute, childElement, textOf, type XmlElement } from "../xml/element.ts";
import { parseMessage } from "../xml/parse.ts";
import { parseInstant } from "./time.ts";

/** Parses a message whose root is a certain element; throws SamlRefusal for any other. */
export function readMessage(xml: string, namespace: string, name: string): XmlElement {
  const root = parseMessage(xml);
  if (root.namespace !== namespace || root.name !== name) throw new SamlRefusal("wrong-message");
  return root;
}

/** An attribute that has to be there. */
export function required(element: XmlElement, name: string): string {
  const value = attribute(element, name);
  if (value === undefined || value === "") throw new SamlRefusal("malformed");
  return value;
}

/** An instant that has to be there. */
export function requiredInstant(element: XmlElement, name: string): number {
  return parseInstant(required(element, name));
}

/** What the head of every request and response says (SAML Core §§3.2.1, 3.2.2). */
export function readHead(root: XmlElement): { id: string; issuer: string; destination: string; issuedAt: number } {
  if (attribute(root, "Version") !== "2.0") throw new SamlRefusal("wrong-version");
  const issuer = childElement(root, ASSERTION, "Issuer");
  if (!issuer) throw new SamlRefusal("malformed");
  return {
    id: required(root, "ID"),
    issuer: textOf(issuer),
    destination: attribute(root, "Destination") ?? "",
    issuedAt: requiredInstant(root, "IssueInstant"),
  };
}
