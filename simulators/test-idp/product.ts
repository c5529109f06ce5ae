import type { ResponseStyle } from "../../saml/index.ts";

/** The identity providers that can be played. */
export type Product = "entra" | "okta" | "jumpcloud";

/** A file that administrators of a product download to attach it at the service provider. */
export interface DownloadOffer {
  id: string;
  /** What the product calls it. */
  caption: string;
  fileName: string;
  form: "pem" | "base64" | "der" | "metadata";
}

/** How a product signs people in, in data; `{tenant}` stands for the id of the organisation (or of the application). */
export interface ProductStyle {
  title: string;
  /** Its entity ID, unless another one was entered. */
  issuer: string;
  paths: {
    /** Takes requests by HTTP-Redirect, and the form of the sign-in page. */
    signIn: string;
    /** The tile of the application: a sign-in that begins here. */
    start: string;
    /** The page with the tiles. */
    portal: string;
    /** The sign-out of the tenant. */
    signOut: string;
    /** The sign-out that needs no message (8X8-SAML-11). */
    commonSignOut?: string;
    metadata: string;
    /** Followed by the id of a download. */
    downloads: string;
  };
  /** Whether the sign-in and sign-out of the tenant answer to nothing but a SAML message. */
  needsMessage: boolean;
  /** Whether another valid certificate becomes active by itself when the active one expires. */
  replacesExpired: boolean;
  nameIdFormat: string;
  signs: "assertion" | "response" | "both";
  response: ResponseStyle;
  /** In minutes, from the moment of the response. */
  validity: { before: number; after: number; confirmation: number };
  certificate: { commonName: string; years: number };
  downloads: DownloadOffer[];
  refusals: Record<Refusal, string>;
}

/** Why the identity provider signs nobody in, or out. */
export type Refusal =
  | "no-message"
  | "unknown-application"
  | "wrong-reply-url"
  | "not-assigned"
  | "blocked"
  /** Single sign-on was switched off in the connector. */
  | "deactivated"
  | "unreadable";

/** The products by name. What they do was documented by their makers, or seen in responses of theirs. */
export const products: Record<Product, ProductStyle> = {
  entra: {
    title: "Microsoft Entra ID",
    issuer: "https://sts.windows.net/{tenant}/",
    paths: {
      signIn: "/{tenant}/saml2",
      start: "/{tenant}/launch",
      portal: "/{tenant}/myapps",
      signOut: "/{tenant}/saml2",
      commonSignOut: "/common/wsfederation?wa=wsignout1.0",
      metadata: "/{tenant}/federationmetadata/2007-06/federationmetadata.xml",
      downloads: "/{tenant}/downloads/",
    },
    needsMessage: true,
    replacesExpired: true,
    nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    signs: "assertion",
    response: { protocolPrefix: "samlp", assertionPrefix: "" },
    validity: { before: 5, after: 65, confirmation: 65 },
    certificate: { commonName: "Microsoft Azure Federated SSO Certificate", years: 3 },
    downloads: [
      { id: "base64", caption: "Certificate (Base64)", fileName: "8x8.cer", form: "pem" },
      { id: "raw", caption: "Certificate (Raw)", fileName: "8x8.cer", form: "der" },
      { id: "metadata", caption: "Federation Metadata XML", fileName: "8x8.xml", form: "metadata" },
      { id: "pem", caption: "PEM certificate download", fileName: "8x8.pem", form: "pem" },
    ],
    refusals: {
      "no-message": "AADSTS750054: Neither SAMLRequest nor SAMLResponse is in the query of the HTTP redirect.",
      "unknown-application":
        "AADSTS700016: There is no application with the identifier of the request in this directory.",
      "wrong-reply-url": "AADSTS50011: The reply URL of the request is not one of the application.",
      "not-assigned": "AADSTS50105: The signed-in user is not assigned to a role for the application.",
      blocked: "AADSTS50057: The user account is disabled.",
      deactivated: "AADSTS7000112: The application is disabled.",
      unreadable: "AADSTS75005: The request is no valid SAML request.",
    },
  },
  okta: {
    title: "Okta",
    issuer: "http://www.okta.com/{tenant}",
    paths: {
      signIn: "/app/8x8/{tenant}/sso/saml",
      start: "/home/8x8/{tenant}",
      portal: "/app/UserHome",
      signOut: "/login/signout",
      metadata: "/app/{tenant}/sso/saml/metadata",
      downloads: "/admin/org/security/{tenant}/",
    },
    needsMessage: false,
    replacesExpired: false,
    nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    signs: "both",
    response: {
      protocolPrefix: "saml2p",
      assertionPrefix: "saml2",
      issuerFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
      authnContext: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    },
    validity: { before: 5, after: 5, confirmation: 5 },
    certificate: { commonName: "test-organisation", years: 10 },
    downloads: [
      { id: "cert", caption: "X.509 Certificate", fileName: "okta.cert", form: "pem" },
      { id: "metadata", caption: "IDP metadata", fileName: "metadata.xml", form: "metadata" },
    ],
    refusals: {
      "no-message": "The request has no SAML message.",
      "unknown-application": "The application of the request is not known.",
      "wrong-reply-url": "The assertion consumer service URL of the request is not one of the application.",
      "not-assigned": "User is not assigned to this application.",
      blocked: "Sign in failed.",
      deactivated: "The application is not active.",
      unreadable: "The SAML request is malformed.",
    },
  },
  jumpcloud: {
    title: "JumpCloud",
    // What the connector holds until somebody replaces the placeholder (8X8-SAML-12).
    issuer: "https://YOURDOMAIN.com",
    paths: {
      signIn: "/saml2/8x8",
      start: "/userconsole/8x8",
      portal: "/userconsole",
      signOut: "/userconsole/logout",
      metadata: "/{tenant}/metadata",
      downloads: "/{tenant}/downloads/",
    },
    needsMessage: false,
    replacesExpired: false,
    nameIdFormat: "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
    signs: "assertion",
    response: {
      protocolPrefix: "saml2p",
      assertionPrefix: "saml2",
      consent: "urn:oasis:names:tc:SAML:2.0:consent:unspecified",
      authnContext: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    },
    validity: { before: 5, after: 5, confirmation: 5 },
    certificate: { commonName: "JumpCloudSAMLUser", years: 5 },
    downloads: [
      { id: "certificate", caption: "Download certificate", fileName: "certificate.pem", form: "pem" },
      { id: "metadata", caption: "Export metadata", fileName: "JumpCloud-8x8-metadata.xml", form: "metadata" },
    ],
    refusals: {
      "no-message": "The request has no SAML message.",
      "unknown-application": "The application of the request is not known.",
      "wrong-reply-url": "The ACS URL of the request is not that of the application.",
      "not-assigned": "You do not have access to this application.",
      blocked: "Your account is suspended.",
      deactivated: "Single sign-on is not active for this application.",
      unreadable: "The SAML request is malformed.",
    },
  },
};
