import type { Ids } from "../../engine/index.ts";
import type { ResponseDraft, Signing } from "../../saml/index.ts";
import type { Asked } from "./decisions.ts";
import type { TestIdentityProvider, TestPerson } from "./identity-provider.ts";

/** How a response differs from the one that the product sends. */
export interface ResponseChanges {
  /** The request that is answered; left out, the sign-in began at the identity provider. */
  inResponseTo?: string | undefined;
  /** What that request named; left out, the defaults of the application hold. */
  asked?: Asked | undefined;
  relayState?: string | undefined;
  /** Says something else before it is signed. */
  draft?: ((draft: ResponseDraft) => ResponseDraft) | undefined;
  /** Signs otherwise; false signs nothing. */
  signing?: Partial<Signing> | false | undefined;
}

/** What a browser posts to the service provider (SAML Bindings §3.5). */
export interface PostedResponse {
  acsUrl: string;
  /** Base64. */
  SAMLResponse: string;
  RelayState: string | undefined;
}

/** From whom a response is, and for whom. */
export interface Envelope {
  issuer: string;
  audiences: string[];
  acsUrl: string;
}

/** What the product says of a person at a time. */
export function draftFor(
  { style }: Pick<TestIdentityProvider, "style">,
  { issuer, audiences, acsUrl }: Envelope,
  { userName, nameId = userName, attributes = {} }: TestPerson,
  { inResponseTo, now, ids }: { inResponseTo: string | undefined; now: number; ids: Ids },
): ResponseDraft {
  const { before, after, confirmation } = style.validity;
  const later = (minutes: number): number => now + minutes * 60_000;
  return {
    id: `_${ids()}`,
    issuer,
    destination: acsUrl,
    inResponseTo,
    issuedAt: now,
    assertion: {
      id: `_${ids()}`,
      issuer,
      audiences,
      recipient: acsUrl,
      nameId,
      nameIdFormat: style.nameIdFormat,
      notBefore: later(-before),
      notOnOrAfter: later(after),
      confirmationNotOnOrAfter: later(confirmation),
      inResponseTo,
      authnInstant: now,
      sessionIndex: `_${ids()}`,
      attributes,
    },
  };
}

/** The request by which a browser hands a response on (SAML Bindings §3.5.4). */
export function postRequest({ acsUrl, SAMLResponse, RelayState }: PostedResponse): Request {
  const form = new URLSearchParams({ SAMLResponse });
  if (RelayState !== undefined) form.set("RelayState", RelayState);
  return new Request(acsUrl, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
}
