import { createPrivateKey, X509Certificate } from "node:crypto";
import { METADATA, SIGNATURE } from "../namespaces.ts";
import { elementsNamed, textOf } from "../xml/element.ts";
import { parseMessage } from "../xml/parse.ts";
import { INTEGER, readDer, SEQUENCE } from "./der.ts";
import { pemOf } from "./pem.ts";
import { certificatesOfPkcs7, isPkcs7 } from "./pkcs7.ts";

/** What an uploaded certificate file is. */
export type CertificateForm =
  | "pem"
  | "base64"
  | "der"
  | "metadata"
  | "pkcs7"
  | "pkcs12"
  | "private-key"
  | "several"
  | "empty"
  | "unknown";

/** What stands in a certificate file. */
export interface CertificateFile {
  /** `private-key` wherever there is one, even next to a certificate. */
  form: CertificateForm;
  /** The certificate of the file (the first, if it holds several), as PEM of 64 characters a line. */
  pem?: string;
  holdsPrivateKey: boolean;
  /** The labels of its PEM blocks, in order. */
  blocks: string[];
}

// Metadata of a federation may be larger, but is no file for this purpose.
const LARGEST = 1024 * 1024;

const BOUNDARY = /-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;

interface Block {
  label: string;
  /** Undefined when the block is not closed. */
  body: string | undefined;
}

/** Tells what a certificate file is, whatever its name says (RFC 7468 §§2, 3, 5). */
export function readCertificateFile(bytes: Uint8Array): CertificateFile {
  const buffer = Buffer.from(bytes);
  if (buffer.length > LARGEST) return file("unknown", []);
  const text = textIn(buffer);
  if (text === undefined) return readBinary(buffer, "der");
  if (text === "") return file("empty", []);
  const blocks = blocksIn(text);
  if (blocks.length > 0) return readBlocks(blocks);
  if (text.startsWith("<")) return readMetadata(text);
  return readBinary(base64In(text), "base64");
}

function file(form: CertificateForm, certificates: (Buffer | undefined)[], blocks: string[] = []): CertificateFile {
  const [der] = certificates;
  const holdsPrivateKey = form === "private-key" || form === "pkcs12";
  return { form, ...(der && { pem: pemOf(der) }), holdsPrivateKey, blocks };
}

/** Each BEGIN, closed by the END of its label before the next one, or not at all (RFC 7468 §3). */
function blocksIn(text: string): Block[] {
  const boundaries = [...text.matchAll(BOUNDARY)];
  return boundaries.flatMap((boundary, place) => {
    const [begin, way, label] = boundary;
    if (way !== "BEGIN") return [];
    const next = boundaries[place + 1];
    const closed = next?.[1] === "END" && next[2] === label;
    return [{ label: label!, body: closed ? text.slice(boundary.index + begin.length, next.index) : undefined }];
  });
}

function readBlocks(blocks: Block[]): CertificateFile {
  const labels = blocks.map(({ label }) => label);
  const certificates = blocks
    .filter(({ label }) => label === "CERTIFICATE" || label === "X509 CERTIFICATE")
    .map(({ body }) => certificateIn(base64In(body)));
  const readable = certificates.filter((each) => each !== undefined);
  if (labels.some((label) => label.endsWith("PRIVATE KEY"))) return file("private-key", readable, labels);
  const bundle = blocks.find(({ label }) => label === "PKCS7" || label === "CMS");
  if (bundle && blocks.length === 1) return { ...readBinary(base64In(bundle.body), "pem"), blocks: labels };
  if (readable.length === 0) return file("unknown", [], labels);
  return file(certificates.length > 1 ? "several" : "pem", readable, labels);
}

/** What DER is; `form` is what a certificate in it would make of the file. */
function readBinary(der: Buffer | undefined, form: CertificateForm): CertificateFile {
  if (!der) return file("unknown", []);
  const certificate = certificateIn(der);
  if (certificate) return file(form, [certificate]);
  if (isPkcs7(der)) return file("pkcs7", certificatesOfPkcs7(der).map(certificateIn));
  if (isPkcs12(der)) return file("pkcs12", []);
  return file(isPrivateKey(der) ? "private-key" : "unknown", []);
}

function readMetadata(text: string): CertificateFile {
  try {
    const root = parseMessage(text);
    if (root.namespace !== METADATA) return file("unknown", []);
    const certificates = elementsNamed(root, SIGNATURE, "X509Certificate");
    return file(
      "metadata",
      certificates.map((each) => certificateIn(base64In(textOf(each)))),
    );
  } catch {
    return file("unknown", []);
  }
}

function certificateIn(der: Buffer | undefined): Buffer | undefined {
  if (der?.[0] !== SEQUENCE) return undefined;
  try {
    return new X509Certificate(der).raw;
  } catch {
    return undefined;
  }
}

/** A store of keys says its version first, which is 3 (RFC 7292 §4). */
function isPkcs12(bytes: Buffer): boolean {
  const [outer] = readDer(bytes) ?? [];
  const [version, contents] = (outer?.tag === SEQUENCE && readDer(outer.content)) || [];
  return version?.tag === INTEGER && version.content.equals(Buffer.of(3)) && contents?.tag === SEQUENCE;
}

function isPrivateKey(key: Buffer): boolean {
  return (["pkcs8", "pkcs1", "sec1"] as const).some((type) => {
    try {
      return createPrivateKey({ key, format: "der", type }).type === "private";
    } catch {
      return false;
    }
  });
}

/** The Base64 of a text, which an editor or a form may have broken anywhere; undefined when there is something else. */
function base64In(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const compact = text.replace(/\s|\\r|\\n/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(compact) ? Buffer.from(compact, "base64") : undefined;
}

/** The text of a file, in the encodings that editors write; undefined when it is binary. */
function textIn(bytes: Buffer): string | undefined {
  const utf16 = { fffe: "utf-16le", feff: "utf-16be" }[bytes.subarray(0, 2).toString("hex")];
  const text = decoded(bytes, utf16 ?? "utf-8") ?? bytes.toString("latin1");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text.
  return /[\0-\x08\x0e-\x1f]/.test(text) ? undefined : text.trim();
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
