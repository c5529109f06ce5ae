export { type CertificateFile, type CertificateForm, readCertificateFile } from "./certificates/certificate-file.ts";
export { certificateAs } from "./certificates/download.ts";
export { type CertificateOrder, issueCertificate, type SigningKey } from "./certificates/issue.ts";
export { type CertificateTrouble, certificateTrouble } from "./certificates/trouble.ts";
export { type AuthnRequest, buildAuthnRequest, parseAuthnRequest } from "./messages/authn-request.ts";
export {
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutRequest,
  type LogoutResponse,
  parseLogoutRequest,
  parseLogoutResponse,
} from "./messages/logout.ts";
export {
  buildMetadata,
  type IdentityProviderMetadata,
  type Metadata,
  parseMetadata,
  type ServiceProviderMetadata,
} from "./messages/metadata.ts";
export {
  decodePost,
  encodePost,
  type MessageParameter,
  type RedirectMessage,
  readRedirect,
  redirectUrl,
} from "./messages/redirect.ts";
export { type AssertionDraft, buildResponse, type ResponseDraft, type ResponseStyle } from "./messages/response.ts";
export { type RefusalCode, SamlRefusal } from "./refusal.ts";
export { type Signing, type SigningAlgorithm, signResponse } from "./signature/sign.ts";
export { certificatesInside, type Laxity, verifySignatures } from "./signature/verify.ts";
export type {
  Assertion,
  Expectations,
  Refused,
  ResponseContent,
  SamlChecks,
  SamlDocument,
} from "./verification/checks.ts";
export { samlChecks } from "./verification/conforming.ts";
export { firstAssertion, outermostAssertion } from "./verification/read.ts";
export { verifyResponse } from "./verification/verify-response.ts";
export { signedForWrapping, WRAPPINGS, type Wrapping, wrapSignature } from "./wrapping.ts";
export {
  attribute,
  childElement,
  childElements,
  elementsNamed,
  nodes,
  textOf,
  type XmlAttribute,
  type XmlComment,
  type XmlElement,
  type XmlNode,
  type XmlText,
} from "./xml/element.ts";
