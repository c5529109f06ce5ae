/** Why a SAML message is refused, in stable words for a log (SAML Core §3.2.2, §5; SAML Profiles §4.1.4.3). */
export type RefusalCode =
  // before anything is parsed
  | "too-large"
  | "not-base64"
  | "not-utf-8"
  | "doctype"
  | "entity"
  | "processing-instruction"
  | "too-deep"
  // the shape of the document
  | "malformed"
  | "wrong-message"
  | "wrong-version"
  | "status-not-success"
  | "encrypted"
  | "no-assertion"
  | "several-assertions"
  | "duplicate-id"
  | "comment"
  // the signature
  | "unsigned"
  | "wrapped"
  | "wrong-reference"
  | "wrong-transform"
  | "weak-algorithm"
  | "weak-key"
  | "bad-signature"
  // what is said
  | "wrong-issuer"
  | "wrong-audience"
  | "wrong-destination"
  | "not-confirmed"
  | "wrong-recipient"
  | "wrong-request"
  | "not-yet-valid"
  | "expired"
  | "no-name";

/** A SAML message that is refused. The message is neutral: no XML, no name and no assertion stands in it. */
export class SamlRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(`The SAML message is refused: ${code}`);
    this.name = "SamlRefusal";
    this.code = code;
  }
}
