import { decodePost } from "../messages/redirect.ts";
import { type RefusalCode, SamlRefusal } from "../refusal.ts";
import type { Assertion, Expectations, SamlChecks, SamlDocument } from "./checks.ts";
import { samlChecks } from "./conforming.ts";
import { readContent } from "./read.ts";

const OF_THE_TEXT = ["doctype", "entities", "processingInstructions", "depth"] as const;
// What the identity provider says of its failure comes before what a response without an assertion lacks.
const OF_THE_DOCUMENT = [
  "message",
  "version",
  "status",
  "encrypted",
  "singleAssertion",
  "uniqueIds",
  "comments",
  "signed",
  "placement",
  "references",
  "transforms",
  "algorithms",
] as const;
const OF_THE_CONTENT = [
  "issuer",
  "destination",
  "audience",
  "confirmation",
  "recipient",
  "inResponseTo",
  "notBefore",
  "notOnOrAfter",
  "confirmationNotOnOrAfter",
  "name",
] as const;

/**
 * The assertion of the Response of an HTTP-POST form, when no check stands against it; throws SamlRefusal otherwise
 * (SAML Profiles §4.1.4.3). Nothing is fetched, and what is given back is only what the signature covers.
 */
export async function verifyResponse(
  encoded: string,
  expectations: Expectations,
  checks: SamlChecks = samlChecks,
): Promise<Assertion> {
  refuse(checks.size(encoded, expectations));
  const xml = decodePost(encoded);
  for (const name of OF_THE_TEXT) refuse(checks[name](xml, expectations));
  const document = checks.parse(xml);
  for (const name of OF_THE_DOCUMENT) refuse(checks[name](document, expectations));
  const content = readContent(document, signedPart(document, expectations, checks), checks.text);
  for (const name of OF_THE_CONTENT) refuse(checks[name](content, expectations));
  return content.assertion;
}

function signedPart(
  document: SamlDocument,
  expectations: Expectations,
  checks: SamlChecks,
): NonNullable<ReturnType<SamlChecks["reads"]>> {
  const keys = checks.keys(document, expectations);
  if (keys.length === 0) throw new SamlRefusal("weak-key");
  const signed = checks.signature(document, keys);
  if (typeof signed === "string") throw new SamlRefusal(signed);
  const assertion = checks.reads(document, signed);
  if (!assertion) throw new SamlRefusal("wrapped");
  return assertion;
}

function refuse(code: RefusalCode | undefined): void {
  if (code !== undefined) throw new SamlRefusal(code);
}
