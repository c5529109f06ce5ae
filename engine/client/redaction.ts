import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../scim/index.ts";

/** Masks what must never reach a file, a log or a screen. */
export interface Redactor {
  text(text: string): string;
  /** The secrets that it knows by value, in all texts of a value: for sentences of ours, which may speak of tokens. */
  known<Value>(value: Value): Value;
  headers(headers: Record<string, string>): Record<string, string>;
  /** A body as text and as JSON: what is masked in one is masked in the other, however the text spells it. */
  message(text: string, body: unknown): { text: string; body: unknown };
}

const MASK = "***";
const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-auth-token)$/i;
const SECRET_MEMBERS =
  /^(password|secret|token|access_token|refresh_token|id_token|client_secret|api_?token|assertion|samlresponse)$/i;
const MAY_HOLD_SECRET = /password|secret|token|assertion|samlresponse|signature|private key/i;
// In a query, or in a form from its first field on.
const SECRET_PARAMETER = /((?:^|[?&])(?:access_token|token|password|secret|assertion|samlresponse)=)[^&#\s"]*/gi;
const SECRET_IN_TEXT =
  /("(?:password|secret|token|access_token|refresh_token|client_secret|assertion)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
// As log lines and error pages have them: password=…, secret: …
const SECRET_ASSIGNED =
  /\b((?:password|client_secret|secret|access_token|refresh_token|token)\s*[=:]\s*)[^\s"'&,;<]+/gi;

// What somebody echoes: the assertion as XML or as HTML shows it, a field of a form, a key.
const SECRET_MARKUP =
  /(<|&lt;)(?:[\w.-]+:)?((?:Encrypted)?Assertion|Signature)(?=[\s>/&])[\s\S]*?(?:\1\/(?:[\w.-]+:)?\2\s*(?:>|&gt;)|$)/gi;
// Bounded, or a page of such names without a value would take hours.
const SECRET_FIELD = /(\bname\s*=\s*["']?SAMLResponse["']?[^<>]{0,1000}?\bvalue\s*=\s*)(?:"[^"]*"|'[^']*')/gi;
const SECRET_KEY = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;

/** A redactor that also knows secrets by their value, wherever they turn up. */
export function createRedactor(secrets: (string | undefined)[]): Redactor {
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret.length >= 4);
  // Longest first, so that a secret that contains another one is masked whole.
  known.sort((one, other) => other.length - one.length);
  const spellings = known.map(spelled);

  const withoutKnown = (plain: string): string => {
    let masked = plain;
    for (const secret of known) masked = masked.replaceAll(secret, MASK);
    if (/[%\\]/.test(masked)) for (const spelling of spellings) masked = masked.replace(spelling, MASK);
    return masked;
  };
  const text = (plain: string): string => {
    const masked = withoutKnown(plain);
    if (!MAY_HOLD_SECRET.test(masked)) return masked;
    return masked
      .replace(SECRET_PARAMETER, `$1${MASK}`)
      .replace(SECRET_IN_TEXT, `$1"${MASK}"`)
      .replace(SECRET_ASSIGNED, `$1${MASK}`)
      .replace(SECRET_MARKUP, MASK)
      .replace(SECRET_FIELD, `$1"${MASK}"`)
      .replace(SECRET_KEY, MASK);
  };
  const walk = (value: Json, secret: boolean): Json => {
    if (secret && (typeof value === "string" || typeof value === "number")) return MASK;
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map((item) => walk(item, secret));
    if (value === null || typeof value !== "object") return value;
    // fromEntries, because a target may well send a member called __proto__.
    return Object.fromEntries(
      // What has members of its own may be the definition of such an attribute; only its value is one.
      Object.entries(value).map(([name, member]) => [
        name,
        walk(member, SECRET_MEMBERS.test(name) || (secret && name === "value")),
      ]),
    );
  };
  return {
    text,
    known: (value) => everyText(value, withoutKnown),
    headers: (headers) => {
      const masked: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers))
        masked[name] = SECRET_HEADERS.test(name) ? value.replace(/^(\w+\s+)?[\s\S]*$/, `$1${MASK}`) : text(value);
      return masked;
    },
    message: (plain, body) => {
      const masked = { text: text(plain), body: walk(body as Json, false) };
      if (body === undefined || isDeepStrictEqual(body, masked.body)) return masked;
      return isDeepStrictEqual(read(masked.text), masked.body)
        ? masked
        : { ...masked, text: JSON.stringify(masked.body) };
    },
  };
}

function everyText<Value>(value: Value, masked: (text: string) => string): Value;
function everyText(value: unknown, masked: (text: string) => string): unknown {
  if (typeof value === "string") return masked(value);
  if (Array.isArray(value)) return value.map((item) => everyText(item, masked));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, everyText(member, masked)]));
}

/** A secret with any of its characters escaped as JSON or a URL may do it. */
function spelled(secret: string): RegExp {
  const characters = Array.from(secret, (character) => {
    const bytes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const units = character.split("").map((unit) => `\\\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return `(?:\\\\?${character.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}|${bytes}|${units.join("")})`;
  });
  return new RegExp(characters.join(""), "gi");
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
