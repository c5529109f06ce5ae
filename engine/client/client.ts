import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Exchange, Json, ReceivedResponse, Step } from "../../scim/index.ts";
import { Inconclusive } from "../failure.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { echoless } from "./echo.ts";
import { parse } from "./parse.ts";
import type { Redactor } from "./redaction.ts";
import type { Wire } from "./wire.ts";

/** How one request differs from the usual one. */
export interface SendOptions {
  /** Query parameters, percent-encoded by the client; a string is appended as it is. */
  query?: Record<string, string | number> | string;
  /** Headers beside or instead of the usual ones; null leaves one out. */
  headers?: Record<string, string | null>;
  /** Another bearer token; null sends none. */
  token?: string | null;
  /** How the authentication scheme before the token is spelled (default `Bearer`). */
  scheme?: string;
}

/**
 * Sends one request exactly as told and records the exchange: no retry, no redirect followed, no header repaired.
 * Paths are relative to the base URL; an absolute URL below the same origin is taken as it is. A body that is a string
 * is sent as it is, anything else as JSON of type `application/scim+json`. Throws Inconclusive when no answer arrives.
 */
export interface Client {
  readonly baseUrl: string;
  send(method: string, path: string, body?: Json, options?: SendOptions): Promise<Exchange>;
  get(path: string, options?: SendOptions): Promise<Exchange>;
  head(path: string, options?: SendOptions): Promise<Exchange>;
  post(path: string, body?: Json, options?: SendOptions): Promise<Exchange>;
  put(path: string, body?: Json, options?: SendOptions): Promise<Exchange>;
  patch(path: string, body?: Json, options?: SendOptions): Promise<Exchange>;
  delete(path: string, options?: SendOptions): Promise<Exchange>;
  /** The body of an answer as it arrived, before secrets were masked: for whoever has to work on with it. */
  unmasked(exchange: Exchange): string;
  /** GET with query parameters: `list("/Users", { filter })`. */
  list(path: string, query?: Record<string, string | number>): Promise<Exchange>;
}

/** A client that keeps the cookies it is given. Their values reach no exchange. */
export interface Browser extends Client {
  /** The names of the cookies it has. */
  cookies(): string[];
}

/** What a client is made of; the run shares all but the rule and the step. */
export interface ClientSettings {
  baseUrl: string;
  token: string | undefined;
  /** Opened by the first request: what only declares or lists rules need not load undici. */
  wire: () => Promise<Wire>;
  redactor: Redactor;
  /** Gives an exchange its number and keeps it. */
  record: (exchange: Omit<Exchange, "id">) => Exchange;
  /** Resolves when the next request may leave. */
  pace?: (() => Promise<void>) | undefined;
  rule?: string | undefined;
  step: () => Step;
  /** Where cookies are kept, and taken from; left out, none are. */
  jar?: CookieJar | undefined;
  /** Called before a request leaves; throws to refuse it. */
  guard?: ((method: string, path: string, body: Json | undefined) => Promise<void> | void) | undefined;
  /** Called after each exchange. */
  seen?: ((exchange: Exchange) => void) | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

/** More than this of one body is not read: a rule needs no more, and a hostile target may never end. */
const MOST_BYTES = 8 * 1024 * 1024;
const DEFAULT_TIMEOUT = 15_000;

/** A client for one target. */
export function createClient(settings: ClientSettings): Client {
  const { redactor } = settings;
  const { origin, href } = new URL(settings.baseUrl);
  const baseUrl = href.replace(/\/+$/, "");
  const unmasked = new WeakMap<Exchange, string>();

  function locate(path: string, query: SendOptions["query"]): string {
    let url = /^https?:\/\//i.test(path) ? sameOrigin(path) : baseUrl + path;
    if (query === undefined) return url;
    const text =
      typeof query === "string"
        ? query
        : Object.entries(query)
            .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
            .join("&");
    if (text !== "") url += (url.includes("?") ? "&" : "?") + text;
    return url;
  }

  /** An absolute URL at the target's own origin, whose spelling of scheme, host and port does not matter. */
  function sameOrigin(url: string): string {
    if (!URL.canParse(url) || new URL(url).origin !== origin)
      throw new Inconclusive(`the target points to another host, which is not called: ${redactor.text(url)}`);
    return origin + url.replace(/^[^/]*\/\/[^/?#]*/, "");
  }

  async function exchange(method: string, path: string, body?: Json, options: SendOptions = {}): Promise<Exchange> {
    const url = sendable(locate(path, options.query));
    const step = settings.step();
    await settings.guard?.(method, path, body);
    await settings.pace?.();
    settings.signal?.throwIfAborted();
    const headers: Record<string, string> = { accept: "application/scim+json", "user-agent": "scimproof" };
    const token = options.token === undefined ? settings.token : options.token;
    if (token !== null && token !== undefined) headers["authorization"] = `${options.scheme ?? "Bearer"} ${token}`;
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    if (text !== undefined) headers["content-type"] = "application/scim+json";
    const cookie = settings.jar?.header();
    if (cookie !== undefined) headers["cookie"] = cookie;
    for (const [name, value] of Object.entries(options.headers ?? {}))
      if (value === null) delete headers[name.toLowerCase()];
      else headers[name.toLowerCase()] = value;

    const startedAt = Date.now();
    const clock = performance.now();
    const timeout = AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT);
    // A create that has left is waited for when the run is interrupted: only what is known can be removed.
    const interruption = method === "POST" ? undefined : settings.signal;
    let response: ReceivedResponse;
    let received: string;
    try {
      const { dispatcher } = await settings.wire();
      const answer = await dispatcher.request({
        origin,
        // Not through the class URL, which would tidy up what a rule means to send.
        path: url.slice(origin.length) || "/",
        method,
        headers,
        body: text ?? null,
        signal: interruption === undefined ? timeout : AbortSignal.any([timeout, interruption]),
      });
      settings.jar?.take(answer.headers["set-cookie"]);
      const bytes = await decoded(await read(answer.body), answer.headers["content-encoding"]);
      received = bytes.toString("utf8");
      response = receive(answer.statusCode, answer.headers, bytes, redactor, echoless(text));
    } catch (cause) {
      if (settings.signal?.aborted) throw settings.signal.reason;
      throw new Inconclusive(`${method} ${redactor.text(path)} got no answer: ${reasonOf(cause)}`);
    }
    const recorded = settings.record({
      ...(settings.rule === undefined ? {} : { rule: settings.rule }),
      step,
      request: {
        method,
        url: redactor.text(url),
        path: redactor.text(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
        headers: redactor.headers(headers),
        ...(text === undefined ? {} : redactor.message(text, typeof body === "string" ? parse(text) : body)),
      },
      response,
      startedAt,
      durationMs: performance.now() - clock,
    });
    if (recorded.response.text !== received) unmasked.set(recorded, received);
    settings.seen?.(recorded);
    return recorded;
  }

  return {
    baseUrl,
    send: exchange,
    get: (path, options) => exchange("GET", path, undefined, options),
    head: (path, options) => exchange("HEAD", path, undefined, options),
    post: (path, body, options) => exchange("POST", path, body, options),
    put: (path, body, options) => exchange("PUT", path, body, options),
    patch: (path, body, options) => exchange("PATCH", path, body, options),
    delete: (path, options) => exchange("DELETE", path, undefined, options),
    unmasked: (exchange) => unmasked.get(exchange) ?? exchange.response.text,
    list: (path, query) => exchange("GET", path, undefined, query === undefined ? {} : { query }),
  };
}

/** A URL in which what no request line can carry is percent-encoded, and nothing else. */
function sendable(url: string): string {
  return url.toWellFormed().replaceAll(/[^\u0021-\u007e]+/g, encodeURIComponent);
}

async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error(`the body is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return parts.length === 1 ? Buffer.from(parts[0]!) : Buffer.concat(parts);
}

const DECODERS: Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** What was compressed for a client that asked for it (RFC 9110 §8.4); the bound holds for what comes out as well. */
async function decoded(bytes: Buffer, encoding: string | string[] | undefined): Promise<Buffer> {
  const decode = DECODERS[String(encoding).trim().toLowerCase()];
  if (decode === undefined || bytes.length === 0) return bytes;
  return decode(bytes, { maxOutputLength: MOST_BYTES }).catch((cause: unknown) => {
    throw new Error(`the body is not ${String(encoding)}, as its Content-Encoding says: ${reasonOf(cause)}`);
  });
}

function receive(
  status: number,
  raw: Record<string, string | string[] | undefined>,
  bytes: Buffer,
  redactor: Redactor,
  withoutEcho: (text: string) => string,
): ReceivedResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw))
    if (value !== undefined) headers[name.toLowerCase()] = withoutEcho(Array.isArray(value) ? value.join(", ") : value);
  const text = bytes.toString("utf8");
  const shown = withoutEcho(text);
  const startsWithMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return {
    status,
    headers: redactor.headers(headers),
    ...redactor.message(shown, parse(shown)),
    validUtf8: !startsWithMark && (!text.includes("\uFFFD") || Buffer.from(text, "utf8").equals(bytes)),
  };
}

/** The innermost reason of a failed call, in words: undici wraps what the socket said. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  if (cause.cause !== undefined && cause.cause !== cause) return reasonOf(cause.cause);
  const code = (cause as NodeJS.ErrnoException).code;
  return code !== undefined && typeof code === "string" && !cause.message.includes(code)
    ? `${cause.message} (${code})`
    : cause.message;
}
