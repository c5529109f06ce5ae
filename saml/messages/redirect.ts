import { deflateRawSync, inflateRawSync } from "node:zlib";
import { SamlRefusal } from "../refusal.ts";

/** The parameter that carries a message. */
export type MessageParameter = "SAMLRequest" | "SAMLResponse";

/** What the query of an HTTP-Redirect carries. */
export interface RedirectMessage {
  /** Undefined when there is no SAML message in the query. */
  parameter: MessageParameter | undefined;
  /** Empty when there is none. */
  xml: string;
  relayState: string | undefined;
}

// Deflated text grows a thousandfold when a hostile sender wants it to.
const LARGEST = 256 * 1024;

/** The URL that sends a message by HTTP-Redirect (SAML Bindings §3.4); a query of the destination is kept. */
export function redirectUrl(
  destination: string,
  parameter: MessageParameter,
  xml: string,
  relayState?: string,
): string {
  const url = new URL(destination);
  url.searchParams.set(parameter, deflateRawSync(xml).toString("base64"));
  if (relayState !== undefined) url.searchParams.set("RelayState", relayState);
  return url.href;
}

/** Reads the message of an HTTP-Redirect; throws SamlRefusal when it cannot be decoded (SAML Bindings §3.4). */
export function readRedirect(url: string): RedirectMessage {
  const query = new URL(url).searchParams;
  const relayState = query.get("RelayState") ?? undefined;
  const parameter = (["SAMLRequest", "SAMLResponse"] as const).find((name) => query.has(name));
  if (parameter === undefined) return { parameter, xml: "", relayState };
  const deflated = decodeBase64(query.get(parameter)!);
  return { parameter, xml: decodeText(inflate(deflated)), relayState };
}

/** Encodes a message for the field of an HTTP-POST form (SAML Bindings §3.5). */
export function encodePost(xml: string): string {
  return Buffer.from(xml).toString("base64");
}

/** Decodes the field of an HTTP-POST form; throws SamlRefusal when it cannot be (SAML Bindings §3.5). */
export function decodePost(encoded: string): string {
  return decodeText(decodeBase64(encoded));
}

function inflate(deflated: Buffer): Buffer {
  try {
    return inflateRawSync(deflated, { maxOutputLength: LARGEST });
  } catch (cause) {
    const tooLarge = cause instanceof RangeError;
    throw new SamlRefusal(tooLarge ? "too-large" : "malformed");
  }
}

function decodeBase64(encoded: string): Buffer {
  const compact = encoded.replace(/[ \t\r\n]/g, "");
  const complete = /^[A-Za-z0-9+/]*={0,2}$/.test(compact) && compact.length % 4 === 0;
  if (!complete || compact === "") throw new SamlRefusal("not-base64");
  return Buffer.from(compact, "base64");
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SamlRefusal("not-utf-8");
  }
}
