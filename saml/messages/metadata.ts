import { pemBody, pemOf } from "../certificates/pem.ts";
import { HTTP_POST, HTTP_REDIRECT, METADATA, PROTOCOL, SIGNATURE, UNSPECIFIED_NAME } from "../namespaces.ts";
import { SamlRefusal } from "../refusal.ts";
import { attribute, childElement, childElements, elementsNamed, textOf, type XmlElement } from "../xml/element.ts";
import { type Draft, element, writeXml } from "../xml/write.ts";
import { readMessage, required } from "./read.ts";

/** What the metadata of an identity provider says (SAML Metadata §2.4.3). */
export interface IdentityProviderMetadata {
  role: "identity-provider";
  entityId: string;
  /** The signing certificates, as PEM. */
  certificates: string[];
  /** The sign-in page, offered for HTTP-Redirect and HTTP-POST. */
  signInUrl: string;
  signOutUrl?: string | undefined;
}

/** What the metadata of a service provider says (SAML Metadata §2.4.4). */
export interface ServiceProviderMetadata {
  role: "service-provider";
  entityId: string;
  acsUrl: string;
  signOutUrl?: string | undefined;
}

export type Metadata = IdentityProviderMetadata | ServiceProviderMetadata;

/** Writes an EntityDescriptor (SAML Metadata §2.3.2). */
export function buildMetadata(metadata: Metadata): string {
  const names = { "xmlns:md": METADATA, "xmlns:ds": SIGNATURE };
  const descriptor = metadata.role === "identity-provider" ? identityProvider(metadata) : serviceProvider(metadata);
  return writeXml(element("md:EntityDescriptor", { ...names, entityID: metadata.entityId }, [descriptor]), true);
}

function identityProvider({ certificates, signInUrl, signOutUrl }: IdentityProviderMetadata): Draft {
  const keys = certificates.map((pem) =>
    element("md:KeyDescriptor", { use: "signing" }, [
      element("ds:KeyInfo", {}, [element("ds:X509Data", {}, [element("ds:X509Certificate", {}, pemBody(pem))])]),
    ]),
  );
  return element("md:IDPSSODescriptor", { WantAuthnRequestsSigned: "false", protocolSupportEnumeration: PROTOCOL }, [
    ...keys,
    signOut(signOutUrl),
    element("md:NameIDFormat", {}, UNSPECIFIED_NAME),
    ...[HTTP_REDIRECT, HTTP_POST].map((binding) =>
      element("md:SingleSignOnService", { Binding: binding, Location: signInUrl }),
    ),
  ]);
}

function serviceProvider({ acsUrl, signOutUrl }: ServiceProviderMetadata): Draft {
  return element("md:SPSSODescriptor", { WantAssertionsSigned: "true", protocolSupportEnumeration: PROTOCOL }, [
    signOut(signOutUrl),
    element("md:NameIDFormat", {}, UNSPECIFIED_NAME),
    element("md:AssertionConsumerService", { Binding: HTTP_POST, Location: acsUrl, index: "0", isDefault: "true" }),
  ]);
}

function signOut(url: string | undefined): Draft | undefined {
  return url === undefined ? undefined : element("md:SingleLogoutService", { Binding: HTTP_REDIRECT, Location: url });
}

/** Reads an EntityDescriptor; throws SamlRefusal for what is none (SAML Metadata §2.3.2). */
export function parseMetadata(xml: string): Metadata {
  const root = readMessage(xml, METADATA, "EntityDescriptor");
  const entityId = required(root, "entityID");
  const identityProvider = childElement(root, METADATA, "IDPSSODescriptor");
  const serviceProvider = childElement(root, METADATA, "SPSSODescriptor");
  const descriptor = identityProvider ?? serviceProvider;
  if (!descriptor) throw new SamlRefusal("wrong-message");
  const signOutUrl = location(descriptor, "SingleLogoutService", HTTP_REDIRECT);
  const optional = signOutUrl === undefined ? {} : { signOutUrl };
  if (descriptor === serviceProvider)
    return {
      role: "service-provider",
      entityId,
      acsUrl: endpoint(descriptor, "AssertionConsumerService"),
      ...optional,
    };
  const signInUrl = endpoint(descriptor, "SingleSignOnService");
  return { role: "identity-provider", entityId, certificates: signingCertificates(descriptor), signInUrl, ...optional };
}

/** The certificates that verify signatures: of keys for signing, or for any use (SAML Metadata §2.4.1.1). */
function signingCertificates(descriptor: XmlElement): string[] {
  return childElements(descriptor, METADATA, "KeyDescriptor")
    .filter((key) => (attribute(key, "use") ?? "signing") === "signing")
    .flatMap((key) => elementsNamed(key, SIGNATURE, "X509Certificate"))
    .map((certificate) => pemOf(Buffer.from(textOf(certificate), "base64")));
}

function endpoint(descriptor: XmlElement, name: string): string {
  const found = location(descriptor, name, HTTP_REDIRECT) ?? location(descriptor, name, HTTP_POST);
  if (found === undefined) throw new SamlRefusal("malformed");
  return found;
}

function location(descriptor: XmlElement, name: string, binding: string): string | undefined {
  const found = childElements(descriptor, METADATA, name).find((each) => attribute(each, "Binding") === binding);
  return found && required(found, "Location");
}
