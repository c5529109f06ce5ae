import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { buildMetadata } from "../messages/metadata.ts";
import { NOW } from "../sample.ts";
import { type CertificateForm, readCertificateFile } from "./certificate-file.ts";
import { der, INTEGER, readDer, SEQUENCE } from "./der.ts";
import { certificateAs } from "./download.ts";
import { type CertificateOrder, issueCertificate, type SigningKey } from "./issue.ts";
import { pemBody, pemOf } from "./pem.ts";
import { pkcs7Of } from "./pkcs7.ts";
import { certificateTrouble } from "./trouble.ts";

const DAY = 86_400_000;
const issue = (changes: Partial<CertificateOrder> = {}): Promise<SigningKey> =>
  issueCertificate({ commonName: "Zoë's identity provider", notBefore: NOW - DAY, notAfter: NOW + DAY, ...changes });

let key: SigningKey;
let second: SigningKey;
beforeAll(async () => {
  [key, second] = await Promise.all([issue(), issue()]);
});

describe("an issued certificate", () => {
  it("is what was ordered, and goes with its key", () => {
    const certificate = new X509Certificate(key.certificate);
    expect(certificate.subject).toBe("CN=Zoë's identity provider");
    expect([Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]).toEqual([NOW - DAY, NOW + DAY]);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(key.privateKey))).toBe(true);
  });

  it("may reach beyond 2049", async () => {
    const notAfter = Date.UTC(2050, 0, 1);
    const { certificate } = await issue({ notAfter });
    expect(Date.parse(new X509Certificate(certificate).validTo)).toBe(notAfter);
  });
});

describe("the trouble with a certificate", () => {
  it("is none while it is valid", () => {
    expect(certificateTrouble(key.certificate, NOW)).toBeUndefined();
    expect(certificateTrouble(key.certificate, NOW - DAY - 1)).toBe("not-yet-valid");
    expect(certificateTrouble(key.certificate, NOW + DAY)).toBeUndefined();
    expect(certificateTrouble(key.certificate, NOW + DAY + 1)).toBe("expired");
  });

  it("is a short key or a hash that can be forged", async () => {
    expect(certificateTrouble((await issue({ keySize: 1024 })).certificate, NOW)).toBe("weak-key");
    expect(certificateTrouble((await issue({ hash: "SHA-1" })).certificate, NOW)).toBe("weak-signature");
    expect(certificateTrouble((await issue({ hash: "SHA-512" })).certificate, NOW)).toBeUndefined();
  });

  it("is that it cannot be read", () => {
    expect(certificateTrouble(pemOf(Buffer.from("no certificate")), NOW)).toBe("unreadable");
  });

  it("is a key that is not RSA", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "der" });
    const rsa = new X509Certificate(key.certificate).publicKey.export({ type: "spki", format: "der" });
    expect(certificateTrouble(pemOf(exchanged(Buffer.from(pemBody(key.certificate), "base64"), rsa, ec)), NOW)).toBe(
      "unsupported-key",
    );
  });
});

/** DER with one value exchanged for another, and the lengths round it put right. */
function exchanged(bytes: Buffer, old: Buffer, replacement: Buffer): Buffer {
  if (bytes.equals(old)) return replacement;
  const [value] = readDer(bytes)!;
  const children = bytes[0] === SEQUENCE ? readDer(value!.content) : undefined;
  return children ? der(SEQUENCE, ...children.map((each) => exchanged(each.bytes, old, replacement))) : bytes;
}

describe("a certificate file", () => {
  const utf16 = (text: string): Buffer => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, "utf16le")]);
  const p12 = (): Buffer => der(SEQUENCE, der(INTEGER, Buffer.of(3)), der(SEQUENCE, Buffer.alloc(0)));
  const metadata = (): string =>
    buildMetadata({
      role: "identity-provider",
      entityId: "https://idp.example",
      certificates: [key.certificate],
      signInUrl: "https://idp.example/sso",
    });

  it.each<[form: CertificateForm, what: string, bytes: () => string | Uint8Array]>([
    ["pem", "PEM", () => key.certificate],
    ["pem", "PEM with the line ends of Windows", () => key.certificate.replaceAll("\n", "\r\n")],
    ["pem", "PEM on one line", () => key.certificate.replaceAll("\n", "")],
    ["pem", "PEM with its line ends written out", () => key.certificate.replaceAll("\n", "\\n")],
    ["pem", "PEM with spaces for line ends", () => key.certificate.replaceAll("\n", " ")],
    ["pem", "PEM with text round it", () => `Bag Attributes\n  friendlyName: Müller\n${key.certificate}\nkind regards`],
    ["pem", "PEM with text in Latin-1 round it", () => Buffer.from(`Müller\n${key.certificate}`, "latin1")],
    ["pem", "PEM with a byte order mark", () => `\uFEFF${key.certificate}`],
    ["pem", "PEM in UTF-16", () => utf16(key.certificate)],
    ["pem", "PEM under its old label", () => key.certificate.replaceAll("CERTIFICATE", "X509 CERTIFICATE")],
    ["base64", "bare Base64", () => certificateAs(key.certificate, "base64")],
    ["base64", "bare Base64 in lines", () => pemBody(key.certificate).replace(/.{76}/g, "$&\r\n")],
    ["der", "DER", () => certificateAs(key.certificate, "der")],
    ["metadata", "metadata", metadata],
    ["pkcs7", "PKCS#7", () => certificateAs(key.certificate, "pkcs7")],
    ["pkcs7", "PKCS#7 as PEM", () => pemOf(certificateAs(key.certificate, "pkcs7"), "PKCS7")],
    ["pkcs7", "PKCS#7 as bare Base64", () => Buffer.from(certificateAs(key.certificate, "pkcs7")).toString("base64")],
    ["private-key", "a certificate with its key appended", () => key.certificate + key.privateKey],
    ["private-key", "a certificate with its key in front", () => key.privateKey + key.certificate],
    ["several", "two certificates", () => key.certificate + second.certificate],
  ])("is %s: %s", (form, _what, bytes) => {
    const file = readCertificateFile(Buffer.from(bytes()));
    expect(file).toMatchObject({ form, pem: key.certificate, holdsPrivateKey: form === "private-key" });
  });

  it.each<[form: CertificateForm, what: string, bytes: () => string | Uint8Array]>([
    ["private-key", "a key as PEM", () => key.privateKey],
    ["private-key", "a key as DER", () => Buffer.from(pemBody(key.privateKey), "base64")],
    [
      "private-key",
      "a key that is encrypted in the old way",
      () => "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----",
    ],
    ["pkcs12", "a store of keys", p12],
    ["empty", "nothing", () => ""],
    ["empty", "blank lines", () => " \r\n\t"],
    ["unknown", "a word", () => "hello"],
    ["unknown", "a web page", () => "<!doctype html><title>Sign in</title>"],
    ["unknown", "metadata with a document type", () => `<!DOCTYPE a>${metadata()}`],
    [
      "unknown",
      "a public key",
      () => pemOf(new X509Certificate(key.certificate).publicKey.export({ type: "spki", format: "der" }), "PUBLIC KEY"),
    ],
    ["unknown", "PEM that is cut off", () => key.certificate.slice(0, 300)],
    ["unknown", "PEM that lacks a line", () => key.certificate.replace(/\n.*\n/, "\n")],
    ["unknown", "a PEM block of something else", () => pemOf(Buffer.from("hello"))],
    ["unknown", "an image", () => Buffer.from("89504e470d0a1a0a0000000d", "hex")],
    ["unknown", "a large file", () => Buffer.alloc(5_000_000, "A")],
  ])("is %s: %s", (form, _what, bytes) => {
    const file = readCertificateFile(Buffer.from(bytes()));
    expect(file.form).toBe(form);
    expect(file.pem).toBeUndefined();
  });

  it("names the blocks it holds", () => {
    expect(readCertificateFile(Buffer.from(key.certificate + key.privateKey))).toMatchObject({
      blocks: ["CERTIFICATE", "PRIVATE KEY"],
      holdsPrivateKey: true,
    });
  });

  it("of several in one bundle gives the first", () => {
    const bundle = pkcs7Of([key.certificate, second.certificate].map((pem) => Buffer.from(pemBody(pem), "base64")));
    expect(readCertificateFile(bundle)).toMatchObject({ form: "pkcs7", pem: key.certificate });
  });

  it("is told in bounded time", () => {
    const begin = "-----BEGIN CERTIFICATE-----";
    const start = performance.now();
    expect(readCertificateFile(Buffer.from(begin.repeat(38_000))).form).toBe("unknown");
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("is told whatever its bytes are", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.uint8Array().map((bytes) => Buffer.concat([Buffer.of(0x30), bytes])),
        ),
        (bytes) => {
          expect(readCertificateFile(bytes).pem).toBeUndefined();
        },
      ),
    );
  });
});
