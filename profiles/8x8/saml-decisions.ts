import type {
  Assertion,
  AuthnRequest,
  CertificateFile,
  CertificateTrouble,
  Expectations,
  RefusalCode,
  SamlChecks,
  ServiceProviderMetadata,
} from "../../saml/index.ts";
import type { App, Customer, Session, User8x8 } from "./model.ts";
import type { AdminRefusalCode } from "./refusal.ts";
import type { SignInRequest, SsoCertificate, SsoMapping, SsoPage, SsoProvider } from "./single-sign-on.ts";
import type { SignInRefusal } from "./views.ts";

/** Why a sign-in with SAML is refused: by the response itself, or by what 8x8 knows besides. A code never changes its meaning. */
export type SamlRefusal8x8 =
  | RefusalCode
  | SignInRefusal
  /** Single sign-on is not in force for the customer. */
  | "sso-off"
  /** What was attached is no certificate that signatures can be verified by, or not at this time. */
  | "certificate-unusable"
  /** The assertion was taken before. */
  | "replayed"
  /** Nobody has the asserted name in the mapping field. */
  | "unknown-subject"
  /** The request brought no response, or not as a form (SAML bindings §3.5). */
  | "no-response"
  /** The service provider failed by its own fault. */
  | "failed";

/** What administrators do with the Single Sign-On Integration. */
export interface SsoDecisions {
  /** The page is left: what was not saved is dropped, or saved (8X8-UI-05). */
  leaveSso(customer: Customer): void;
  /** Switches the slider on; nothing holds before Save (8X8-SSO-07). */
  enableSso(customer: Customer, provider: SsoProvider | undefined): void;
  disableSso(customer: Customer): void;
  /** Fills in addresses; null empties one, and what is undefined stays (8X8-SAML-04, 8X8-SAML-05, 8X8-SAML-11). */
  setSsoUrls(customer: Customer, urls: SsoUrls): void;
  /** Why an address cannot be; undefined when it can. */
  ssoUrlFault(name: keyof SsoUrls, value: string): string | undefined;
  setSsoMapping(customer: Customer, mapping: SsoMapping): void;
  /** Why a file cannot be attached; undefined when it can, be it of use or not (8X8-CERT-01, 8X8-CERT-02, 8X8-CERT-06). */
  certificateRefusal(customer: Customer, upload: CertificateUpload): AdminRefusalCode | undefined;
  /** What is kept of a file that was attached (8X8-CERT-02). */
  keptCertificate(customer: Customer, upload: CertificateUpload): SsoCertificate;
  /** Puts a certificate in the place of the one in use; holds with Save (8X8-CERT-03, 8X8-CERT-05). */
  attachCertificate(customer: Customer, certificate: SsoCertificate): void;
  /** What is missing before single sign-on can be saved as switched on, in the words of the page (8X8-SAML-09). */
  ssoLacks(customer: Customer): string[];
  /** Makes the unsaved changes effective (8X8-SSO-07). */
  saveSso(customer: Customer): void;
  /** The section as the page shows it (8X8-UI-09). */
  ssoView(customer: Customer): SsoPage;
}

/** The addresses of the Single Sign-On Integration. */
export type SsoUrls = { signInUrl?: string | null; issuer?: string | null; signOutUrl?: string | null };

/** A file that somebody attaches. */
export interface CertificateUpload {
  file: CertificateFile;
  /** The name it was given; says nothing about its content (8X8-CERT-06). */
  name: string | undefined;
  /** What stands against the certificate in it, where one can be read. */
  trouble: CertificateTrouble | undefined;
}

/** What a response says of itself before anything is verified: enough to choose whom it concerns, and for nothing else. */
export interface ResponseClaims {
  issuer: string | undefined;
  inResponseTo: string | undefined;
  relayState: string | undefined;
}

/** How users sign in with SAML, and out. */
export interface SamlDecisions {
  /** The audience of assertions (8X8-SAML-01). */
  entityId(): string;
  /** The path that takes responses: that of the entity ID (8X8-SAML-02). */
  acsPath(): string;
  /** What the metadata of the service provider says (8X8-SAML-01, 8X8-SAML-02). */
  samlMetadata(): ServiceProviderMetadata;
  /** Whether single sign-on is in force for a customer (8X8-SSO-02, 8X8-SSO-04, 8X8-SSO-07). */
  ssoServes(customer: Customer): boolean;
  /** Whether an application has a way to sign in with SAML (8X8-SSO-08). */
  ssoOffers(customer: Customer, app: App): boolean;
  /** Where a sign-in that begins here sends the browser; undefined where that is nowhere (8X8-SAML-04). */
  signInTarget(customer: Customer): string | undefined;
  /** The AuthnRequest of a sign-in that begins here (8X8-SAML-06). */
  authnRequest(customer: Customer, request: SignInRequest): AuthnRequest;
  /** What a sign-in that begins here hands along and is handed back. */
  relayState(customer: Customer, request: SignInRequest): string | undefined;
  /** The customer whose settings a response is held to; undefined where it names nobody's identity provider. */
  customerOfResponse(customers: Iterable<Customer>, claims: ResponseClaims): Customer | undefined;
  /** The certificates that responses may be signed by now, as PEM (8X8-CERT-04, 8X8-CERT-05). */
  trustedCertificates(customer: Customer, now: number): string[];
  /** What a response is held to (8X8-SAML-01, 8X8-SAML-02, 8X8-SAML-05). */
  samlExpectations(customer: Customer, now: number): Expectations;
  /** The checks of a response that are in force, given the conforming ones; a mutant leaves one out. */
  samlChecks(conforming: SamlChecks): SamlChecks;
  /** Whether a request of this id waits for its answer (8X8-SAML-06). */
  awaits(customer: Customer, requestId: string, now: number): boolean;
  /** Takes an assertion; false where it was taken before. */
  takeAssertion(customer: Customer, assertion: Assertion, now: number): boolean;
  /** The user of an asserted name (8X8-FEDID-04, 8X8-FEDID-07, 8X8-FEDID-08, 8X8-SAML-08). */
  findBySubject(customer: Customer, assertion: Assertion): User8x8 | undefined;
  /** The application that a response signs in to. */
  appSignedInTo(request: SignInRequest | undefined, relayState: string | undefined): App;
  /** A session that begins; not kept yet. */
  newSession(customer: Customer, user: User8x8, app: App, via: Session["via"], now: number): Session;
  /** Where the browser goes once the session is there. */
  landing(customer: Customer, session: Session, relayState: string | undefined): string;
  /** Ends the session of somebody who signs out (8X8-SAML-09). */
  signedOut(customer: Customer, session: Session, now: number): void;
  /** Where the browser is sent after it signed out, as it was entered; undefined leaves it here (8X8-SAML-10, 8X8-SAML-11). */
  signOutTarget(customer: Customer): string | undefined;
  /** What a person is told who was refused. */
  signInNotice(code: SamlRefusal8x8, asserted: string | undefined): string;
  /** The name under which an attempt is kept: the service provider's own, never what a response says. */
  nameInLog(user: User8x8 | undefined, asserted: string | undefined): string | undefined;
}
