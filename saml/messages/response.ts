import { ASSERTION, BEARER, PASSWORD, PROTOCOL, SUCCESS } from "../namespaces.ts";
import { type Draft, element, writeXml } from "../xml/write.ts";
import { printInstant } from "./time.ts";

/** What a response is to say; times are milliseconds since the epoch (SAML Core §3.3.3, SAML Profiles §4.1.4.2). */
export interface ResponseDraft {
  id: string;
  issuer: string;
  destination?: string | undefined;
  /** Left out when the sign-in started at the identity provider. */
  inResponseTo?: string | undefined;
  issuedAt: number;
  /** A status code URI; success unless told. */
  status?: string | undefined;
  /** Left out of a response that says why nobody was signed in. */
  assertion?: AssertionDraft | undefined;
}

/** What the assertion of a response is to say. */
export interface AssertionDraft {
  id: string;
  issuer: string;
  audiences: string[];
  recipient: string;
  nameId: string;
  nameIdFormat: string;
  notBefore: number;
  notOnOrAfter: number;
  confirmationNotOnOrAfter: number;
  inResponseTo?: string | undefined;
  authnInstant: number;
  sessionIndex: string;
  attributes: Record<string, string | string[]>;
}

/** How a product writes its responses; what says nothing about their meaning. */
export interface ResponseStyle {
  /** `samlp` unless told; empty for a default namespace. */
  protocolPrefix?: string;
  /** `saml` unless told; empty for a default namespace. */
  assertionPrefix?: string;
  /** The Format of each Issuer. */
  issuerFormat?: string;
  /** The Consent of the Response. */
  consent?: string;
  /** The class of the authentication context; Password unless told. */
  authnContext?: string;
  /** Indents the elements. */
  pretty?: boolean;
}

/** Writes a Response, unsigned (SAML Core §3.3.3). */
export function buildResponse(draft: ResponseDraft, style: ResponseStyle = {}): string {
  const { protocolPrefix = "samlp", assertionPrefix = "saml" } = style;
  const p = prefixed(protocolPrefix);
  const root = element(
    p("Response"),
    {
      [protocolPrefix === "" ? "xmlns" : `xmlns:${protocolPrefix}`]: PROTOCOL,
      ID: draft.id,
      Version: "2.0",
      IssueInstant: printInstant(draft.issuedAt),
      Destination: draft.destination,
      Consent: style.consent,
      InResponseTo: draft.inResponseTo,
    },
    [
      issuer(draft.issuer, style, declares(assertionPrefix)),
      element(p("Status"), {}, [element(p("StatusCode"), { Value: draft.status ?? SUCCESS })]),
      draft.assertion && assertion(draft.assertion, draft.issuedAt, style),
    ],
  );
  return writeXml(root, style.pretty);
}

function prefixed(prefix: string): (name: string) => string {
  return (name) => (prefix === "" ? name : `${prefix}:${name}`);
}

function declares(prefix: string): Record<string, string> {
  return { [prefix === "" ? "xmlns" : `xmlns:${prefix}`]: ASSERTION };
}

function issuer(name: string, { assertionPrefix = "saml", issuerFormat }: ResponseStyle, names = {}): Draft {
  return element(prefixed(assertionPrefix)("Issuer"), { ...names, Format: issuerFormat }, name);
}

function assertion(draft: AssertionDraft, issuedAt: number, style: ResponseStyle): Draft {
  const { assertionPrefix = "saml", authnContext = PASSWORD } = style;
  const a = prefixed(assertionPrefix);
  const attributes = Object.entries(draft.attributes).map(([name, values]) =>
    element(
      a("Attribute"),
      { Name: name },
      [values].flat().map((value) => element(a("AttributeValue"), {}, value)),
    ),
  );
  const audiences = draft.audiences.map((audience) => element(a("Audience"), {}, audience));
  return element(
    a("Assertion"),
    { ...declares(assertionPrefix), ID: draft.id, Version: "2.0", IssueInstant: printInstant(issuedAt) },
    [
      issuer(draft.issuer, style),
      element(a("Subject"), {}, [
        element(a("NameID"), { Format: draft.nameIdFormat || undefined }, draft.nameId),
        element(a("SubjectConfirmation"), { Method: BEARER }, [
          element(a("SubjectConfirmationData"), {
            InResponseTo: draft.inResponseTo,
            NotOnOrAfter: printInstant(draft.confirmationNotOnOrAfter),
            Recipient: draft.recipient,
          }),
        ]),
      ]),
      element(
        a("Conditions"),
        { NotBefore: printInstant(draft.notBefore), NotOnOrAfter: printInstant(draft.notOnOrAfter) },
        draft.audiences.length === 0 ? [] : [element(a("AudienceRestriction"), {}, audiences)],
      ),
      element(
        a("AuthnStatement"),
        { AuthnInstant: printInstant(draft.authnInstant), SessionIndex: draft.sessionIndex },
        [element(a("AuthnContext"), {}, [element(a("AuthnContextClassRef"), {}, authnContext)])],
      ),
      // A statement of no attributes would not be valid (SAML Core §2.7.3).
      attributes.length === 0 ? undefined : element(a("AttributeStatement"), {}, attributes),
    ],
  );
}
