import { isObject, type JsonObject, ScimError } from "../../scim/index.ts";

/** A longer body is refused with 413 before it is read to its end. */
export const MOST_BYTES: number = 4 * 1024 * 1024;

// No message of SCIM nests deeper than about ten levels; functions that walk a value may then call themselves.
const MOST_LEVELS = 50;

/** The JSON object that a request carries; throws the ScimError it deserves otherwise (RFC 7644 §3.8, §3.12). */
export async function readBody(request: Request): Promise<JsonObject> {
  checkType(request.headers.get("content-type"));
  const text = decode(await bytesOf(request));
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ScimError(400, "invalidSyntax", text === "" ? "a body is needed" : "the body is not JSON");
  }
  if (!isObject(body)) throw new ScimError(400, "invalidSyntax", "the body is not a JSON object");
  if (isDeeperThan(MOST_LEVELS, body)) {
    throw new ScimError(400, "invalidSyntax", `the body nests deeper than ${MOST_LEVELS} levels`);
  }
  return body;
}

const ACCEPTED = new Set(["application/scim+json", "application/json"]);

// A body without a type is read all the same (RFC 9110 §8.3); one in another encoding than UTF-8 could not be.
function checkType(header: string | null): void {
  if (header === null || header === "application/scim+json") return;
  const [type = "", ...parameters] = header.split(";").map((part) => part.trim().toLowerCase());
  if (!ACCEPTED.has(type)) {
    throw new ScimError(415, undefined, `a body is of type application/scim+json, not "${header.slice(0, 80)}"`, {
      "accept-post": [...ACCEPTED].join(", "),
    });
  }
  const charset = parameters.find((each) => each.startsWith("charset="))?.replace(/^charset="?([^"]*)"?$/, "$1");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new ScimError(415, undefined, `a body is encoded in UTF-8, not in "${charset.slice(0, 80)}"`);
  }
}

async function bytesOf(request: Request): Promise<ArrayBuffer | Uint8Array> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > MOST_BYTES) throw tooLarge();
  // A server reads no more than the length that was announced; only what comes without one has to be counted.
  if (length >= 0) return request.arrayBuffer();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw tooLarge();
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function tooLarge(): ScimError {
  return new ScimError(413, undefined, `a body has at most ${MOST_BYTES} bytes`);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ScimError(400, "invalidSyntax", "the body is not encoded in UTF-8");
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (isDeeperThan(levels - 1, member)) return true;
  return false;
}
