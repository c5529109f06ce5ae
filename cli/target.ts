import { readFileSync } from "node:fs";
import { isLoopback, type Target, UsageError } from "../engine/index.ts";
import { readSecret } from "./secret.ts";

/** How a person names a target and its credentials. */
export interface TargetFlags {
  token?: string;
  tokenEnv?: string;
  tokenFile?: string;
  tokenStdin?: boolean;
}

/** A base URL checked and without its trailing slash. Throws UsageError. */
export function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(
      `"${text}" is no target: expected a URL such as https://scim.example.com/v2, or "sim" for the bundled simulator`,
    );
  if (url.search !== "" || url.hash !== "")
    throw new UsageError(
      `the base URL has ${url.search === "" ? "a fragment" : "a query"}, which a SCIM base URL has not (RFC 7644 §1.3): leave "${url.search}${url.hash}" out`,
    );
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      "the base URL carries credentials, which would end up in logs: leave them out and use --token-env",
    );
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

/** The token as told by flags, or by SCIMPROOF_TOKEN. Throws UsageError when it cannot be had. */
export async function readToken(flags: TargetFlags, url: URL): Promise<string | undefined> {
  const given = (["token", "tokenEnv", "tokenFile", "tokenStdin"] as const).filter((name) => flags[name] !== undefined);
  if (given.length > 1) throw new UsageError("give the token in one way only");
  if (flags.token !== undefined && !isLoopback(url))
    throw new UsageError(
      `--token would leave the token in the shell's history and the list of processes; for ${url.hostname} use --token-env NAME, --token-file FILE or --token-stdin`,
    );
  const token =
    flags.token ??
    (flags.tokenEnv === undefined ? undefined : fromEnvironment(flags.tokenEnv)) ??
    (flags.tokenFile === undefined ? undefined : fromFile(flags.tokenFile)) ??
    (flags.tokenStdin ? await readSecret("Bearer token: ") : process.env["SCIMPROOF_TOKEN"]);
  if (token === undefined) return undefined;
  const trimmed = token.trim();
  if (trimmed === "") throw new UsageError("the token is empty");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a header value must not hold them.
  if (/[\x00-\x20\x7f-\uffff]/.test(trimmed))
    throw new UsageError("the token holds a blank or a character that no HTTP header can carry");
  return trimmed;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new UsageError(`--token-env: there is no environment variable ${name}`);
  return value;
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`--token-file: ${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

/** A target over the network. */
export function remoteTarget(url: URL, token: string | undefined): Target {
  const baseUrl = url.href.replace(/\/$/, "");
  return { name: baseUrl, baseUrl, token };
}
