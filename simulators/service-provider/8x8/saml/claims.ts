import type { ResponseClaims } from "../../../../profiles/index.ts";

/** What stands behind it says nothing about whom a response concerns. */
const BEGINNING = 16_384;

const ISSUER = /<(?:[\w.-]+:)?Issuer(?:\s[^<>]*)?>([^<]*)</;
const IN_RESPONSE_TO = /\sInResponseTo\s*=\s*["']([^"'<]*)["']/;
const ESCAPES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * What the beginning of a response says of itself. Nothing was parsed or verified, so that only the settings it will be
 * held to are chosen by it: a wrong choice ends in a refusal.
 */
export function claimsOf(encoded: string, relayState: string | undefined): ResponseClaims {
  const beginning = Buffer.from(encoded.slice(0, BEGINNING), "base64").toString("utf8");
  return {
    issuer: unescaped(ISSUER.exec(beginning)?.[1]),
    inResponseTo: unescaped(IN_RESPONSE_TO.exec(beginning)?.[1]),
    relayState,
  };
}

function unescaped(text: string | undefined): string | undefined {
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ESCAPES[name]!).trim();
}
