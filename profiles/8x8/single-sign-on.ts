import type { CertificateForm } from "../../saml/index.ts";
import type { App } from "./model.ts";

/** The kind of identity provider that is picked for single sign-on (8X8-UI-10). */
export type SsoProvider = "azure" | "okta" | "saml";

/** The field that an asserted name is compared with (8X8-FEDID-08, C-32). */
export type SsoMapping = "federation-id" | "username";

/** What the Single Sign-On Integration section holds (8X8-UI-09). */
export interface SsoSettings {
  enabled: boolean;
  provider: SsoProvider | undefined;
  /** Where a sign-in at the service provider sends the browser (8X8-SAML-04). */
  signInUrl: string | undefined;
  /** What the Issuer of a response has to be, to the letter (8X8-SAML-05). */
  issuer: string | undefined;
  /** Where the browser is sent after it signed out; may be left out (8X8-SAML-09, 8X8-SAML-10). */
  signOutUrl: string | undefined;
  /** The certificate in use (8X8-CERT-05). */
  certificate: SsoCertificate | undefined;
  mapping: SsoMapping;
}

/** The Single Sign-On Integration of a customer: what was saved, what was not, and what its sign-ins left. */
export interface SsoIntegration extends SsoSettings {
  /** What was changed on the page and not saved (8X8-SSO-07). */
  draft: SsoSettings | undefined;
  /** Certificates that were in use once, for diagnosis only: they are trusted no longer (8X8-CERT-05). */
  formerCertificates: SsoCertificate[];
  /** Sign-ins that were begun here, by the id of their AuthnRequest. */
  requests: Map<string, SignInRequest>;
  /** Assertions that were taken, with the time until which they could be sent again. */
  takenAssertions: Map<string, number>;
}

/** A certificate as it was attached. */
export interface SsoCertificate {
  /** What the file was found to be, by its content (C-31). */
  form: CertificateForm;
  /** Undefined where the file cannot be used: then every sign-in fails (8X8-CERT-02). */
  pem: string | undefined;
  /** SHA-256, for a person to tell certificates apart. */
  fingerprint: string | undefined;
  /** Milliseconds since the epoch. */
  notBefore: number | undefined;
  /** Milliseconds since the epoch. */
  notAfter: number | undefined;
  /** Milliseconds since the epoch. */
  attachedAt: number;
}

/** A sign-in that was begun at the service provider (8X8-SAML-06). */
export interface SignInRequest {
  id: string;
  app: App;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** Whether a response to it has opened a session. */
  answered: boolean;
}

/** The Single Sign-On Integration section as the page shows it, unsaved changes included. */
export type SsoPage = {
  /** The position of the slider. */
  enabled: boolean;
  provider: SsoProvider | null;
  /** What the provider can be chosen from (8X8-UI-10). */
  providers: SsoProvider[];
  signInUrl: string | null;
  issuer: string | null;
  signOutUrl: string | null;
  certificate: SsoCertificateView | null;
  mapping: SsoMapping;
  /** Whether the page shows something that was not saved. */
  unsaved: boolean;
  /** Whether single sign-on is in force, whatever the page shows. */
  active: boolean;
  /** The audience of assertions (8X8-SAML-01). */
  entityId: string;
  /** Where responses are posted to: the same URL (8X8-SAML-02). */
  acsUrl: string;
  metadataUrl: string;
  /** Where a user of the customer begins to sign in, by application (8X8-SSO-08). */
  signInPages: Partial<Record<App, string>>;
  /** Where a browser signs out, by application. */
  signOutPages: Partial<Record<App, string>>;
};

/** The certificate in use as the page shows it. */
export type SsoCertificateView = {
  form: CertificateForm;
  /** Whether responses can be verified by it at this time. */
  usable: boolean;
  fingerprint: string | null;
  /** ISO 8601. */
  validFrom: string | null;
  /** ISO 8601. */
  validTo: string | null;
  /** ISO 8601. */
  attachedAt: string;
};

/** One attempt to sign in, as support sees it: who it was only where the service provider found a user itself. */
export type SignInAttempt = {
  /** ISO 8601. */
  at: string;
  /** What the page told the person, to be told on. */
  reference: string | null;
  app: App;
  via: "password" | "saml";
  /** Whether the attempt answered a sign-in begun here; null where that is not known. */
  begunAt: "service-provider" | "identity-provider" | null;
  userName: string | null;
  /** `session`, or the code of the refusal. */
  outcome: string;
  /** What to look at; null for a success. */
  advice: string | null;
};
