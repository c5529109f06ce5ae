import type { SamlRefusal8x8 } from "../../../../profiles/index.ts";

const IDP = "the identity provider";

/** What support looks at, by the reason for which a sign-in was refused. */
const ADVICE: Record<SamlRefusal8x8, string> = {
  "too-large": "The response is larger than any that an identity provider sends for one person.",
  "not-base64": "The response is not encoded in Base64. Something between browser and service changed it.",
  "not-utf-8": "The response is not encoded in UTF-8.",
  doctype: "The response declares a document type, which no SAML message has. Somebody may be attacking.",
  entity: "The response uses entities of its own, which no SAML message has. Somebody may be attacking.",
  "processing-instruction": "The response holds a processing instruction. Somebody may be attacking.",
  "too-deep": "The response nests deeper than any SAML message. Somebody may be attacking.",
  malformed: "The response is not well-formed XML, or lacks what every response has.",
  "wrong-message": "What was posted is another SAML message than a response.",
  "wrong-version": "The response is not of SAML 2.0. Look at the type of the application at the identity provider.",
  "status-not-success": `${IDP} did not sign the person in. Its own log tells why.`,
  encrypted: `The assertion is encrypted. Switch encryption off at ${IDP}.`,
  "no-assertion": "The response holds no assertion.",
  "several-assertions": "The response holds several assertions, and nobody could tell which one counts.",
  "duplicate-id": "Two elements of the response have the same ID. Somebody may be attacking.",
  comment: "A comment stands inside a value or a signature. Somebody may be attacking.",
  unsigned: `Nothing in the response is signed. Let ${IDP} sign the assertion, the response, or both.`,
  wrapped: "A signature stands somewhere else than in what it signs. Somebody may be attacking.",
  "wrong-reference": "A signature does not refer to the element that it stands in. Somebody may be attacking.",
  "wrong-transform": "A signature uses transforms that no SAML message has. Somebody may be attacking.",
  "weak-algorithm": `The response is signed with an algorithm that can be broken. Choose SHA-256 at ${IDP}.`,
  "weak-key": "The key of the certificate in use is too short. Attach one of at least 2048 bits.",
  "bad-signature": `No certificate in use verifies the signature. Compare the certificate with the one that is active at ${IDP}: it may have been replaced there.`,
  "wrong-issuer": "The issuer is not the one that was entered, to the letter: compare both, with any slash at the end.",
  "wrong-audience": `The assertion is meant for another service. The identifier (entity ID) at ${IDP} is to be the only one, and the default.`,
  "wrong-destination": `The response was addressed to another URL. Compare the reply URL at ${IDP}.`,
  "not-confirmed": "The assertion does not say that its bearer may use it.",
  "wrong-recipient": `The assertion was addressed to another URL. Compare the reply URL at ${IDP}.`,
  "wrong-request": "The response answers a sign-in that was not begun here, was begun too long ago, or was answered.",
  "not-yet-valid": `The assertion is not valid yet. Compare the clock of ${IDP}.`,
  expired: `The assertion has expired: the person waited too long, or the clock of ${IDP} is slow.`,
  "no-name": `The assertion names nobody. Look at the NameID (unique user identifier) at ${IDP}.`,
  "sso-off": "Single sign-on is switched off, or was never saved.",
  "certificate-unusable":
    "The certificate in use cannot verify anything: it is of another type than Base64, or not valid at this time. Attach the Base64 file.",
  replayed: "The same assertion was sent before. Somebody went back in the browser, or may be attacking.",
  "unknown-subject":
    "Nobody has the asserted name in the field chosen as user mapping. A renamed user keeps the former Federation ID: edit it, or choose the other field.",
  "no-response": "The request brought no response, or not as a form by HTTP-POST.",
  failed: "The service provider failed while it read the response.",
  "sso-required": "Single sign-on is on, so that passwords are not taken.",
  "unknown-user": "Nobody has this login ID.",
  "no-password": "The user has no password: only single sign-on signs in.",
  "wrong-password": "The password was wrong.",
  "inactive-user": "The user is deactivated. Whoever provisions the user activates it.",
};

/** What to look at after an attempt to sign in; null where there is nothing. */
export function adviceOn(outcome: string): string | null {
  return Object.hasOwn(ADVICE, outcome) ? ADVICE[outcome as SamlRefusal8x8] : null;
}
