import { ASSERTION, PROTOCOL, SUCCESS } from "../namespaces.ts";
import { SamlRefusal } from "../refusal.ts";
import { attribute, childElement, textOf } from "../xml/element.ts";
import { type Draft, element, writeXml } from "../xml/write.ts";
import { readHead, readMessage, required } from "./read.ts";
import { printInstant } from "./time.ts";

/** A request to end a session (SAML Core §3.7.1). */
export interface LogoutRequest {
  id: string;
  issuer: string;
  destination: string;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  nameId: string;
  /** Empty when none is named. */
  nameIdFormat: string;
  sessionIndex?: string | undefined;
}

/** The answer to a LogoutRequest (SAML Core §3.7.2). */
export interface LogoutResponse {
  id: string;
  issuer: string;
  destination: string;
  issuedAt: number;
  inResponseTo: string;
  /** A status code URI; success unless told. */
  status?: string | undefined;
}

type Head = Pick<LogoutRequest, "id" | "issuer" | "destination" | "issuedAt">;

function message(
  name: string,
  head: Head,
  attributes: Record<string, string>,
  children: (Draft | undefined)[],
): string {
  const names = { "xmlns:samlp": PROTOCOL, "xmlns:saml": ASSERTION };
  const issued = { ID: head.id, Version: "2.0", IssueInstant: printInstant(head.issuedAt) };
  const issuer = element("saml:Issuer", {}, head.issuer);
  return writeXml(
    element(`samlp:${name}`, { ...names, ...issued, Destination: head.destination, ...attributes }, [
      issuer,
      ...children,
    ]),
  );
}

/** Writes a LogoutRequest (SAML Core §3.7.1). */
export function buildLogoutRequest({ nameId, nameIdFormat, sessionIndex, ...head }: LogoutRequest): string {
  return message("LogoutRequest", head, {}, [
    element("saml:NameID", { Format: nameIdFormat || undefined }, nameId),
    sessionIndex === undefined ? undefined : element("samlp:SessionIndex", {}, sessionIndex),
  ]);
}

/** Reads a LogoutRequest; throws SamlRefusal for what is none (SAML Core §3.7.1). */
export function parseLogoutRequest(xml: string): LogoutRequest {
  const root = readMessage(xml, PROTOCOL, "LogoutRequest");
  const name = childElement(root, ASSERTION, "NameID");
  if (!name) throw new SamlRefusal("no-name");
  const session = childElement(root, PROTOCOL, "SessionIndex");
  return {
    ...readHead(root),
    nameId: textOf(name),
    nameIdFormat: attribute(name, "Format") ?? "",
    ...(session && { sessionIndex: textOf(session) }),
  };
}

/** Writes a LogoutResponse (SAML Core §3.7.2). */
export function buildLogoutResponse({ inResponseTo, status = SUCCESS, ...head }: LogoutResponse): string {
  return message("LogoutResponse", head, { InResponseTo: inResponseTo }, [
    element("samlp:Status", {}, [element("samlp:StatusCode", { Value: status })]),
  ]);
}

/** Reads a LogoutResponse; throws SamlRefusal for what is none (SAML Core §3.7.2). */
export function parseLogoutResponse(xml: string): LogoutResponse {
  const root = readMessage(xml, PROTOCOL, "LogoutResponse");
  const status = childElement(root, PROTOCOL, "Status");
  const code = status && childElement(status, PROTOCOL, "StatusCode");
  if (!code) throw new SamlRefusal("malformed");
  return { ...readHead(root), inResponseTo: required(root, "InResponseTo"), status: required(code, "Value") };
}
