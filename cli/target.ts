import { readFileSync } from "node:fs";
import { didYouMean, isLoopback, type Target, UsageError } from "../engine/index.ts";
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
      `"${withoutSecrets(text)}" is no target: expected a URL such as https://scim.example.com/v2, or "sim" for the bundled simulator${didYouMean(text, ["sim"])}`,
    );
  if (url.search !== "" || url.hash !== "") {
    const [what, sign] = url.search === "" ? ["a fragment", "#"] : ["a query", "?"];
    throw new UsageError(
      `the base URL has ${what}, which a SCIM base URL has not (RFC 7644 §1.3): leave out all that follows "${sign}", and the sign`,
    );
  }
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      "the base URL carries credentials, which would end up in logs: leave them out and use --token-env",
    );
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

// What is no URL may hold one all the same, with what must not be printed.
function withoutSecrets(text: string): string {
  return text.replace(/[^/@\s]*@/g, "***@").replace(/([?#])[\s\S]*$/, "$1***");
}

/** The flags that give a token, as a person writes them. */
const WAYS = {
  token: "--token",
  tokenEnv: "--token-env",
  tokenFile: "--token-file",
  tokenStdin: "--token-stdin",
} as const satisfies Record<keyof TargetFlags, string>;

/** The token as told by flags, or by SCIMPROOF_TOKEN. Throws UsageError when it cannot be had. */
export async function readToken(flags: TargetFlags, url: URL): Promise<string | undefined> {
  const given = tokenFlags(flags);
  if (given.length > 1) throw new UsageError(`give the token in one way only: ${given.join(", ")}`);
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
  const [source = "SCIMPROOF_TOKEN"] = given;
  const trimmed = token.trim();
  if (trimmed === "") throw new UsageError(`the token of ${source} is empty: give a token, or leave ${source} out`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a header value must not hold them.
  if (/[\x00-\x20\x7f-\uffff]/.test(trimmed))
    throw new UsageError(`the token of ${source} holds a blank or a character that no HTTP header can carry`);
  return trimmed;
}

/** The flags that were given for a token. */
export function tokenFlags(flags: TargetFlags): string[] {
  return (Object.keys(WAYS) as (keyof TargetFlags)[])
    .filter((name) => flags[name] !== undefined)
    .map((name) => WAYS[name]);
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

/** A domain that invented login names and e-mail addresses can end with. Throws UsageError. */
export function readDomain(text: string): string {
  if (!/^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/i.test(text))
    throw new UsageError(`--test-domain takes a domain such as scimproof.example.com, not "${text}"`);
  return text;
}

/** A target over the network. */
export function remoteTarget(url: URL, token: string | undefined): Target {
  const baseUrl = url.href.replace(/\/$/, "");
  return { name: baseUrl, baseUrl, token };
}
