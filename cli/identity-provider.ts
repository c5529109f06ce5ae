import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isLoopback, type TrustedIdentityProvider, UsageError } from "../engine/index.ts";

/** The flags that tell whose SAML responses a target takes. */
export interface SamlFlags {
  samlAcs?: string;
  samlAudience?: string;
  samlKey?: string;
  samlCert?: string;
  samlIssuer?: string;
  samlSubject?: string;
  samlStart?: string;
}

/** The entity ID that responses are issued by, unless told otherwise. */
const DEFAULT_ISSUER = "https://scimproof.example.com/saml";

const SPELLED = {
  samlAcs: "--saml-acs",
  samlAudience: "--saml-audience",
  samlKey: "--saml-key",
  samlCert: "--saml-cert",
  samlIssuer: "--saml-issuer",
  samlSubject: "--saml-subject",
  samlStart: "--saml-start",
} as const satisfies Record<keyof SamlFlags, string>;

const NEEDED = ["samlAcs", "samlAudience", "samlKey", "samlCert"] as const;

/** The flags of a SAML sign-in that were given. */
export function samlFlags(flags: SamlFlags): string[] {
  return (Object.keys(SPELLED) as (keyof SamlFlags)[])
    .filter((name) => flags[name] !== undefined)
    .map((name) => SPELLED[name]);
}

/** The identity provider that a target trusts, as told by flags. Throws UsageError, which never tells of the key. */
export async function readIdentityProvider(flags: SamlFlags): Promise<TrustedIdentityProvider | undefined> {
  const given = samlFlags(flags);
  if (given.length === 0) return undefined;
  const missing = NEEDED.filter((name) => flags[name] === undefined).map((name) => SPELLED[name]);
  if (missing.length > 0) throw new UsageError(`${given[0]} needs beside it: ${missing.join(", ")}`);
  for (const name of ["samlAudience", "samlIssuer", "samlSubject"] as const)
    if (flags[name]?.trim() === "") throw new UsageError(`${SPELLED[name]} is empty`);
  const privateKey = readKey(flags.samlKey!);
  const certificate = await readCertificate(flags.samlCert!);
  if (!certificate.checkPrivateKey(privateKey))
    throw new UsageError(
      `--saml-key and --saml-cert are no pair: ${flags.samlCert} is the certificate of another key than ${flags.samlKey} holds`,
    );
  return {
    issuer: flags.samlIssuer ?? DEFAULT_ISSUER,
    privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    certificate: certificate.toString(),
    audience: flags.samlAudience!,
    acsUrl: readPage("--saml-acs", flags.samlAcs!),
    startUrl: flags.samlStart === undefined ? undefined : readPage("--saml-start", flags.samlStart),
    subject: flags.samlSubject,
  };
}

/** The first of the URLs that a sign-in calls which is not on this machine. */
export function remotePage({ acsUrl, startUrl = acsUrl }: TrustedIdentityProvider): URL | undefined {
  return [acsUrl, startUrl].map((page) => new URL(page)).find((page) => !isLoopback(page));
}

function readPage(flag: string, text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${flag} takes a URL such as https://sso.example.com/saml2`);
  if (url.username !== "" || url.password !== "")
    throw new UsageError(`${flag} carries credentials, which would end up in logs: leave them out`);
  if (url.hash !== "") throw new UsageError(`${flag} has a fragment, which no browser sends: leave it out`);
  return text;
}

function readKey(path: string): KeyObject {
  const pem = readFile("--saml-key", path).toString("latin1");
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // What the library says may quote the file.
    const encrypted = /ENCRYPTED/.test(pem) ? "; it is encrypted: give one without a passphrase, made for tests" : "";
    throw new UsageError(`--saml-key: ${path} holds no private key that can be read, expected PEM${encrypted}`);
  }
  if (key.asymmetricKeyType !== "rsa")
    throw new UsageError(`--saml-key: ${path} holds a key of type ${key.asymmetricKeyType}, expected RSA`);
  return key;
}

async function readCertificate(path: string): Promise<X509Certificate> {
  const { readCertificateFile } = await import("../saml/index.ts");
  const { form, pem } = readCertificateFile(readFile("--saml-cert", path));
  if (pem !== undefined && ["pem", "base64", "der"].includes(form)) {
    try {
      return new X509Certificate(pem);
    } catch {
      // Told below: it looks like a certificate and is none.
    }
  }
  throw new UsageError(`--saml-cert: ${path} holds no single certificate, expected PEM (it is: ${form})`);
}

function readFile(flag: string, path: string): Buffer {
  // What stands there instead of a path may be the key itself.
  if (/-----BEGIN|\n/.test(path)) throw new UsageError(`${flag} takes the path of a file, and not what it holds`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UsageError(`${flag}: ${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}
