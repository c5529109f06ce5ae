import type { RefusalCode } from "../refusal.ts";
import type { XmlElement } from "../xml/element.ts";

/** What a service provider expects of a response that it did or did not ask for. */
export interface Expectations {
  /** The trusted certificates, as PEM. A certificate inside the response is never one of them. */
  certificates: readonly string[];
  /** The entity ID of the identity provider. */
  issuer: string;
  /** The own entity ID. */
  audience: string;
  /** The own assertion consumer service. */
  acsUrl: string;
  /** Milliseconds since the epoch. */
  now: number;
  clockSkewMs: number;
  /** Whether a request of this ID is awaiting its answer; left out, any `InResponseTo` is taken. */
  awaits?: ((requestId: string) => boolean) | undefined;
}

/** A parsed message, with the text it was parsed from. */
export interface SamlDocument {
  xml: string;
  root: XmlElement;
}

/** What is read of an assertion: only what the signature covers (SAML Core §2.3.3). */
export interface Assertion {
  id: string;
  issuer: string;
  nameId: string;
  /** Empty when the identity provider names none. */
  nameIdFormat: string;
  /** One list per AudienceRestriction; each of them has to be met (SAML Core §2.5.1.4). */
  audienceRestrictions: string[][];
  /** Whether the subject is confirmed by bearer (SAML Profiles §4.1.4.2). */
  bearer: boolean;
  recipient: string | undefined;
  /** Until when the subject confirmation holds. */
  confirmationNotOnOrAfter: number | undefined;
  /** The request the subject confirmation answers; undefined when the sign-in started at the identity provider. */
  inResponseTo: string | undefined;
  /** From when and until when the conditions hold. */
  notBefore: number | undefined;
  notOnOrAfter: number | undefined;
  authnInstant: number | undefined;
  sessionIndex: string | undefined;
  attributes: Record<string, string[]>;
}

/** What a response says: its frame, which may be unsigned, and the assertion that was signed. */
export interface ResponseContent {
  issuer: string | undefined;
  destination: string | undefined;
  inResponseTo: string | undefined;
  assertion: Assertion;
}

/** What a check found: the reason to refuse, or nothing. */
export type Refused = RefusalCode | undefined;

/**
 * The decisions of a service provider about a response, in the order in which they are asked. A check gives the reason
 * to refuse or undefined; `parse`, `keys`, `signature`, `reads` and `text` give what fits. A wrong service provider replaces
 * one of them.
 */
export interface SamlChecks {
  // Asked of the encoded message, before it is decoded.
  /** "too-large" */
  size(encoded: string, expectations: Expectations): Refused;

  // Asked of the text, before it is parsed.
  /** "doctype" */
  doctype(xml: string, expectations: Expectations): Refused;
  /** "entity": only the five entities of XML and references to characters stand in a response. */
  entities(xml: string, expectations: Expectations): Refused;
  /** "processing-instruction" */
  processingInstructions(xml: string, expectations: Expectations): Refused;
  /** "too-deep" */
  depth(xml: string, expectations: Expectations): Refused;

  /** The document that a text is; throws SamlRefusal when it is none. */
  parse(xml: string): SamlDocument;

  // Asked of the parsed document.
  /** "wrong-message": the root is a Response. */
  message(document: SamlDocument, expectations: Expectations): Refused;
  /** "wrong-version" */
  version(document: SamlDocument, expectations: Expectations): Refused;
  /** "status-not-success" */
  status(document: SamlDocument, expectations: Expectations): Refused;
  /** "encrypted" */
  encrypted(document: SamlDocument, expectations: Expectations): Refused;
  /** "no-assertion", "several-assertions": exactly one in the whole document, wherever it stands. */
  singleAssertion(document: SamlDocument, expectations: Expectations): Refused;
  /** "duplicate-id" */
  uniqueIds(document: SamlDocument, expectations: Expectations): Refused;
  /** "comment": none in character data and none in a signature. */
  comments(document: SamlDocument, expectations: Expectations): Refused;
  /** "unsigned" */
  signed(document: SamlDocument, expectations: Expectations): Refused;
  /** "wrapped": a signature stands in the Response or the Assertion it signs and nowhere else. */
  placement(document: SamlDocument, expectations: Expectations): Refused;
  /** "wrong-reference": one reference, to the element the signature stands in. */
  references(document: SamlDocument, expectations: Expectations): Refused;
  /** "wrong-transform": enveloped signature and exclusive canonicalization only. */
  transforms(document: SamlDocument, expectations: Expectations): Refused;
  /** "weak-algorithm": RSA with SHA-256 or SHA-512; no SHA-1, no HMAC. */
  algorithms(document: SamlDocument, expectations: Expectations): Refused;
  /**
   * The certificates a signature may be verified with: the trusted ones that are RSA of 2048 bits or more, never one
   * that the document brings along. When there is none, the response is refused with "weak-key".
   */
  keys(document: SamlDocument, expectations: Expectations): readonly string[];
  /**
   * The canonical text of what each signature covers, when all of them hold under one of the keys; "bad-signature"
   * otherwise.
   */
  signature(document: SamlDocument, keys: readonly string[]): readonly string[] | RefusalCode;

  // How the content is read.
  /** The assertion that is read: out of what was signed, not out of the document. */
  reads(document: SamlDocument, signed: readonly string[]): XmlElement | undefined;
  /** How the text of an element is read. */
  text(element: XmlElement): string;

  // Asked of the content.
  /** "wrong-issuer" */
  issuer(content: ResponseContent, expectations: Expectations): Refused;
  /** "wrong-destination" */
  destination(content: ResponseContent, expectations: Expectations): Refused;
  /** "wrong-audience" */
  audience(content: ResponseContent, expectations: Expectations): Refused;
  /** "not-confirmed": the subject is confirmed by bearer. */
  confirmation(content: ResponseContent, expectations: Expectations): Refused;
  /** "wrong-recipient" */
  recipient(content: ResponseContent, expectations: Expectations): Refused;
  /** "wrong-request": answers a request that was made, and frame and assertion name the same one. */
  inResponseTo(content: ResponseContent, expectations: Expectations): Refused;
  /** "not-yet-valid" */
  notBefore(content: ResponseContent, expectations: Expectations): Refused;
  /** "expired": by the conditions. */
  notOnOrAfter(content: ResponseContent, expectations: Expectations): Refused;
  /** "expired": by the subject confirmation. */
  confirmationNotOnOrAfter(content: ResponseContent, expectations: Expectations): Refused;
  /** "no-name" */
  name(content: ResponseContent, expectations: Expectations): Refused;
}
