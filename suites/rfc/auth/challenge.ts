import type { Exchange } from "../../../scim/index.ts";

/** One challenge of a WWW-Authenticate header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** As it was written. */
  scheme: string;
  /** Parameters in their order, names in lower case; one may stand there twice. */
  parameters: [name: string, value: string][];
}

const PARTS = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;
const PARAMETER = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"=]+))$/;
const SCHEME = /^([\w!#$%&'*+.^`|~-]+)(?:\s+(.*))?$/s;

/** The challenges of an answer; none when it has no WWW-Authenticate header. */
export function challengesOf({ response }: Exchange): Challenge[] {
  const challenges: Challenge[] = [];
  const add = (part: string): boolean => {
    const [, name, quoted, token] = PARAMETER.exec(part) ?? [];
    if (name === undefined || challenges.length === 0) return false;
    challenges.at(-1)!.parameters.push([name.toLowerCase(), token ?? quoted!.replace(/\\(.)/g, "$1")]);
    return true;
  };
  for (const [text] of (response.headers["www-authenticate"] ?? "").matchAll(PARTS)) {
    const part = text.trim();
    if (part === "" || add(part)) continue;
    const [, scheme, rest] = SCHEME.exec(part) ?? [];
    if (scheme === undefined) continue;
    challenges.push({ scheme, parameters: [] });
    if (rest !== undefined) add(rest.trim());
  }
  return challenges;
}

/** The challenge for a bearer token, whose scheme is compared without regard to letter case. */
export function bearerOf(exchange: Exchange): Challenge | undefined {
  return challengesOf(exchange).find(({ scheme }) => scheme.toLowerCase() === "bearer");
}

/** The value of a parameter. */
export function parameterOf(challenge: Challenge | undefined, name: string): string | undefined {
  return challenge?.parameters.find(([each]) => each === name)?.[1];
}
