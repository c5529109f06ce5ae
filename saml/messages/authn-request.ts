import { ASSERTION, HTTP_POST, PROTOCOL } from "../namespaces.ts";
import { element, writeXml } from "../xml/write.ts";
import { readHead, readMessage, required } from "./read.ts";
import { printInstant } from "./time.ts";

/** A request to sign a user in (SAML Core §3.4.1). */
export interface AuthnRequest {
  id: string;
  /** The entity ID of the service provider. */
  issuer: string;
  acsUrl: string;
  /** The sign-in page of the identity provider. */
  destination: string;
  /** Milliseconds since the epoch. */
  issuedAt: number;
}

/** Writes an AuthnRequest (SAML Core §3.4.1). */
export function buildAuthnRequest({ id, issuer, acsUrl, destination, issuedAt }: AuthnRequest): string {
  return writeXml(
    element(
      "samlp:AuthnRequest",
      {
        "xmlns:samlp": PROTOCOL,
        "xmlns:saml": ASSERTION,
        ID: id,
        Version: "2.0",
        IssueInstant: printInstant(issuedAt),
        Destination: destination,
        AssertionConsumerServiceURL: acsUrl,
        ProtocolBinding: HTTP_POST,
      },
      [element("saml:Issuer", {}, issuer)],
    ),
  );
}

/** Reads an AuthnRequest; throws SamlRefusal for what is none (SAML Core §3.4.1). */
export function parseAuthnRequest(xml: string): AuthnRequest {
  const root = readMessage(xml, PROTOCOL, "AuthnRequest");
  return { ...readHead(root), acsUrl: required(root, "AssertionConsumerServiceURL") };
}
