import { type AssertionDraft, buildResponse, type ResponseDraft, type ResponseStyle } from "./messages/response.ts";
import type { Expectations } from "./verification/checks.ts";

export const NOW: number = Date.UTC(2026, 2, 14, 9, 26, 53);
const MINUTES = 60_000;

/** What a service provider expects, for tests. */
export function expectations(certificate: string, changes: Partial<Expectations> = {}): Expectations {
  return {
    certificates: [certificate],
    issuer: "https://idp.example/metadata",
    audience: "https://sp.example/saml2",
    acsUrl: "https://sp.example/saml2",
    now: NOW,
    clockSkewMs: 60_000,
    ...changes,
  };
}

/** The assertion that meets these expectations, for tests. */
export function assertionDraft(changes: Partial<AssertionDraft> = {}): AssertionDraft {
  return {
    id: "_a1",
    issuer: "https://idp.example/metadata",
    audiences: ["https://sp.example/saml2"],
    recipient: "https://sp.example/saml2",
    nameId: "bjensen@example.com",
    nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    notBefore: NOW - 5 * MINUTES,
    notOnOrAfter: NOW + 5 * MINUTES,
    confirmationNotOnOrAfter: NOW + 5 * MINUTES,
    inResponseTo: "_q1",
    authnInstant: NOW,
    sessionIndex: "_s1",
    attributes: { department: "Sales" },
    ...changes,
  };
}

/** A response that meets these expectations once it is signed, for tests. */
export function responseXml(
  assertion: Partial<AssertionDraft> = {},
  response: Partial<ResponseDraft> = {},
  style: ResponseStyle = {},
): string {
  const draft: ResponseDraft = {
    id: "_r1",
    issuer: "https://idp.example/metadata",
    destination: "https://sp.example/saml2",
    inResponseTo: "_q1",
    issuedAt: NOW,
    assertion: assertionDraft(assertion),
    ...response,
  };
  return buildResponse(draft, style);
}
