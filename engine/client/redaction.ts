import type { Json } from "../../scim/index.ts";

/** Masks what must never reach a file, a log or a screen. */
export interface Redactor {
  text(text: string): string;
  headers(headers: Record<string, string>): Record<string, string>;
  body(body: unknown): unknown;
}

const MASK = "***";
const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-auth-token)$/i;
const SECRET_MEMBERS =
  /^(password|secret|token|access_token|refresh_token|id_token|client_secret|api_?token|assertion|samlresponse)$/i;
const MAY_HOLD_SECRET = /password|secret|token|assertion|samlresponse/i;
const SECRET_PARAMETER = /([?&](?:access_token|token|password|secret|assertion|samlresponse)=)[^&#\s"]*/gi;
const SECRET_IN_TEXT =
  /("(?:password|secret|token|access_token|refresh_token|client_secret|assertion)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/** A redactor that also knows secrets by their value, wherever they turn up. */
export function createRedactor(secrets: (string | undefined)[]): Redactor {
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret.length >= 4);
  const forms = [
    ...new Set(known.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])),
  ];
  // Longest first, so that a secret that contains another one is masked whole.
  forms.sort((one, other) => other.length - one.length);

  const maskKnown = (text: string): string => {
    let masked = text;
    for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, MASK);
    return masked;
  };
  const text = (plain: string): string => {
    const masked = maskKnown(plain);
    if (!MAY_HOLD_SECRET.test(masked)) return masked;
    return masked.replace(SECRET_PARAMETER, `$1${MASK}`).replace(SECRET_IN_TEXT, `$1"${MASK}"`);
  };
  const walk = (value: Json): Json => {
    if (typeof value === "string") return maskKnown(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    // fromEntries, because a target may well send a member called __proto__.
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        SECRET_MEMBERS.test(name) && typeof member === "string" ? MASK : walk(member),
      ]),
    );
  };
  return {
    text,
    headers: (headers) => {
      const masked: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers))
        masked[name] = SECRET_HEADERS.test(name) ? value.replace(/^(\w+\s+)?[\s\S]*$/, `$1${MASK}`) : text(value);
      return masked;
    },
    body: (body) => walk(body as Json),
  };
}
